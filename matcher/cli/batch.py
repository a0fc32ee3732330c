"""``matcher batch``: many needs, resumable."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.match import (
    Index,
    OnePerCompany,
    Prefer,
    ProfileOption,
    Require,
    Routes,
    Top,
    UnknownOption,
    Weight,
    Where,
    more,
    weighing,
)
from matcher.config import TOP
from matcher.errors import InputError


class Engine(StrEnum):
    """Where the chunks run."""

    local = "local"


def batch(
    needs: Annotated[Path, typer.Option("--needs", help="A needs table (CSV, XLSX or Parquet).")],
    out: Annotated[Path, typer.Option("--out", help="The .parquet or .csv file to write.")],
    index: Index = None,
    top: Top = TOP,
    engine: Annotated[Engine, typer.Option("--engine", help="Where the chunks run.")] = Engine.local,  # noqa: ARG001
    workers: Annotated[int, typer.Option("--workers", help="Processes.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from a run that was stopped.")] = False,
    where: Where = None,
    route: Routes = None,
    require: Require = None,
    prefer: Prefer = None,
    per_route: Annotated[bool, typer.Option("--per-route", help="Count --top for each route.")] = False,
    profile: ProfileOption = None,
    weight: Weight = None,
    unknown: UnknownOption = None,
    one_per_company: OnePerCompany = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> int:
    """Match every need of a table: one row per need and rank.

    \b
      matcher batch --needs needs.csv --out matches.parquet --workers 2
      matcher batch --needs needs.csv --out matches.parquet --workers 2 --resume
      matcher batch --needs needs.csv --out matches.csv --profile resilience --weight crossing=10
    """
    from matcher.batch import Job, run_batch
    from matcher.cli.progress import bar

    if workers < 1:
        raise InputError(f"Got --workers {workers}; it must be at least 1.")
    how = weighing(profile, weight, unknown)
    job = Job(
        index,
        top,
        tuple(where or ()),
        how.weights,
        how.unknown,
        per_route,
        more(route, require, prefer),
        one_per_company,
    )
    with bar("matching", quiet=quiet) as progress:
        report = run_batch(needs, out, job, workers=workers, resume=resume, progress=progress)
    if not quiet:
        typer.echo(f"{report}: {out}")
    return 3 if report.rejected else 0
