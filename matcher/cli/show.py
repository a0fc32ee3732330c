"""Rankings as text that a person wants to read: what is missing first, then the score and why."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.model import ROUTES, Candidate, Ranking, Route
from matcher.model.ranking import Language, Relaxation
from matcher.rank.hosting import hosting_checks

if TYPE_CHECKING:
    from matcher.rank.firmness import Lead, Sensitivity
    from matcher.rank.sensitivity import Stability, Swap, Telling

#: Columns of a line that is not shown in a terminal (a pipe, a file, a log).
PLAIN_WIDTH = 120
_ROUTE_TITLES: Final[Mapping[Language, Mapping[Route, str]]] = {
    "en": {
        "makes": "Makes it today",
        "converts": "Could convert",
        "hosts": "Could host your own production (shelter)",
    },
    "es": {
        "makes": "Ya lo fabrica",
        "converts": "Podría convertirse",
        "hosts": "Podría albergar su producción (shelter)",
    },
}
_ROUTE_WORDS: Final[Mapping[Language, Mapping[Route, str]]] = {
    "en": {"makes": "makes", "converts": "converts", "hosts": "hosts"},
    "es": {"makes": "fabrica", "converts": "convierte", "hosts": "alberga"},
}
#: Headings of the columns: score, route, supplier, what it lacks, why.
_COLUMNS: Final[Mapping[Language, tuple[str, str, str, str, str]]] = {
    "en": ("score", "route", "supplier", "lacks / unknown", "why"),
    "es": ("puntos", "ruta", "proveedor", "falta / sin dato", "por qué"),
}
#: How the reasons begin that repeat when a plant was last seen, which stands under its name.
_SEEN: Final[Mapping[Language, tuple[str, str]]] = {
    "en": ("seen ", "Last seen "),
    "es": ("visto ", "Visto por última vez "),
}
#: Musts of the funnel in Spanish, by how they begin; what a person typed (a filter) stays as it is.
_MUSTS_ES: Final = {
    "not excluded by the buyer": "no excluido por el comprador",
    "a route to the item": "una ruta al producto",
    "a manufactured good is asked for": "se pide un bien manufacturado",
    "certificate ": "certificado ",
    "route ": "ruta ",
    "state ": "estado ",
}


def console() -> Console:
    """Standard output: as wide as the terminal, 120 columns where there is none."""
    asked = os.environ.get("COLUMNS")
    width = None if sys.stdout.isatty() or asked else PLAIN_WIDTH
    return Console(width=width, highlight=False, soft_wrap=False)


def show_ranking(ranking: Ranking, to: Console) -> None:
    """One table, or one for each route when the ranking is per route; then the funnel and hints.

    All in the ranking's language.
    """
    language = ranking.language
    to.print(Text(ranking.need.label, style="bold"))
    for note in ranking.notes:
        to.print(Text(note, style="yellow"))
    common = _common_hints(ranking)
    if ranking.per_route:
        for route in ROUTES:
            chosen = [candidate for candidate in ranking.candidates if candidate.route == route]
            title = _ROUTE_TITLES[language][route]
            nobody = Text(f"{title}: {'nadie' if language == 'es' else 'nobody'}")
            to.print(_table(title, chosen, language, common, with_route=False) if chosen else nobody)
    elif ranking.candidates:
        to.print(_table(None, ranking.candidates, language, common, with_route=True))
    show_funnel(ranking, to)
    _show_hints(ranking, common, to)


def show_funnel(ranking: Ranking, to: Console) -> None:
    """How many passed, and how many each must or filter put out; of nobody, which must to drop."""
    spanish = ranking.language == "es"
    n_out = [(line.must, line.excluded) for line in ranking.funnel if line.excluded]
    out = [f"{_must(must, ranking.language)}: {n:,} {'fuera' if spanish else 'out'}" for must, n in n_out]
    if ranking.n_passed:
        passed = (
            f"{'Pasaron' if ranking.n_passed > 1 else 'Pasó'} {ranking.n_passed:,}"
            if spanish
            else f"{ranking.n_passed:,} passed"
        )
    else:
        passed = "Nadie pasó" if spanish else "Nobody passed"
    to.print(Text("; ".join([passed, *out]), style="dim"))
    for way in ranking.relaxed:
        if way.gained:
            to.print(Text(_relaxed(way, ranking.language)))


def show_source(index: Mapping[str, Any], to: Console) -> None:
    """Where the directory comes from and how old it is."""
    for line in index.get("about", {}).get("says", ()):
        to.print(Text(line, style="dim"))


def show_sensitivity(found: Sensitivity, ranking: Ranking, to: Console) -> None:
    """How firmly each candidate stands, what would change the order, and whom to ask what first."""
    if not ranking.candidates:
        return
    spanish = ranking.language == "es"
    draws, swing = f"{found.draws:,}", f"±{found.swing:.0%}".replace("%", " %")
    title = (
        f"Qué tan firme es ({draws} simulaciones, cada peso {swing})"
        if spanish
        else f"How firmly it stands ({draws} draws, each weight {swing})"
    )
    to.print(Text(title, style="bold"))
    for lead in found.leads:
        if ranking.per_route:
            to.print(Text(_ROUTE_TITLES[ranking.language][lead.first.route], style="bold"))
        rows = [
            (str(one.rank), f"{one.supplier.name}: {_stable(stable, found.top, ranking.language)}")
            for one, stable in lead.shown
        ]
        _show_rows([*rows, *(("", line) for line in _lead(lead, ranking))], to)
    for line in _telling(found.telling, found.top, ranking.language):
        to.print(Text(line))


def _table(
    title: str | None,
    candidates: Sequence[Candidate],
    language: Language,
    common: Collection[str],
    *,
    with_route: bool,
) -> Table:
    score, route, supplier, lacks, why = _COLUMNS[language]
    table = Table(
        title=title, title_justify="left", title_style="bold", expand=True, pad_edge=False, box=None
    )
    table.add_column("#", justify="right", width=3)
    table.add_column(score, width=13)
    if with_route:
        table.add_column(route, width=9)
    table.add_column(supplier, ratio=5)
    table.add_column(lacks, ratio=4)
    table.add_column(why, ratio=6)
    for candidate in candidates:
        cells = [
            str(candidate.rank),
            _score(candidate),
            _supplier(candidate, language),
            _lacks(candidate, language),
            _why(candidate, language, common),
        ]
        if with_route:
            cells.insert(2, _ROUTE_WORDS[language][candidate.route])
        # Text, never markup: a supplier's name may hold brackets.
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _score(candidate: Candidate) -> str:
    return f"{candidate.score:.1f} ({candidate.score_low:.0f}-{candidate.score_high:.0f})"


def _supplier(candidate: Candidate, language: Language) -> str:
    supplier = candidate.supplier
    known = supplier.municipality or supplier.state or language == "en"
    place = supplier.place if known else "lugar sin dato"
    seen = f", {_SEEN[language][0]}{supplier.last_seen}" if supplier.last_seen else ""
    lines = [supplier.name, f"{place}{seen}", supplier.supplier_id]
    if more := candidate.more_plants:
        plural = "s" if more > 1 else ""
        lines.append(f"y {more} planta{plural} más" if language == "es" else f"and {more} more plant{plural}")
    return "\n".join(lines)


def _lacks(candidate: Candidate, language: Language) -> str:
    lacks, open_ = ("falta", "sin dato") if language == "es" else ("missing", "unknown")
    reasons = candidate.reasons
    missing = [f"{lacks}: {item}" for item in reasons.missing[:3]]
    unknown = [f"{open_}: {', '.join(reasons.unknown[:4])}"] if reasons.unknown else []
    return "\n".join([*missing, *unknown])


def _why(candidate: Candidate, language: Language, common: Collection[str]) -> str:
    # When it was seen stands under its name; what several share stands once, under the table.
    evidence = [reason for reason in candidate.reasons.evidence if not reason.startswith(_SEEN[language])]
    way = candidate.reasons.hints[:1] if candidate.route == "converts" else ()
    own = [hint for hint in _hints_of(candidate, language) if hint not in common]
    return "\n".join([*evidence[:3], *way, *own])


def _hints_of(candidate: Candidate, language: Language) -> list[str]:
    """A candidate's hints on trade and finance: not its way to convert, nor what goes for any shelter."""
    hints = candidate.reasons.hints[1 if candidate.route == "converts" else 0 :]
    elsewhere = hosting_checks(language) if candidate.route == "hosts" else ()
    return [hint for hint in hints if hint not in elsewhere and not hint.startswith(_SEEN[language])]


def _common_hints(ranking: Ranking) -> dict[str, list[Candidate]]:
    """The hints on trade and finance that several candidates share, and who; all of them of a single one."""
    holders: dict[str, list[Candidate]] = {}
    for candidate in ranking.candidates:
        for hint in _hints_of(candidate, ranking.language):
            holders.setdefault(hint, []).append(candidate)
    return {hint: who for hint, who in holders.items() if len(who) > 1 or len(ranking.candidates) == 1}


def _show_hints(ranking: Ranking, common: Mapping[str, Sequence[Candidate]], to: Console) -> None:
    spanish = ranking.language == "es"
    if any(candidate.route == "hosts" for candidate in ranking.candidates):
        title = "De cualquier shelter (por verificar)" if spanish else "Of any shelter (to be checked)"
        _show_list(title, hosting_checks(ranking.language), to)
    if common:
        title = "Pistas de comercio y financiamiento (por verificar)"
        title = title if spanish else "Hints on trade and finance (to be checked)"
        _show_list(title, [_for_whom(who, ranking) + hint for hint, who in common.items()], to)


def _show_list(title: str, lines: Sequence[str], to: Console) -> None:
    to.print(Text(title, style="bold"))
    _show_rows([("-", line) for line in lines], to, style="dim")


def _show_rows(rows: Sequence[tuple[str, str]], to: Console, *, style: str = "") -> None:
    """Each text after its mark, indented where it goes on."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    for mark, text in rows:
        table.add_row(Text(mark, style=style), Text(text, style=style))
    to.print(table)


def _for_whom(who: Sequence[Candidate], ranking: Ranking) -> str:
    """The ranks that a hint concerns, empty where it concerns all."""
    if len(who) == len(ranking.candidates):
        return ""
    if not ranking.per_route:
        return f"{', '.join(str(one.rank) for one in who)}: "
    words = _ROUTE_WORDS[ranking.language]
    parts = [
        f"{words[route]} {', '.join(str(one.rank) for one in who if one.route == route)}"
        for route in dict.fromkeys(one.route for one in who)
    ]
    return f"{'; '.join(parts)}: "


def _must(label: str, language: Language) -> str:
    start = next((start for start in _MUSTS_ES if label.startswith(start)), None)
    if language == "en" or start is None:
        return label
    words: dict[str, str] = {str(route): word for route, word in _ROUTE_WORDS["es"].items()}
    named = label.removeprefix(start).split(" or ")
    return _MUSTS_ES[start] + " o ".join(words.get(name, name) for name in named)


def _relaxed(way: Relaxation, language: Language) -> str:
    musts = [_must(label.removeprefix("certificate "), language) for label in way.musts]
    if language == "es":
        both = " y ".join(musts).replace(" y i", " e i")
        listed = f"el requisito {both}" if len(musts) == 1 else f"los requisitos {both}"
        return f"sin {listed}: {'pasarían' if way.passing > 1 else 'pasaría'} {way.passing:,}"
    return f"drop the must{'s' if len(musts) > 1 else ''} {' and '.join(musts)}: {way.passing:,} would pass"


def _stable(found: Stability, top: int, language: Language) -> str:
    share = _percent(found.share)
    if language == "es":
        ranks = f"lugares {found.best} a {found.worst}"
        ranks = ranks if found.best < found.worst else f"siempre en el lugar {found.best}"
        return f"entre los {top} primeros en {share} de las simulaciones, {ranks}"
    ranks = (
        f"ranks {found.best} to {found.worst}" if found.best < found.worst else f"always rank {found.best}"
    )
    return f"in the top {top} in {share} of draws, {ranks}"


def _percent(share: float) -> str:
    """A share in whole percent; 0 and 100 only where it is none and all."""
    percent = round(100 * share)
    return f"{percent if share in (0.0, 1.0) else min(max(percent, 1), 99)} %"


def _lead(lead: Lead, ranking: Ranking) -> list[str]:
    spanish = ranking.language == "es"
    lines = [] if lead.second is None else [_swapped(lead.swap, ranking)]
    if lead.raises:
        lines.append("Lo que más subiría al número 1:" if spanish else "What would raise number 1 most:")
    return [*lines, *(f"- {one.say(ranking.language)}" for one in lead.raises)]


def _swapped(swap: Swap | None, ranking: Ranking) -> str:
    spanish = ranking.language == "es"
    if swap is None and spanish:
        return "Ningún peso por sí solo pone al número 2 delante del número 1."
    if swap is None:
        return "No single weight puts number 2 before number 1."
    criterion = next(one for one in ranking.criteria if one.name == swap.criterion)
    # Enough decimals to tell them apart.
    places = next((n for n in range(1, 6) if round(swap.before, n) != round(swap.after, n)), 6)
    before, after = f"{swap.before:.{places}f}", f"{swap.after:.{places}f}"
    if spanish:
        return (
            f"«{criterion.label_es}» con {after} puntos en vez de {before} pone al número 2 delante del "
            "número 1."
        )
    return f"'{criterion.label}' at {after} points instead of {before} puts number 2 before number 1."


def _telling(telling: Telling | None, top: int, language: Language) -> list[str]:
    spanish = language == "es"
    if telling is None and spanish:
        return [f"Ningún dato que falte puede cambiar los {top} primeros."]
    if telling is None:
        return [f"Nothing unknown can change the top {top}."]
    one, names = telling.criterion, "; ".join(answerer.supplier.name for answerer in telling.ask)
    if spanish:
        return [
            f"El dato que más falta hace: {one.label_es}. No se tiene de {telling.n_unknown:,} cerca del "
            f"corte; por sí solo decide en {telling.n_deciding:,}.",
            f"Pregunte primero a {names}: {one.question_es or one.question}",
        ]
    return [
        f"The unknown that matters most: {one.label}. It is unknown of {telling.n_unknown:,} near the edge "
        f"of the top {top}; by itself it decides for {telling.n_deciding:,}.",
        f"Ask {names} first: {one.question}",
    ]
