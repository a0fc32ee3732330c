"""The candidates as rows: a tick and a reason beside each one's line of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as w

from matcher.explorer.change import Change
from matcher.explorer.state import State
from matcher.explorer.table import STYLE, candidate_html, footer_html, heading_html
from matcher.model import ROUTES, Candidate, Ranking


class Row:
    """One candidate's widgets. Used again for whoever comes to stand there, so that nothing flickers."""

    def __init__(self, change: Change) -> None:
        self.supplier_id = ""
        self.pick = w.Checkbox(description="pick", indent=False, layout=w.Layout(width="auto"))
        self.reason = w.Text(
            placeholder="why this one?",
            continuous_update=False,
            layout=w.Layout(width="auto", display="none"),
        )
        self.pick.add_class("mx-pick")
        self.reason.add_class("mx-reason")
        self.line = w.HTML(layout=w.Layout(flex="1 1 auto", width="auto"))
        side = w.VBox([self.pick, self.reason], layout=w.Layout(flex="0 0 150px", padding="0 8px 0 0"))
        self.box = w.HBox([side, self.line], layout=w.Layout(padding="6px 0"))
        self.box.add_class("mx-line")

        def tick(event: Mapping[str, Any]) -> None:
            if event["new"]:
                change(lambda state: state.picking(self.supplier_id, self.reason.value))
            else:
                change(lambda state: state.dropping(self.supplier_id))

        def say(event: Mapping[str, Any]) -> None:
            change(lambda state: state.picking(self.supplier_id, event["new"]))

        self.pick.observe(tick, "value")
        self.reason.observe(say, "value")

    def draw(self, candidate: Candidate, line: str, picks: Mapping[str, str]) -> None:
        """Show a candidate, and whether and why it is picked."""
        self.supplier_id = candidate.supplier.supplier_id
        self.line.value = line
        self.pick.value = self.supplier_id in picks
        self.reason.value = picks.get(self.supplier_id, "")
        # Only after the tick: leaving a field to tick a box at that moment would tick it twice.
        self.reason.layout.display = None if self.pick.value else "none"


class Rows:
    """The ranking, route by route, and under it how it came about."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._pool: list[Row] = []
        self._headings = {route: w.HTML() for route in ROUTES}
        self._footer = w.HTML()
        self.shown: list[Row] = []
        self.box = w.VBox(layout=w.Layout(flex="1 1 auto", width="auto"))

    def draw(
        self, state: State, ranking: Ranking, picked: Sequence[Candidate], before: Mapping[str, int] | None
    ) -> None:
        """Show the candidates of the chosen route, or of all; the picked ones always."""
        self.shown, children = [], []
        for route in ROUTES if state.route is None else (state.route,):
            self._headings[route].value = f'{STYLE}<div class="mx">{heading_html(ranking, route)}</div>'
            children.append(self._headings[route])
            for candidate in _of_route(route, ranking.candidates, picked):
                row = self._row(len(self.shown))
                line = candidate_html(candidate, ranking, before)
                row.draw(candidate, f'<div class="mx">{line}</div>', state.picks)
                self.shown.append(row)
                children.append(row.box)
        self._footer.value = f'<div class="mx" style="margin-top:10px">{footer_html(ranking)}</div>'
        self.box.children = (*children, self._footer)

    def _row(self, at: int) -> Row:
        if at == len(self._pool):
            self._pool.append(Row(self._change))
        return self._pool[at]


def _of_route(route: str, shown: Sequence[Candidate], picked: Sequence[Candidate]) -> list[Candidate]:
    by_id = {one.supplier.supplier_id: one for one in (*picked, *shown) if one.route == route}
    return sorted(by_id.values(), key=lambda one: one.rank)
