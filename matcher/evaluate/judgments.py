"""Judgments: which supplier answers which need, and how well; a table, or TREC's four columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matcher.errors import InputError
from matcher.model.supplier import ROUTES
from matcher.sources.files import sheets
from matcher.sources.headings import check_columns, rows_of
from matcher.sources.outcome import Tally

REQUIRED: Final = ("need_id", "supplier_id", "grade")
#: From this grade a supplier counts as relevant where a measure wants yes or no.
RELEVANT: Final = 1


@dataclass(frozen=True, slots=True)
class Judgments:
    """Grades by need and supplier, 0 for a supplier that only looks like an answer (a hard negative).

    ``routes`` maps need and supplier to the route by which it answers, where the table says so.
    """

    grades: Mapping[str, Mapping[str, int]]
    routes: Mapping[tuple[str, str], str]

    def relevant(self, need_id: str) -> set[str]:
        """The suppliers that answer a need to some degree."""
        return {supplier for supplier, grade in self.grades.get(need_id, {}).items() if grade >= RELEVANT}

    def hard_negatives(self, need_id: str) -> set[str]:
        """The suppliers judged to be no answer."""
        return {supplier for supplier, grade in self.grades.get(need_id, {}).items() if grade < RELEVANT}

    def only(self, pairs: Collection[tuple[str, str]]) -> Judgments:
        """Those of the judgments that are about these pairs of need and supplier."""
        grades = {
            need: {supplier: grade for supplier, grade in given.items() if (need, supplier) in pairs}
            for need, given in self.grades.items()
        }
        return Judgments(grades, self.routes)


def read_judgments(path: str | Path) -> Judgments:
    """Read ``need_id``, ``supplier_id``, ``grade`` and, if there, ``route`` (CSV, XLSX, Parquet).

    A text file whose lines are TREC's (need, anything, supplier, grade, separated by blanks) is read as well.
    Raises InputError naming line and field for a grade that is no whole number, a route that is none, or a
    pair judged twice.
    """
    path = Path(path)
    found = _Read(path)
    if path.suffix.lower() in (".txt", ".qrels", ".qrel", ".trec"):
        _read_trec(path, found)
    else:
        _read_table(path, found)
    if not found.grades:
        raise InputError("holds no judgments; give need_id, supplier_id and grade", file=path)
    return Judgments(found.grades, found.routes)


class _Read:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.grades: dict[str, dict[str, int]] = {}
        self.routes: dict[tuple[str, str], str] = {}

    def add(self, line: int, need_id: str, supplier_id: str, grade: str, route: str = "") -> None:
        for field, cell in (("need_id", need_id), ("supplier_id", supplier_id)):
            if not cell:
                raise self.error(line, field, "is empty; give an id")
        of_need = self.grades.setdefault(need_id, {})
        if supplier_id in of_need:
            raise self.error(
                line, "supplier_id", f"'{supplier_id}' is judged twice for '{need_id}'; keep one"
            )
        try:
            of_need[supplier_id] = _whole(grade)
        except ValueError as problem:
            wanted = "give a whole number: 0 is no answer, 3 the best"
            raise self.error(line, "grade", f"'{grade}' is no grade; {wanted}") from problem
        if route and route not in ROUTES:
            raise self.error(line, "route", f"'{route}' is none of {', '.join(ROUTES)}")
        if route:
            self.routes[need_id, supplier_id] = route

    def error(self, line: int, field: str, problem: str) -> InputError:
        return InputError(problem, file=self.path, line=line, field=field)


def _whole(grade: str) -> int:
    number = float(grade)
    if not number.is_integer():  # neither is infinity
        raise ValueError(grade)
    return int(number)


def _read_trec(path: Path, found: _Read) -> None:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"cannot be read: {problem}", file=path) from problem
    for number, line in enumerate(lines, 1):
        parts = line.split()
        if not parts:
            continue
        if len(parts) != 4:
            raise InputError("is no line of qrels; write NEED 0 SUPPLIER GRADE", file=path, line=number)
        found.add(number, parts[0], parts[2], parts[3])


def _read_table(path: Path, found: _Read) -> None:
    for sheet in sheets(path, Tally()):
        headings = [heading.strip().lower() for heading in sheet.headings]
        check_columns(headings, REQUIRED, sheet=sheet, what="the judgments table", mapped=False)
        for row in rows_of(sheet, headings):
            cells = {name: str(row.cells.get(name) or "").strip() for name in (*REQUIRED, "route")}
            found.add(row.line, *(cells[name] for name in (*REQUIRED, "route")))
