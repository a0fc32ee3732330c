"""Hits: who is near a need, before anyone is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows of an index, best first, with the parts whose sum is the score.

    ``rows`` (n,) int64 are row numbers of the index's directory, which is sorted by supplier id, so that
    equal scores keep the order of their ids. ``score`` (n,) and each part (n,) are float32, higher is
    better, and ``sum(parts.values()) == score``.
    """

    rows: Rows
    score: Floats
    parts: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        best = f", best {self.score[0]:.3f}" if len(self) else ""
        return f"<Hits {len(self)} rows from {' + '.join(self.parts) or 'nothing'}{best}>"
