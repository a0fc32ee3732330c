"""``matcher match``: one need, ranked."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from matcher.config import TOP
from matcher.errors import NeedError, WeightError
from matcher.model import Need, Ranking

HELP = """Rank who could make, convert to or host what a need asks for.

\b
  matcher match "disposable IV infusion sets, sterile, Class II"
  matcher match --need need.yaml --index idx --per-route --format json
  matcher match --need tender.pdf
  matcher match "wire harness" --where "state=Chihuahua" --where "within 100 km of Juárez" --require iso_9001
"""


class Format(StrEnum):
    """How to print."""

    table = "table"
    json = "json"
    csv = "csv"


class Unknown(StrEnum):
    """What an unknown counts for."""

    neutral = "neutral"
    pessimistic = "pessimistic"
    leave_out = "leave-out"


class RouteName(StrEnum):
    """A route."""

    makes = "makes"
    converts = "converts"
    hosts = "hosts"


Index = Annotated[
    str | None,
    typer.Option("--index", help="Folder of an index, or a bundled name (register, illustrative)."),
]
Top = Annotated[int, typer.Option("--top", help="Candidates to show; with --per-route, of each route.")]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where", help='A filter such as "state=Sonora" or "within 200 km of Tijuana"; repeat to narrow.'
    ),
]
Weight = Annotated[
    list[str] | None, typer.Option("--weight", help="CRITERION=POINTS, scaled to sum to 100; repeat.")
]
Require = Annotated[list[str] | None, typer.Option("--require", help="A certificate that is a must; repeat.")]
Prefer = Annotated[list[str] | None, typer.Option("--prefer", help="A certificate that is a want; repeat.")]
Routes = Annotated[list[RouteName] | None, typer.Option("--route", help="Only these routes; repeat.")]
UnknownOption = Annotated[Unknown, typer.Option("--unknown", help="What an unknown counts for.")]


def match(
    text: Annotated[str | None, typer.Argument(help="The need, in English or Spanish.")] = None,
    need: Annotated[
        Path | None, typer.Option("--need", help="A need file (YAML or JSON) or a document (PDF, DOCX, TXT).")
    ] = None,
    index: Index = None,
    top: Top = TOP,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
    where: Where = None,
    route: Routes = None,
    require: Require = None,
    prefer: Prefer = None,
    per_route: Annotated[bool, typer.Option("--per-route", help="Count --top for each route.")] = False,
    weight: Weight = None,
    unknown: UnknownOption = Unknown.neutral,
) -> None:
    """Rank who could make, convert to or host what a need asks for."""
    from matcher.engine import open as open_matcher

    ranking = open_matcher(index).match(
        one_need(text, need).asking(**more(route, require, prefer)),
        top=top,
        where=where or (),
        weights=weights(weight),
        unknown=unknown.value,
        per_route=per_route,
    )
    _print(ranking, output)


match.__doc__ = HELP


def one_need(text: str | None, file: Path | None) -> Need:
    """The need that was given as a text or as a file. Raises NeedError unless it was one of the two."""
    if (text is None) == (file is None):
        raise NeedError("Give the need as a text or with --need FILE, one of the two.")
    if file is not None:
        from matcher.sources.needs import read_need

        return read_need(file)
    return Need(text or "")


def more(
    routes: list[RouteName] | None, require: list[str] | None, prefer: list[str] | None
) -> dict[str, tuple[Any, ...]]:
    """What the options ask for beyond the need itself, as ``Need.asking`` takes it."""
    asked = {
        "routes": tuple(route.value for route in routes or ()),
        "required": tuple(require or ()),
        "preferred": tuple(prefer or ()),
    }
    return {name: values for name, values in asked.items() if values}


def weights(options: list[str] | None) -> dict[str, float] | None:
    """Points by criterion from ``CRITERION=POINTS`` options, the balanced profile for what is not named.

    Raises WeightError for an option of another form.
    """
    from matcher.config import BALANCED

    if not options:
        return None
    chosen = dict(BALANCED)
    for option in options:
        name, _, points = option.partition("=")
        try:
            chosen[name.strip()] = float(points)
        except ValueError:
            raise WeightError(f"Got weight '{option}'; write CRITERION=POINTS, as in crossing=20.") from None
    return chosen


def _print(ranking: Ranking, output: Format) -> None:
    if output is Format.json:
        typer.echo(json.dumps(ranking.to_dict(), ensure_ascii=False, indent=2))
    elif output is Format.csv:
        from matcher.text import neutralise

        rows = ranking.to_rows()
        if rows:
            writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            for row in rows:
                writer.writerow(
                    {key: neutralise(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
                )
    else:
        from matcher.cli.show import console, show_ranking, show_source

        to = console()
        show_ranking(ranking, to)
        show_source(ranking.index, to)
