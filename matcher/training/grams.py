"""Where token rows start: words spelled alike start alike.

"canthaxanthin" and "cantaxantina" share most of their letters in a row, and so do a word and its misspelling.
Each token's first row is the sum of one random vector per group of 3 to 5 letters in it (Bojanowski et al., 2017,
"Enriching word vectors with subword information"), plus a little of its own; training moves the rows from there, and
the rare tokens, which training hardly touches, keep the likeness.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.training.ragged import Ragged
from matcher.training.vocabulary import PIECE, UNKNOWN

_SIZES: Final = (3, 4, 5)
_BUCKETS: Final = 100_000
#: Share of a row that is the token's own at the start.
_OWN: Final = 0.3
_AT_ONCE: Final = 4096


def first_rows(tokens: Sequence[str], dim: int, draw: np.random.Generator) -> NDArray[np.float32]:
    """One row per token, shape (len(tokens), dim); the unknown token's is zero."""
    vectors = draw.standard_normal((_BUCKETS, dim), dtype=np.float32)
    rows = _OWN * draw.standard_normal((len(tokens), dim), dtype=np.float32)
    grams = Ragged.of(letter_groups(token) for token in tokens)
    for start in range(0, len(tokens), _AT_ONCE):
        chosen = np.arange(start, min(start + _AT_ONCE, len(tokens)))
        values, owners = grams.take(chosen)
        weights = 1 / np.sqrt(np.maximum(grams.lengths[chosen], 1))
        np.add.at(rows[start : start + _AT_ONCE], owners, vectors[values] * weights[owners, None].astype(np.float32))
    rows[[index for index, token in enumerate(tokens) if token == UNKNOWN]] = 0
    return rows


def letter_groups(token: str) -> list[int]:
    """Buckets of the token's groups of letters; where a word starts counts as a letter."""
    spelled = token.removeprefix(PIECE) if token.startswith(PIECE) else f"<{token}"
    groups = {spelled[at : at + size] for size in _SIZES for at in range(len(spelled) - size + 1)}
    return sorted(_bucket(group) for group in groups)


def _bucket(group: str) -> int:
    # Python's own hash differs from run to run.
    return int.from_bytes(hashlib.blake2b(group.encode(), digest_size=4).digest(), "little") % _BUCKETS
