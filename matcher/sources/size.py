"""Size bands of INEGI's directory as ranges of persons."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from matcher.sources.mojibake import tidy
from matcher.text import fold

#: INEGI's codes 1 to 7 of older editions, in order; an open band has no upper end.
BANDS: Final[tuple[tuple[int, int | None], ...]] = (
    (0, 5),
    (6, 10),
    (11, 30),
    (31, 50),
    (51, 100),
    (101, 250),
    (251, None),
)
#: Up to this many persons a firm is micro, and mostly one person's own.
MICRO_PERSONS: Final = 10
_RANGE = re.compile(r"(\d+)\s*a\s*(\d+)(?:\s*personas)?")
_OPEN = re.compile(r"(\d+)(?:\s*y\s*m.s)?\s*personas|(\d+)\s*y\s*m.s")


@lru_cache(maxsize=256)
def size_band(cell: str) -> tuple[int, int | None] | None:
    """``"11 a 30 personas"`` is (11, 30), ``"251 y más personas"`` and ``"251 personas"`` are (251, None)."""
    folded = fold(tidy(cell))
    if folded in {"1", "2", "3", "4", "5", "6", "7"}:
        return BANDS[int(folded) - 1]
    if closed := _RANGE.fullmatch(folded):
        band = (int(closed[1]), int(closed[2]))
        return band if band in BANDS else None
    if opened := _OPEN.fullmatch(folded):
        band_open = (int(opened[1] or opened[2]), None)
        return band_open if band_open in BANDS else None
    return None
