"""``matcher learn``: weights proposed from suppliers marked good or bad, kept only when a person accepts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher.cli.match import Index, LanguageName, LanguageOption, ProfileOption, one_need, profile_of
from matcher.config import FULL_SCORE
from matcher.errors import InputError, WeightError
from matcher.files import beside
from matcher.text import clean

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from matcher.model import Need, Ranking
    from matcher.model.ranking import Language
    from matcher.rank.learning import Proposal
    from matcher.rank.profiles import Profile
    from matcher.sources.marks import Mark

#: Endings of the file that an accepted proposal is written to.
ENDINGS = (".yaml", ".yml")
#: Needs named of a file of marks that holds none for the need asked.
NAMED = 5
HELP = """Propose weights under which the suppliers marked good stand before those marked bad.

Marks are a CSV with the columns need_id, supplier_id and mark (good or bad); those of the need's own need_id
count, which is `need` for a text. Nothing is kept but by --out, which is your yes to the proposal.

\b
  matcher learn --need need.yaml --marks marks.csv
  matcher learn "level 2 isolation gowns" --marks marks.csv --profile ppe --out ours.yaml
  matcher match "level 2 isolation gowns" --profile ours.yaml
"""


def learn(
    marks: Annotated[Path, typer.Option("--marks", help="A CSV of need_id, supplier_id and mark.")],
    text: Annotated[str | None, typer.Argument(help="The need, in English or Spanish.")] = None,
    need: Annotated[
        Path | None, typer.Option("--need", help="A need file (YAML or JSON) or a document (PDF, DOCX, TXT).")
    ] = None,
    index: Index = None,
    profile: ProfileOption = None,
    strength: Annotated[
        float | None,
        typer.Option("--strength", help="How many marks the profile to start from is worth; 1 by default."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Accept: write the proposal as a profile (.yaml).")
    ] = None,
    language: LanguageOption = LanguageName.en,
) -> None:
    """Propose weights under which the suppliers marked good stand before those marked bad."""
    from matcher.cli.show import console
    from matcher.engine import open as open_matcher
    from matcher.rank.learning import STRENGTH, propose
    from matcher.sources.marks import read_marks

    strength = STRENGTH if strength is None else strength
    if not math.isfinite(strength):
        raise InputError(f"Got --strength {strength}; it must be a number above zero.")
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise InputError(f"Got --out {out}; it must end in {ENDINGS[0]}.")
    start, asked = _unlocked(profile or "balanced"), one_need(text, need)
    found = _marks_of(asked, read_marks(marks), marks)
    ranking = open_matcher(index).match(asked, weights=start.points, unknown=start.unknown or "neutral")
    proposal = propose(ranking, found, start.points, strength=strength)
    if not proposal.learned:
        raise InputError(proposal.say(language.value) + _ignored(proposal, language.value), file=marks)
    _show(proposal, ranking, language.value, console())
    if out is None:
        typer.echo(_how_to_accept(language.value))
    else:
        _write(
            out, _accepted(start.points, proposal, ranking), start, f"{marks.name}, need '{asked.need_id}'"
        )
        typer.echo(f"{out}: matcher match --profile {out}")


learn.__doc__ = HELP


def _unlocked(name: str) -> Profile:
    """The profile to start from. Raises WeightError for one with locks: learning moves every weight."""
    start = profile_of(name)
    if start.locked:
        raise WeightError(
            f"Got --profile {name}, which locks {', '.join(sorted(start.locked))}; learning moves every "
            "weight, so unlock them first."
        )
    return start


def _marks_of(need: Need, marks: Sequence[Mark], file: Path) -> Mapping[str, bool]:
    """Good or bad by supplier id. Raises InputError where the file holds none for this need."""
    from matcher.sources.marks import for_need

    if found := for_need(marks, need.need_id):
        return found
    ids = list(dict.fromkeys(mark.need_id for mark in marks))
    held = (
        f"it has some for {', '.join(ids[:NAMED])}{', …' if len(ids) > NAMED else ''}"
        if ids
        else "it is empty"
    )
    raise InputError(f"holds no marks for the need '{need.need_id}'; {held}", file=file)


def _accepted(start: Mapping[str, float], proposal: Proposal, ranking: Ranking) -> dict[str, float]:
    """Points of the profile to write: as learned, but what this need does not ask about keeps its points."""
    from matcher.rank.profiles import scaled

    kept = {name: points for name, points in start.items() if name not in ranking.applies}
    room = (FULL_SCORE - sum(kept.values())) / FULL_SCORE
    learned = {name: points * room for name, points in proposal.weights.items() if name not in kept}
    return scaled({name: kept[name] if name in kept else learned[name] for name in start})


def _write(out: Path, points: Mapping[str, float], start: Profile, origin: str) -> None:
    import yaml

    weighed = {name: given for name, given in points.items() if given}
    content: dict[str, Any] = {"name": clean(out.stem) or "learned", "weights": weighed}
    if start.unknown:
        content["unknown"] = start.unknown
    with beside(out) as draft:
        written = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        draft.write_text(
            f"# Learned from {clean(origin)}, starting at {clean(start.name)}.\n{written}", "utf-8"
        )


def _show(proposal: Proposal, ranking: Ranking, language: Language, to: Console) -> None:
    from rich.text import Text

    spanish = language == "es"
    good, bad = proposal.n_good, proposal.n_bad
    to.print(Text(ranking.need.label, style="bold"))
    to.print(
        f"{good} buenos y {bad} malos marcados; puntos de 100 entre lo que esta necesidad pide"
        if spanish
        else f"{good} marked good, {bad} marked bad; points of 100 over what this need asks about"
    )
    if proposal.changes:
        to.print(_table(proposal, ranking, spanish=spanish))
    to.print(Text(proposal.say(language) + _ignored(proposal, language)))
    if proposal.changes and proposal.bears:
        to.print(
            "Las marcas sostienen la propuesta: ordena mejor las que no vio."
            if spanish
            else "The marks bear the proposal: it orders better those that it has not seen."
        )


def _table(proposal: Proposal, ranking: Ranking, *, spanish: bool) -> Table:
    from rich.table import Table
    from rich.text import Text

    from matcher.rank.learning import RANGE

    sure = f"{RANGE[1] - RANGE[0]:.0f} %"
    english = ("criterion", "now", "proposed", f"range ({sure})")
    headings = ("criterio", "ahora", "propuesto", f"rango ({sure})") if spanish else english
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="left" if heading == headings[0] else "right")
    labels = {one.name: one.label_es if spanish else one.label for one in ranking.criteria}
    for change in proposal.changes:
        between = f"{change.low:.1f} {'a' if spanish else 'to'} {change.high:.1f}"
        cells = (labels[change.criterion], f"{change.before:.1f}", f"{change.after:.1f}", between)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _ignored(proposal: Proposal, language: Language) -> str:
    if not proposal.ignored:
        return ""
    listed = ", ".join(proposal.ignored)
    return (
        f" No pasaron y no cuentan: {listed}."
        if language == "es"
        else f" Not counted, did not pass: {listed}."
    )


def _how_to_accept(language: Language) -> str:
    if language == "es":
        return "Nada se guardó; para aceptar: --out PERFIL.yaml"
    return "Nothing was kept; to accept: --out PROFILE.yaml"
