"""``matcher match``: one need, ranked."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher.config import TOP
from matcher.errors import InputError, NeedError, WeightError
from matcher.model import Need, Ranking, UnknownPolicy
from matcher.model.ranking import Language

if TYPE_CHECKING:
    from matcher.rank.firmness import Sensitivity
    from matcher.rank.profiles import Profile

HELP = """Rank who could make, convert to or host what a need asks for.

\b
  matcher match "disposable IV infusion sets, sterile, Class II"
  matcher match --need need.yaml --index idx --per-route --format json
  matcher match --need tender.pdf --profile medical_devices --weight lead_time=15
  matcher match "wire harness" --where "state=Chihuahua" --where "within 100 km of Juárez" --require iso_9001
  matcher match "batas de aislamiento nivel 2" --language es --sensitivity
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


class LanguageName(StrEnum):
    """A language of answers."""

    en = "en"
    es = "es"


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
    list[str] | None,
    typer.Option(
        "--weight",
        help="CRITERION=POINTS of 100 in that profile; the others share the rest as before. Repeat.",
    ),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="How to weigh: balanced, speed, quality, resilience, cost_of_change, a sector (medical_devices, "
        "ppe, ...), or a YAML or JSON file of your own.",
    ),
]
Require = Annotated[list[str] | None, typer.Option("--require", help="A certificate that is a must; repeat.")]
Prefer = Annotated[list[str] | None, typer.Option("--prefer", help="A certificate that is a want; repeat.")]
Routes = Annotated[list[RouteName] | None, typer.Option("--route", help="Only these routes; repeat.")]
UnknownOption = Annotated[
    Unknown | None,
    typer.Option("--unknown", help="What an unknown counts for; else as the profile says, else neutral."),
]
OnePerCompany = Annotated[
    bool,
    typer.Option("--one-per-company", help="Only the best plant of each company, and how many more it has."),
]
LanguageOption = Annotated[
    LanguageName,
    typer.Option("--language", help="The language of reasons, notes and headings, whatever the need's."),
]


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
    profile: ProfileOption = None,
    weight: Weight = None,
    unknown: UnknownOption = None,
    sensitivity: Annotated[
        bool,
        typer.Option(
            "--sensitivity",
            help="Also say how firmly the ranking stands: under other weights, and against what is unknown.",
        ),
    ] = False,
    language: LanguageOption = LanguageName.en,
    one_per_company: OnePerCompany = False,
) -> None:
    """Rank who could make, convert to or host what a need asks for."""
    from matcher.engine import open as open_matcher
    from matcher.rank.firmness import sensitivity_of

    if sensitivity and output is Format.csv:
        raise InputError("--sensitivity is more than a row for each candidate; ask for table or json.")
    how = weighing(profile, weight, unknown, language.value)
    ranking = open_matcher(index).match(
        one_need(text, need).asking(**more(route, require, prefer)),
        top=top,
        where=where or (),
        weights=how.weights,
        unknown=how.unknown,
        per_route=per_route,
        language=language.value,
        one_per_company=one_per_company,
    )
    _print(ranking, sensitivity_of(ranking) if sensitivity else None, output, how.reason)


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


@dataclass(frozen=True, slots=True)
class Weighing:
    """How a command weighs: points by criterion, None as ever; unknowns; why, if a profile says."""

    weights: dict[str, float] | None
    unknown: UnknownPolicy
    reason: str = ""


def weighing(
    profile: str | None, options: list[str] | None, unknown: Unknown | None, language: Language = "en"
) -> Weighing:
    """What the options say on weighing: a profile, single points changed in it, and what unknowns count for.

    Raises WeightError for a profile that there is not, or an option that is no ``CRITERION=POINTS``.
    """
    if profile is None and not options:
        return Weighing(None, (unknown or Unknown.neutral).value)
    from matcher.rank.profiles import changed

    start = profile_of(profile or "balanced")
    changes: dict[str, float] = {}
    for option in options or ():
        name, _, points = option.partition("=")
        try:
            changes[name.strip()] = float(points)
        except ValueError:
            raise WeightError(f"Got weight '{option}'; write CRITERION=POINTS, as in crossing=20.") from None
    label, why = (start.label_es, start.reason_es) if language == "es" else (start.label, start.reason)
    reason = f"{label}: {why}" if profile and why else ""
    policy = unknown.value if unknown else start.unknown or Unknown.neutral.value
    return Weighing(changed(start.points, changes, start.locked), policy, reason)


def profile_of(given: str) -> Profile:
    """The preset of that name, or the profile in that file. Raises WeightError or InputError."""
    from matcher.rank.profiles import preset, written

    if not Path(given).suffix:
        return preset(given)
    from matcher.sources.profile_file import read_profile

    said = read_profile(given)
    try:
        return written(
            said.name, base=said.base, weights=said.weights, locked=said.locked, unknown=said.unknown
        )
    except WeightError as problem:
        raise WeightError(problem.problem, file=given, field=problem.field or "weights") from problem


def _print(ranking: Ranking, found: Sensitivity | None, output: Format, reason: str) -> None:
    if output is Format.json:
        answer = ranking.to_dict()
        if found is not None:
            answer["sensitivity"] = found.to_dict(ranking.language)
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif output is Format.csv:
        _print_csv(ranking)
    else:
        from matcher.cli.show import console, show_ranking, show_sensitivity, show_source

        to = console()
        if reason:
            to.print(reason, markup=False)
        show_ranking(ranking, to)
        if found is not None:
            show_sensitivity(found, ranking, to)
        show_source(ranking.index, to)


def _print_csv(ranking: Ranking) -> None:
    from matcher.text import neutralise

    rows = ranking.to_rows()
    if rows:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {key: neutralise(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
            )
