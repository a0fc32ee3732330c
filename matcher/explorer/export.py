"""Picks as files to send out: a CSV, and a workbook whose second sheet says how they were found."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from matcher.errors import InputError, OutputError
from matcher.files import beside
from matcher.model import Ranking
from matcher.text import neutralise

#: What stands under every list of picks.
CAVEAT: Final = (
    "A screening aid, not a verification: facts are as their sources report them, hints are not verdicts, "
    "and what is unknown has to be asked."
)


def write_picks(ranking: Ranking, picks: Mapping[str, str], path: Path) -> None:
    """Write the picked candidates, in the order of the ranking, with the reasons they were picked for.

    ``path`` ends in ``.csv`` or ``.xlsx``; ``picks`` maps supplier ids to reasons. Raises InputError for
    another ending, no picks, or a pick that the ranking does not show; OutputError when it cannot be written.
    """
    rows = _rows(ranking, picks)
    if path.suffix == ".csv":
        _write_csv(rows, path)
    elif path.suffix == ".xlsx":
        _write_xlsx(rows, ranking, path)
    else:
        raise InputError(f"Got {path.name}; it must end in .csv or .xlsx.")


def _rows(ranking: Ranking, picks: Mapping[str, str]) -> list[dict[str, Any]]:
    if not picks:
        raise InputError("Nothing is picked yet; pick at least one candidate.")
    shown = {row["supplier_id"]: row for row in ranking.to_rows()}
    if absent := [supplier_id for supplier_id in picks if supplier_id not in shown]:
        raise InputError(f"Got pick '{absent[0]}', which this ranking does not show; show more candidates.")
    sources = {
        candidate.supplier.supplier_id: str(candidate.supplier.provenance_of("name"))
        for candidate in ranking.candidates
    }
    return [
        {"need": ranking.need.label, "picked_because": picks[key], **row, "source": sources[key]}
        for key, row in shown.items()
        if key in picks
    ]


def _write_csv(rows: list[dict[str, Any]], path: Path) -> None:
    with beside(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _safe(cell) for name, cell in row.items()} for row in rows)


def _safe(cell: Any) -> Any:
    return neutralise(cell) if isinstance(cell, str) else cell


def _write_xlsx(rows: list[dict[str, Any]], ranking: Ranking, path: Path) -> None:
    import xlsxwriter

    with beside(path) as draft:
        book = xlsxwriter.Workbook(str(draft), {"strings_to_formulas": False, "strings_to_urls": False})
        try:
            bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            sheet = book.add_worksheet("Picks")
            for column, name in enumerate(rows[0]):
                sheet.write_string(0, column, name, bold)
                sheet.set_column(column, column, _width(name))
                for line, row in enumerate(rows, start=1):
                    _write_cell(sheet, line, column, row[name], wrapped)
            sheet.freeze_panes(1, 0)
            _write_about(book.add_worksheet("How they were found"), ranking, bold, wrapped)
            book.close()
        except (OSError, xlsxwriter.exceptions.XlsxWriterException) as problem:
            raise OutputError(f"{path}: cannot be written ({problem}); choose another place") from problem


def _width(name: str) -> int:
    wide = ("need", "name", "picked_because", "evidence", "hints", "missing", "unknown", "source")
    return 40 if name in wide else 14


def _write_cell(sheet: Any, line: int, column: int, cell: Any, style: Any) -> None:
    if cell is None:
        sheet.write_blank(line, column, None, style)
    elif isinstance(cell, (int, float)):
        sheet.write_number(line, column, cell, style)
    else:
        sheet.write_string(line, column, neutralise(str(cell)), style)


def _write_about(sheet: Any, ranking: Ranking, bold: Any, wrapped: Any) -> None:
    index = ranking.index
    facts: list[tuple[str, str | float]] = [
        ("need", ranking.need.text),
        ("index", str(index.get("name", ""))),
        ("data hash", str(index.get("data_hash", ""))),
        ("model", str(index.get("model_id", ""))),
        ("unknowns count as", ranking.unknown),
        *((f"weight of {name}", round(points, 4)) for name, points in ranking.weights.items()),
        *((f"out by: {line.must}", line.excluded) for line in ranking.funnel),
        *(("data", str(line)) for line in index.get("about", {}).get("says", ())),
        ("note", CAVEAT),
    ]
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    for line, (label, value) in enumerate(facts):
        sheet.write_string(line, 0, label, bold)
        _write_cell(sheet, line, 1, value, wrapped)
