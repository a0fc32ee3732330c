"""The explorer's widgets: they show a state and its ranking, and ask for the next state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, Final

import ipywidgets as w

from matcher.config import BALANCED
from matcher.explorer.change import Change
from matcher.explorer.rows import Rows
from matcher.explorer.sliders import Sliders
from matcher.explorer.state import State
from matcher.explorer.table import HEADINGS, STYLE
from matcher.explorer.weights import balanced
from matcher.model import Candidate, Criterion, Ranking

_ALL: Final = "all"
_UNKNOWN: Final = (
    ("as is usual (neutral)", "neutral"),
    ("as nothing (pessimistic)", "pessimistic"),
    ("left out", "leave-out"),
)
_WIDE: Final = {"description_width": "initial"}


class View:
    """The panel of the need, weights and saving at the left, the candidates at the right."""

    def __init__(
        self,
        criteria: tuple[Criterion, ...],
        change: Change,
        undo: Callable[[], None],
        save: Callable[[str], None],
    ) -> None:
        self._quiet = False
        self._drawn_text = ""

        def ask(step: Callable[[State], State]) -> None:
            if not self._quiet:
                change(step)

        self.need = w.Textarea(
            placeholder="What is needed, in English or Spanish",
            layout=w.Layout(flex="1 1 auto", width="auto", height="56px"),
        )
        self.need.add_class("mx-need")
        self.find = w.Button(
            description="Find", button_style="primary", layout=w.Layout(width="110px", height="56px")
        )
        self.unknown = w.Dropdown(
            options=_UNKNOWN, description="Unknown counts", style=_WIDE, layout=w.Layout(width="265px")
        )
        self.top = w.BoundedIntText(
            min=1, max=1000, description="Show of each", style=_WIDE, layout=w.Layout(width="150px")
        )
        routes = [("All routes", _ALL), *((title, route) for route, (title, _) in HEADINGS.items())]
        self.route = w.ToggleButtons(options=routes, style={"button_width": "auto"})
        self.balance = w.Button(description="Balanced", tooltip="The weights that every ranking starts from")
        self.undo = w.Button(description="Undo", tooltip="Take the last change back")
        self.folder = w.Text(
            "picks", description="Save picks in", style=_WIDE, layout=w.Layout(width="265px")
        )
        self.save = w.Button(description="Save", button_style="success", layout=w.Layout(width="265px"))
        self.save.add_class("mx-save")
        self.message = w.HTML()
        self.message.add_class("mx-message")
        self.sliders, self.rows = Sliders(criteria, ask), Rows(ask)
        self._listen(ask, undo, save)
        self.box = self._arranged()

    def _listen(self, ask: Change, undo: Callable[[], None], save: Callable[[str], None]) -> None:
        def on(widget: Any, step: Callable[[State, Any], State]) -> None:
            widget.observe(lambda event: ask(lambda state: step(state, event["new"])), "value")

        on(self.unknown, lambda state, new: state.having(unknown=new))
        on(self.top, lambda state, new: state.having(top=new))
        on(self.route, lambda state, new: state.having(route=None if new == _ALL else new))
        self.find.on_click(lambda _: ask(lambda state: state.asking(self.need.value)))
        self.balance.on_click(lambda _: ask(lambda state: state.having(weights=balanced())))
        self.undo.on_click(lambda _: undo())
        self.save.on_click(lambda _: save(self.folder.value))

    def _arranged(self) -> w.Box:
        half = w.Layout(width="132px")
        self.balance.layout, self.undo.layout = half, half
        weights = w.VBox(
            [
                w.HTML(
                    '<b>What counts</b> <small style="opacity:.7">100 points in all</small><br>'
                    '<small style="opacity:.7">What is not asked for lends its points to the rest.</small>'
                ),
                self.sliders.box,
                w.HBox([self.balance, self.undo]),
                self.unknown,
                self.top,
                self.folder,
                self.save,
            ],
            layout=w.Layout(flex="0 0 290px", padding="0 16px 0 0"),
        )
        self._results = w.HBox([weights, self.rows.box])
        box = w.VBox(
            [
                w.HTML(STYLE),
                w.HBox([self.need, self.find]),
                self.message,
                self.route,
                self._results,
            ],
            layout=w.Layout(padding="4px 8px"),
        )
        box.add_class("mx-app")
        return box

    def draw(
        self,
        state: State,
        ranking: Ranking | None,
        picked: Sequence[Candidate],
        before: Mapping[str, int] | None,
    ) -> None:
        """Show a state and its ranking; what a person has typed but not asked for stays as typed."""
        self._quiet = True
        try:
            text = state.need.text if state.need else ""
            if text != self._drawn_text:
                self.need.value = self._drawn_text = text
            self.unknown.value, self.top.value = state.unknown, state.top
            self.route.value = state.route or _ALL
            applies = ranking.applies if ranking else frozenset(BALANCED)
            self.sliders.draw(state, applies, ranking.weights if ranking else state.weights.points)
            if ranking is not None:
                self.rows.draw(state, ranking, picked, before)
            for part in (self.route, self._results):
                part.layout.display = None if ranking is not None else "none"
            self.save.description = f"Save {len(state.picks)}" if state.picks else "Save"
        finally:
            self._quiet = False

    def say(self, text: str, *, error: bool = False) -> None:
        """One line under the need: what was done, or what went wrong and what to do."""
        role, look = ("alert", "mx-error") if error else ("status", "mx-dim")
        self.message.value = f'<div class="mx" role="{role}"><span class="{look}">{escape(text)}</span></div>'
