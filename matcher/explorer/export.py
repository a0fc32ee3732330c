"""Picks with their reasons as a table that travels: CSV or XLSX, every text harmless in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from matcher.errors import InputError, UnknownSupplier
from matcher.explorer.texts import say
from matcher.files import beside
from matcher.model import Candidate, Ranking
from matcher.text import neutralise

#: What a cell of a workbook holds (Excel specifications and limits); longer texts say that they were cut.
CELL_LIMIT: Final = 32_767
_CUT: Final = " … (cut)"
#: Workbooks carry a date of creation; a fixed one keeps the same picks the same bytes.
_UNDATED: Final = datetime(2000, 1, 1)


def picked(ranking: Ranking, picks: Mapping[str, str]) -> tuple[Candidate, ...]:
    """The picked candidates in the order of the ranking, also those below the number it shows.

    Raises UnknownSupplier for one that did not pass.
    """
    shown = {candidate.supplier.supplier_id: candidate for candidate in ranking.candidates}
    if set(picks) - set(shown):
        shown = {one.supplier.supplier_id: one for one in ranking.best(max(ranking.n_passed, 1)).candidates}
    for supplier_id in picks:
        if supplier_id not in shown:
            raise UnknownSupplier(
                f"Got supplier '{supplier_id}', which is not among the {ranking.n_passed} that passed."
            )
    return tuple(candidate for supplier_id, candidate in shown.items() if supplier_id in picks)


def write_picks(ranking: Ranking, picks: Mapping[str, str], path: str | Path) -> Path:
    """Write picked candidates and the reasons for picking them, as CSV or XLSX by the path's ending.

    One row per pick; the ``c_<criterion>`` columns sum to ``score``. ``picks`` gives the reason, possibly
    empty, by supplier id. The workbook's second sheet says under which terms the ranking was made; in a CSV
    columns say it. Raises InputError without picks or for another ending, UnknownSupplier, OutputError.
    """
    path = Path(path)
    if path.suffix.lower() not in _WRITERS:
        raise InputError("Give a file name that ends in .csv or .xlsx.", file=path)
    if not picks:
        raise InputError("Nobody is picked yet; tick at least one candidate.")
    rows = [_row(candidate, picks[candidate.supplier.supplier_id]) for candidate in picked(ranking, picks)]
    with beside(path) as draft:
        _WRITERS[path.suffix.lower()](draft, rows, terms(ranking))
    return path


def terms(ranking: Ranking) -> dict[str, str]:
    """Under which terms a ranking was made: the need, the weights, the directory, and what it is not."""
    index = ranking.index
    weights = "; ".join(f"{name}={points:.1f}" for name, points in ranking.weights.items())
    return {
        "need": ranking.need.text,
        "requirements": "; ".join(f"{one.strength}: {one}" for one in ranking.need.requirements) or "none",
        "weights": weights,
        "unknown_policy": ranking.unknown,
        "index": str(index.get("name", "")),
        "directory": " ".join(str(line) for line in index.get("about", {}).get("says", ())),
        "data_hash": str(index.get("data_hash", "")),
        "model_id": str(index.get("model_id", "")),
        "note": say("disclaimer", ranking.language),
    }


def _row(candidate: Candidate, reason: str) -> dict[str, str | float | None]:
    plain = candidate.to_dict()
    supplier = candidate.supplier
    first = {"reason": reason, "missing": "; ".join(plain["missing"])}
    facts = {name: plain[name] for name in ("supplier_id", "name", "route", "rank", "score")}
    ranges = {name: plain[name] for name in ("score_low", "score_high")}
    parts = {f"c_{name}": points for name, points in candidate.contributions.items()}
    lists = {name: "; ".join(plain[name]) for name in ("unknown", "evidence", "hints")}
    place = {name: plain[name] for name in ("kind", "scian", "state", "municipality", "last_seen")}
    origin = {
        "source": supplier.source,
        "source_id": supplier.source_id,
        "as_of": supplier.as_of,
        "verification": supplier.verification,
    }
    return {**facts, **first, **ranges, **parts, **lists, **place, **origin}


def _write_csv(path: Path, rows: list[dict[str, Any]], about: Mapping[str, str]) -> None:
    # With a byte order mark spreadsheets read the accents right.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], *about], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            cells = {**row, **about}
            writer.writerow(
                {key: neutralise(cell) if isinstance(cell, str) else cell for key, cell in cells.items()}
            )


def _write_xlsx(path: Path, rows: list[dict[str, Any]], about: Mapping[str, str]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"created": _UNDATED})
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Picks")
        for column, name in enumerate(rows[0]):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, _width(name), wrap)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row.values()):
                _write_cell(sheet, line, column, cell, wrap)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(rows), len(rows[0]) - 1)
        notes = book.add_worksheet("About")
        notes.set_column(0, 0, 18)
        notes.set_column(1, 1, 100, wrap)
        for line, (name, text) in enumerate(about.items()):
            notes.write_string(line, 0, name, bold)
            _write_cell(notes, line, 1, text, wrap)


def _write_cell(sheet: Any, line: int, column: int, cell: str | float | None, wrap: Any) -> None:
    if isinstance(cell, str):
        text = neutralise(cell)
        if len(text) > CELL_LIMIT:
            text = text[: CELL_LIMIT - len(_CUT)] + _CUT
        # Never write(): it turns texts that look like formulas or links into them.
        sheet.write_string(line, column, text, wrap)
    elif cell is not None:
        sheet.write_number(line, column, cell, wrap)


def _width(name: str) -> float:
    if name in ("name", "reason", "evidence"):
        return 44.0
    return 28.0 if name in ("missing", "unknown", "hints", "source") else 14.0


_WRITERS: Final = {".csv": _write_csv, ".xlsx": _write_xlsx}
