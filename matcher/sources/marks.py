"""Marks: which suppliers a person found good or bad for a need, kept in a small CSV that can be shared."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from matcher.errors import InputError
from matcher.files import beside
from matcher.sources.delimited import delimited_sheet
from matcher.sources.files import check_file
from matcher.sources.headings import check_columns, listed, rows_of
from matcher.sources.outcome import SHIFTED, Row
from matcher.text import clean, fold, neutralise

#: What stands in the column ``mark``, and whether it is good.
WORDS: Final = {"good": True, "bad": False}
COLUMNS: Final = ("need_id", "supplier_id", "mark", "note", "when")
REQUIRED: Final = ("need_id", "supplier_id", "mark")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person found of one supplier for one need; ``when`` is None where the file does not say.

    Texts are one visible line each, and a time without a zone is in UTC. Raises InputError, with the field,
    for an empty id.
    """

    need_id: str
    supplier_id: str
    good: bool
    note: str = ""
    when: datetime | None = None

    def __post_init__(self) -> None:
        for field in ("need_id", "supplier_id", "note"):
            object.__setattr__(self, field, clean(getattr(self, field)))
        for field in ("need_id", "supplier_id"):
            if not getattr(self, field):
                raise InputError("is empty; a mark is for one supplier and one need", field=field)
        if self.when is not None:
            object.__setattr__(self, "when", _utc(self.when))


def read_marks(path: str | Path) -> tuple[Mark, ...]:
    """The marks of a file, one for each need and supplier: the latest, as ``merged`` gives them.

    Raises InputError, with file, line and field, for what is no mark, and MissingFileError.
    """
    path = Path(path)
    check_file(path)
    sheet = delimited_sheet(lambda: path.open("rb"), str(path))
    headings = [clean(heading).casefold().replace(" ", "_") for heading in sheet.headings]
    check_columns(headings, REQUIRED, sheet=sheet, what="a file of marks", mapped=False)
    if strange := [heading for heading in headings if heading and heading not in COLUMNS]:
        raise InputError(
            f"has {listed(strange)}, which adding marks would lose; its columns are {', '.join(COLUMNS)}",
            file=path,
        )
    return merged(_mark(row) for row in rows_of(sheet, headings))


def merged(*collections: Iterable[Mark]) -> tuple[Mark, ...]:
    """All marks as one collection, in the order of needs and suppliers.

    Of several for one need and supplier the latest holds, and of those equally late the one given last; a
    mark without a time is older than any with one.
    """
    latest: dict[tuple[str, str], Mark] = {}
    for mark in (mark for marks in collections for mark in marks):
        key = (mark.need_id, mark.supplier_id)
        if key not in latest or _age(mark) >= _age(latest[key]):
            latest[key] = mark
    return tuple(latest[key] for key in sorted(latest))


def write_marks(path: str | Path, marks: Iterable[Mark]) -> None:
    """Write marks, the same bytes for the same marks; an older file stays until the new one is whole.

    No cell can be taken for a formula by a spreadsheet, and ``read_marks`` gives each back as it was.
    Raises OutputError when it cannot be written there.
    """
    with beside(Path(path)) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_cells(mark) for mark in merged(marks))


def add_marks(
    path: str | Path, marks: Iterable[Mark], *, without: Collection[tuple[str, str]] = ()
) -> tuple[Mark, ...]:
    """Add marks to a file, which need not be there yet, and give all that it then holds.

    ``without`` names marks to take out, by need and supplier. Raises as ``read_marks`` and ``write_marks``
    do; the file is then as it was.
    """
    path = Path(path)
    before = read_marks(path) if path.exists() else ()
    held = merged((mark for mark in before if (mark.need_id, mark.supplier_id) not in without), marks)
    write_marks(path, held)
    return held


def for_need(marks: Iterable[Mark], need_id: str) -> dict[str, bool]:
    """Good (True) or bad by supplier id, of one need: what weights are learned from."""
    return {mark.supplier_id: mark.good for mark in marks if mark.need_id == need_id}


def _mark(row: Row) -> Mark:
    if row.shifted:
        raise InputError(SHIFTED, file=row.file, line=row.line)
    try:
        return Mark(
            need_id=_bare(row["need_id"]),
            supplier_id=_bare(row["supplier_id"]),
            good=_good(row["mark"]),
            note=_bare(row["note"]),
            when=_when(clean(row["when"])),
        )
    except InputError as problem:
        raise InputError(problem.problem, file=row.file, line=row.line, field=problem.field) from problem


def _good(cell: str) -> bool:
    word = fold(clean(cell))
    if word not in WORDS:
        raise InputError(f"'{clean(cell)}' is no mark; write {' or '.join(WORDS)}", field="mark")
    return WORDS[word]


def _when(cell: str) -> datetime | None:
    try:
        return _utc(datetime.fromisoformat(cell)) if cell else None
    except (ValueError, OverflowError) as problem:
        raise InputError(
            f"'{cell}' is no date or time; write it as 2026-11-24 or 2026-11-24T09:30Z", field="when"
        ) from problem


def _utc(when: datetime) -> datetime:
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def _age(mark: Mark) -> float:
    return mark.when.timestamp() if mark.when else float("-inf")


def _cells(mark: Mark) -> tuple[str, ...]:
    when = mark.when.isoformat().replace("+00:00", "Z") if mark.when else ""
    word = next(word for word, good in WORDS.items() if good == mark.good)
    return (_guarded(mark.need_id), _guarded(mark.supplier_id), word, _guarded(mark.note), when)


def _guarded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet takes for a formula, or what looks so guarded."""
    inner = cell.lstrip("'")
    return cell if neutralise(inner) == inner else f"'{cell}"


def _bare(cell: str) -> str:
    """The cell without the apostrophe that ``_guarded`` put before it."""
    cell = clean(cell)
    inner = cell.lstrip("'")
    return cell.removeprefix("'") if neutralise(inner) != inner else cell
