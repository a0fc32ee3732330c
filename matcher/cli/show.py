"""Rankings as text that a person wants to read: what is missing first, then the score and why."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.model import ROUTES, Candidate, Ranking

#: Columns of a line that is not shown in a terminal (a pipe, a file, a log).
PLAIN_WIDTH = 120
_HEADINGS = {
    "makes": "Makes it today",
    "converts": "Could convert",
    "hosts": "Could host your own production (shelter)",
}


def console() -> Console:
    """Standard output: as wide as the terminal, 120 columns where there is none."""
    asked = os.environ.get("COLUMNS")
    width = None if sys.stdout.isatty() or asked else PLAIN_WIDTH
    return Console(width=width, highlight=False, soft_wrap=False)


def show_ranking(ranking: Ranking, to: Console) -> None:
    """One table, or one for each route when the ranking is per route; then the funnel."""
    to.print(Text(ranking.need.label, style="bold"))
    for note in ranking.notes:
        to.print(Text(note, style="yellow"))
    if ranking.per_route:
        for route in ROUTES:
            chosen = [candidate for candidate in ranking.candidates if candidate.route == route]
            to.print(
                _table(_HEADINGS[route], chosen, with_route=False)
                if chosen
                else Text(f"{_HEADINGS[route]}: nobody")
            )
    elif ranking.candidates:
        to.print(_table(None, list(ranking.candidates), with_route=True))
    show_funnel(ranking, to)


def show_funnel(ranking: Ranking, to: Console) -> None:
    """How many passed, and how many each must or filter put out."""
    out = [f"{line.must}: {line.excluded:,} out" for line in ranking.funnel if line.excluded]
    passed = "Nobody passed" if not ranking.n_passed else f"{ranking.n_passed:,} passed"
    to.print(Text("; ".join([passed, *out]), style="dim"))


def show_source(index: Mapping[str, Any], to: Console) -> None:
    """Where the directory comes from and how old it is."""
    for line in index.get("about", {}).get("says", ()):
        to.print(Text(line, style="dim"))


def _table(title: str | None, candidates: list[Candidate], *, with_route: bool) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", expand=True, pad_edge=False, box=None
    )
    table.add_column("#", justify="right", width=3)
    table.add_column("score", width=13)
    if with_route:
        table.add_column("route", width=8)
    table.add_column("supplier", ratio=5)
    table.add_column("lacks / unknown", ratio=4)
    table.add_column("why", ratio=6)
    for candidate in candidates:
        cells = [
            str(candidate.rank),
            _score(candidate),
            _supplier(candidate),
            _lacks(candidate),
            _why(candidate),
        ]
        if with_route:
            cells.insert(2, candidate.route)
        # Text, never markup: a supplier's name may hold brackets.
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _score(candidate: Candidate) -> str:
    return f"{candidate.score:.1f} ({candidate.score_low:.0f}-{candidate.score_high:.0f})"


def _supplier(candidate: Candidate) -> str:
    supplier = candidate.supplier
    seen = f", seen {supplier.last_seen}" if supplier.last_seen else ""
    return f"{supplier.name}\n{supplier.place}{seen}\n{supplier.supplier_id}"


def _lacks(candidate: Candidate) -> str:
    reasons = candidate.reasons
    missing = [f"missing: {item}" for item in reasons.missing[:3]]
    unknown = [f"unknown: {', '.join(reasons.unknown[:4])}"] if reasons.unknown else []
    return "\n".join([*missing, *unknown])


def _why(candidate: Candidate) -> str:
    # When it was seen stands under its name; what to check of any shelter stands once, under the table.
    evidence = [reason for reason in candidate.reasons.evidence if not reason.startswith("seen ")]
    return "\n".join([*evidence[:3], *(candidate.reasons.hints[:1] if candidate.route == "converts" else ())])
