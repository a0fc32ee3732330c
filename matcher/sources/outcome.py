"""What reading gives: rows, rejects, and a tally of what was not usable."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its label, the line it starts on (the heading is line 1) and its cells by heading.

    ``shifted`` says that it has filled cells beyond its headings, so that no cell can be trusted.
    """

    file: str
    line: int
    cells: Mapping[str, str]
    shifted: bool = False

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def reject(self, reason: str, kind: str = "") -> Reject:
        """This row, refused for a reason; ``kind`` is the reason without what is particular to the row."""
        filled = {heading: cell for heading, cell in self.cells.items() if cell}
        return Reject(self.file, self.line, reason, json.dumps(filled, ensure_ascii=False), kind or reason)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that gives no supplier or need: where it stands, why, and its filled cells as a JSON object.

    ``kind`` groups rejects for a summary.
    """

    file: str
    line: int
    reason: str
    row: str
    kind: str


SHIFTED = "has more cells than there are headings: a delimiter inside a cell has shifted it"


@dataclass(slots=True)
class Tally:
    """What a reading left out or found out on its way.

    ``unknown`` counts, per field, the values that came but could not be used; ``encodings`` says how each
    file was read; ``editions`` collects the years or months that the files stand for.
    """

    unknown: Counter[str] = field(default_factory=Counter)
    encodings: dict[str, str] = field(default_factory=dict)
    editions: set[str] = field(default_factory=set)
