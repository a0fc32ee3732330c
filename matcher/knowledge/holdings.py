"""What the reference tables hold, and how sure they are."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

from matcher.knowledge.tables import MARKS, reference


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: its rows in all, and by mark (V checked, K known to the trade, E estimate, U uncertain)."""

    table: str
    rows: int
    by_mark: dict[str, int]


def holdings() -> list[Holding]:
    """Every table of ``data/reference``, by name; the catalogue's files among them."""
    root = reference("")
    found = []
    for path in sorted(root.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            marks = Counter(row["mark"] for row in csv.DictReader(handle))
        name = path.relative_to(root).with_suffix("").as_posix()
        found.append(Holding(name, sum(marks.values()), {mark: marks[mark] for mark in MARKS}))
    return found
