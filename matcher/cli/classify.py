"""``matcher classify``: from a need to the classes that make it, with probabilities."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from matcher.cli.match import Format, one_need
from matcher.errors import InputError, NeedError
from matcher.files import beside

if TYPE_CHECKING:
    from matcher.engine.reading import Reader
    from matcher.model import Need

#: Classes shown of each need.
TOP = 5
COLUMNS = ("need_id", "rank", "scian", "title_es", "title_en", "probability")
HELP = """Name the SCIAN classes that make what a need asks for; `none` is no manufactured good.

\b
  matcher classify "disposable isolation gowns"
  matcher classify --need tender.pdf
  matcher classify --needs needs.csv --out classes.csv --top 3
"""


def classify(
    text: Annotated[str | None, typer.Argument(help="The need, in English or Spanish.")] = None,
    need: Annotated[
        Path | None, typer.Option("--need", help="A need file or a document (PDF, DOCX, TXT) instead.")
    ] = None,
    needs: Annotated[Path | None, typer.Option("--needs", help="A needs table instead.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The CSV to write; with --needs.")] = None,
    top: Annotated[int, typer.Option("--top", help="Classes of each need.")] = TOP,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Name the SCIAN classes that make what a need asks for."""
    from matcher.encode import load_encoder
    from matcher.engine.reading import Reader

    if sum(given is not None for given in (text, need, needs)) != 1:
        raise NeedError("Give a text, a file with --need or a table of needs with --needs, one of the three.")
    if top < 1:
        raise NeedError(f"Got top={top}; it must be at least 1.")
    if out is not None and out.suffix.lower() != ".csv":
        raise InputError(f"Got --out {out}; it must end in .csv.")
    asked, n_rejected = _needs(text, need, needs)
    rows = list(_rows(Reader.of_tables(load_encoder()), asked, top))
    if out is None:
        _print(rows, output)
    else:
        with beside(out) as draft, draft.open("w", encoding="utf-8", newline="") as handle:
            _write(handle, rows)
        typer.echo(f"{len(asked):,} needs, {len(rows):,} rows: {out}")
    if n_rejected:
        raise typer.Exit(3)


classify.__doc__ = HELP


def _needs(text: str | None, file: Path | None, table: Path | None) -> tuple[Sequence[Need], int]:
    from matcher.engine.matcher import checked
    from matcher.sources.needs import read_needs

    if table is None:
        return [checked(one_need(text, file))], 0
    read, rejects = read_needs(table)
    for reject in rejects:
        typer.echo(f"not read: line {reject.line}: {reject.reason}", err=True)
    return read, len(rejects)


def _rows(reader: Reader, needs: Sequence[Need], top: int) -> Iterator[dict[str, Any]]:
    from matcher.knowledge.scian import title

    for need in needs:
        classified = list(reader.read(need).classified().items())[:top]
        for rank, (code, probability) in enumerate(classified, 1):
            cells = (need.need_id, rank, code, title(code, "es") or "", title(code, "en") or "")
            yield dict(zip(COLUMNS, (*cells, round(probability, 4)), strict=True))


def _print(rows: Sequence[dict[str, Any]], output: Format) -> None:
    if output is Format.json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif output is Format.csv:
        _write(sys.stdout, rows)
    else:
        from matcher.cli.show import console

        console().print(_table(rows))


def _write(handle: IO[str], rows: Sequence[dict[str, Any]]) -> None:
    from matcher.text import neutralise

    writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {name: neutralise(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
        )


def _table(rows: Sequence[dict[str, Any]]) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("probability", "class", "título", "title"):
        table.add_column(heading, justify="right" if heading == "probability" else "left")
    for row in rows:
        name = row["title_es"] or "ningún bien manufacturado"
        cells = (f"{row['probability']:.2f}", row["scian"], name, row["title_en"] or "no manufactured good")
        table.add_row(*(Text(str(cell)) for cell in cells))
    return table
