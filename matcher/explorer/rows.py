"""The candidates as rows: a tick, a reason and a mark beside each one's line of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as w

from matcher.explorer.change import Change
from matcher.explorer.state import State
from matcher.explorer.table import STYLE, candidate_html, footer_html, heading_html
from matcher.explorer.texts import say
from matcher.model import ROUTES, Candidate, Ranking
from matcher.rank.sensitivity import Stability


class Row:
    """One candidate's widgets. Used again for whoever comes to stand there, so that nothing flickers."""

    def __init__(self, change: Change) -> None:
        self.supplier_id = ""
        self.pick = w.Checkbox(indent=False, layout=w.Layout(width="auto"))
        self.reason = w.Text(continuous_update=False, layout=w.Layout(width="auto", display="none"))
        self.good, self.bad = (w.ToggleButton(layout=w.Layout(width="66px")) for _ in range(2))
        self.pick.add_class("mx-pick")
        self.reason.add_class("mx-reason")
        self.good.add_class("mx-good")
        self.bad.add_class("mx-bad")
        self.line = w.HTML(layout=w.Layout(flex="1 1 auto", width="auto"))
        marks = w.HBox([self.good, self.bad])
        side = w.VBox([self.pick, self.reason, marks], layout=w.Layout(flex="0 0 150px", padding="0 8px 0 0"))
        self.box = w.HBox([side, self.line], layout=w.Layout(padding="6px 0"))
        self.box.add_class("mx-line")

        def tick(event: Mapping[str, Any]) -> None:
            if event["new"]:
                change(lambda state: state.picking(self.supplier_id, self.reason.value))
            else:
                change(lambda state: state.dropping(self.supplier_id))

        def explain(event: Mapping[str, Any]) -> None:
            change(lambda state: state.picking(self.supplier_id, event["new"]))

        def mark(good: bool) -> Callable[[Mapping[str, Any]], None]:
            return lambda event: change(
                lambda state: state.marking(self.supplier_id, good if event["new"] else None)
            )

        self.pick.observe(tick, "value")
        self.reason.observe(explain, "value")
        self.good.observe(mark(True), "value")
        self.bad.observe(mark(False), "value")

    def draw(self, candidate: Candidate, line: str, state: State) -> None:
        """Show a candidate, whether and why it is picked, and its mark."""
        self.supplier_id = candidate.supplier.supplier_id
        self.line.value = line
        mark = state.marked.get(self.supplier_id)
        self.good.value, self.bad.value = mark is True, mark is False
        for name, button in (("good", self.good), ("bad", self.bad)):
            button.description = say(name, state.language)
            button.tooltip = say(f"{name}.tip", state.language)
        self.pick.description = say("pick", state.language)
        self.reason.placeholder = say("pick.why", state.language)
        self.pick.value = self.supplier_id in state.picks
        self.reason.value = state.picks.get(self.supplier_id, "")
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
        self,
        state: State,
        ranking: Ranking,
        picked: Sequence[Candidate],
        before: Mapping[str, int] | None,
        firm: Mapping[str, Stability],
    ) -> None:
        """Show the candidates of the chosen route, or of all; the picked ones always."""
        self.shown, children = [], []
        for route in ROUTES if state.route is None else (state.route,):
            self._headings[route].value = f'{STYLE}<div class="mx">{heading_html(ranking, route)}</div>'
            children.append(self._headings[route])
            for candidate in _of_route(route, ranking.candidates, picked):
                row = self._row(len(self.shown))
                stable = firm.get(candidate.supplier.supplier_id)
                line = candidate_html(candidate, ranking, before, stable)
                row.draw(candidate, f'<div class="mx">{line}</div>', state)
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
