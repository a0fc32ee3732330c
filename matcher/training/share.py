"""Tokens that mean the same share a row: "valve", "valves", "válvula" and "válvulas" need one direction.

The weights become a third of the size for almost nothing in recall (see the model card). A token keeps a
factor of its own, so that weight in a text is not shared. Method: spherical k-means (Dhillon & Modha, 2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.training.ragged import Ints

Floats = NDArray[np.float32]
_ROUNDS: Final = 6
#: Rows compared at once; bounds the memory to this many times k floats.
_AT_ONCE: Final = 1024


@dataclass(frozen=True)
class SharedRows:
    """``rows[mapping] * factors[:, None]`` is one row per token.

    Attributes
    ----------
    rows : ndarray, shape (k, dim), float32, unit length
    mapping : ndarray, shape (tokens,), int64
    factors : ndarray, shape (tokens,), float32
    """

    rows: Floats
    mapping: Ints
    factors: Floats


def share_rows(table: Floats, k: int, importance: Floats) -> SharedRows:
    """The k directions that serve the tokens best.

    Parameters
    ----------
    table : ndarray, shape (tokens, dim)
        One row per token; a row of zeros stays zeros.
    importance : ndarray, shape (tokens,)
        How much each token pulls its direction; the k most important ones are the start.
    """
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    unit = (table / np.maximum(lengths, 1e-12)).astype(np.float32)
    centres = unit[np.argsort(-importance, kind="stable")[:k]].copy()
    for _ in range(_ROUNDS):
        nearest, likeness = _nearest(unit, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, unit * importance[:, None])
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.divide(sums, norms, out=np.zeros_like(sums), where=norms > 0)
        empty = np.flatnonzero(norms[:, 0] == 0)
        centres[empty] = unit[np.argsort(likeness * np.sign(lengths[:, 0]), kind="stable")[: len(empty)]]
    nearest, _ = _nearest(unit, centres)
    return SharedRows(centres, nearest, np.einsum("td,td->t", table, centres[nearest]).astype(np.float32))


def _nearest(unit: Floats, centres: Floats) -> tuple[Ints, Floats]:
    nearest, likeness = np.zeros(len(unit), dtype=np.int64), np.zeros(len(unit), dtype=np.float32)
    for start in range(0, len(unit), _AT_ONCE):
        scores = unit[start : start + _AT_ONCE] @ centres.T
        best = scores.argmax(axis=1)
        nearest[start : start + _AT_ONCE] = best
        likeness[start : start + _AT_ONCE] = scores[np.arange(len(best)), best]
    return nearest, likeness
