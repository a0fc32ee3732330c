"""``matcher ingest``: outside files into a directory."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Source(StrEnum):
    """Formats that can be read."""

    denue = "denue"
    retc = "retc"
    table = "table"


def ingest(
    source: Annotated[Source, typer.Argument(help="What the files are.")],
    files: Annotated[list[Path], typer.Argument(help="The files, zips as downloaded included.")],
    out: Annotated[Path | None, typer.Option("--out", help="The directory to write (.parquet).")] = None,
    into: Annotated[Path | None, typer.Option("--into", help="An existing directory to add to.")] = None,
    rejects: Annotated[Path | None, typer.Option("--rejects", help="Where refused rows go (.csv).")] = None,
    mapping: Annotated[Path | None, typer.Option("--map", help="YAML: our column -> their heading.")] = None,
) -> int:
    """Read a register or a supplier table into a directory; what is refused goes to the rejects, with why.

    \b
      matcher ingest retc es_*.csv --out retc.parquet --rejects rejects.csv
      matcher ingest denue denue_02_csv.zip --out baja.parquet
      matcher ingest table suppliers.xlsx --into retc.parquet --map columns.yaml
    """
    from matcher.cli.progress import bar
    from matcher.ingest import ingest as read_in

    with bar("reading") as progress:
        report = read_in(
            source.value, files, out=out, into=into, rejects=rejects, mapping=mapping, progress=progress
        )
    typer.echo(str(report))
    return 3 if report.rejected else 0
