"""Which classes make what a line names: learned from the official index, buyers' terms and the catalogue.

A line is its words, pairs of words and groups of letters, each by a hash; every one has a row of a table,
their weighted sum goes through one hidden layer to the classes. Made by ``matcher.training.reader``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matcher.model.hits import Floats
from matcher.rank.nouns import singular
from matcher.rank.tfidf import letter_groups
from matcher.text import words

#: How often a word, a pair of words, the first and the last word count beside one group of letters.
WORD, PAIR, EDGE = 3, 2, 1
#: The sum of a line's rows is scaled by this.
SCALE: Final = 4.0
_NAMES = ("parts", "scale", "idf", "bias", "out", "out_bias", "codes")
_PREFIX: Final = "lines_"


def parts_of(line: str) -> Counter[int]:
    """The parts of a line, each by its CRC-32, and how often each counts."""
    named = [singular(word) for word in words(line)]
    parts = Counter(letter_groups(line))
    for word in named:
        parts[crc32(f"w:{word}".encode())] += WORD
    for pair in pairwise(named):
        parts[crc32(f"b:{' '.join(pair)}".encode())] += PAIR
    if named:
        parts[crc32(f"first:{named[0]}".encode())] += EDGE
        parts[crc32(f"last:{named[-1]}".encode())] += EDGE
    return parts


@dataclass(frozen=True, slots=True)
class Lines:
    """A trained reader of lines: b rows for parts, h hidden units, c classes.

    ``parts`` (b, h) int8 times ``scale`` (h,); ``idf`` (b,), how much a part counts; ``bias`` (h,); ``out``
    (h, c) and ``out_bias`` (c,) give the logits of ``codes`` (c,), six-digit classes as numbers.
    """

    parts: NDArray[np.int8]
    scale: Floats
    idf: Floats
    bias: Floats
    out: Floats
    out_bias: Floats
    codes: NDArray[np.int32]

    def hidden(self, lines: Sequence[str]) -> Floats:
        """The hidden units of each of n lines, (n, h)."""
        summed = np.zeros((len(lines), len(self.scale)), dtype=np.float32)
        for row, line in enumerate(lines):
            at, amount = weighted_parts(line, self.idf)
            if len(at):
                summed[row] = amount @ self.parts[at]
        result: Floats = np.maximum(SCALE * summed * self.scale + self.bias, 0.0)
        return result

    def logits(self, hidden: Floats) -> Floats:
        """The logit of each class, (n, c)."""
        result: Floats = hidden @ self.out + self.out_bias
        return result

    def arrays(self) -> dict[str, NDArray[Any]]:
        """For storing."""
        return {f"{_PREFIX}{name}": getattr(self, name) for name in _NAMES}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Lines:
        """What ``arrays`` gave, perhaps in half precision, as a reader again."""
        held = {name: arrays[f"{_PREFIX}{name}"] for name in _NAMES}
        return cls(**{name: _single(array) for name, array in held.items()})


def weighted_parts(line: str, idf: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Rows of a line's parts and how much each counts, scaled to unit length; ``idf`` (b,)."""
    counts = parts_of(line)
    at = np.fromiter(counts, dtype=np.int64, count=len(counts)) % len(idf)
    times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    amount = (1.0 + np.log(times)) * idf[at]
    length = float(np.sqrt((amount**2).sum()))
    return at, (amount / length if length else amount).astype(np.float32)


def softmax(logits: Floats) -> Floats:
    """Shares that sum to 1 along the last axis."""
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = odds / odds.sum(axis=-1, keepdims=True)
    return result


def _single(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float32) if array.dtype == np.float16 else array
