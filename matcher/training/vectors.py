"""Vectors of training texts, and the directions that tell them apart best."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.training.corpus import Corpus
from matcher.training.ragged import Ints, Ragged

Floats = NDArray[np.float32]
_AT_ONCE: Final = 8192
#: Every so many-th text is looked at for the directions: some 50,000 of the bundled encoder's.
_EVERY: Final = 12


def text_vectors(corpus: Corpus, side: Ragged, rows: Ints, table: Floats) -> Floats:
    """Unit rows, one per chosen text of a side, shape (len(rows), dim)."""
    parts = [np.zeros((0, table.shape[1]), dtype=np.float32)]
    for start in range(0, len(rows), _AT_ONCE):
        chosen = rows[start : start + _AT_ONCE]
        words, owners = side.take(chosen)
        tokens, places = corpus.spellings.take(words)
        sums = np.zeros((len(chosen), table.shape[1]), dtype=np.float32)
        np.add.at(sums, owners[places], table[tokens])
        parts.append(unit(sums))
    return np.concatenate(parts)


def unit(vectors: Floats) -> Floats:
    """The rows at unit length; rows of zeros stay zeros."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
    return scaled


def narrowed(corpus: Corpus, table: Floats, dim: int) -> Floats:
    """The table in the ``dim`` strongest directions of the texts: principal components, not centred."""
    if dim >= table.shape[1]:
        return table
    rows = np.arange(0, len(corpus.weights), _EVERY if len(corpus.weights) > 1000 * _EVERY else 1)
    texts = text_vectors(corpus, corpus.es, rows, table).astype(np.float64)
    strengths, directions = np.linalg.eigh(texts.T @ texts)
    strongest = directions[:, np.argsort(-strengths, kind="stable")[:dim]]
    narrow: Floats = (table @ strongest).astype(np.float32)
    return narrow
