"""Lists of different lengths in two flat arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Ragged:
    """``values[offsets[i]:offsets[i + 1]]`` is list ``i``.

    Attributes
    ----------
    values : ndarray, shape (total,), int64
    offsets : ndarray, shape (n + 1,), int64
    """

    values: Ints
    offsets: Ints

    @classmethod
    def of(cls, lists: Iterable[Iterable[int]]) -> Ragged:
        """From lists of whole numbers."""
        kept = [list(each) for each in lists]
        offsets = np.zeros(len(kept) + 1, dtype=np.int64)
        np.cumsum([len(each) for each in kept], out=offsets[1:])
        flat = (value for each in kept for value in each)
        return cls(np.fromiter(flat, dtype=np.int64, count=int(offsets[-1])), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Ints:
        """How long each list is, shape (n,)."""
        return np.diff(self.offsets)

    def take(self, rows: Ints) -> tuple[Ints, Ints]:
        """The values of the chosen lists one after another, and for each value its place in ``rows``."""
        starts, lengths = self.offsets[rows], self.lengths[rows]
        owners = np.repeat(np.arange(len(rows)), lengths)
        first = np.cumsum(lengths) - lengths
        return self.values[np.repeat(starts - first, lengths) + np.arange(len(owners))], owners
