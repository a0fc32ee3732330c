"""The explorer's widgets: they show a state and its ranking, and ask for the next state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, Final

import ipywidgets as w

from matcher.config import BALANCED
from matcher.explorer.change import Actions, Change
from matcher.explorer.marking import Marking
from matcher.explorer.profile_menu import ProfileMenu
from matcher.explorer.rows import Rows
from matcher.explorer.sliders import Sliders
from matcher.explorer.state import State
from matcher.explorer.table import STYLE
from matcher.explorer.texts import heading, say
from matcher.model import ROUTES, UNKNOWN_POLICIES, Candidate, Criterion, Ranking
from matcher.model.ranking import Language
from matcher.rank.learning import Proposal
from matcher.rank.sensitivity import Stability

_ALL: Final = "all"
_WIDE: Final = {"description_width": "initial"}


class View:
    """The panel of the need, weights, marks and saving at the left, the candidates at the right."""

    def __init__(self, criteria: tuple[Criterion, ...], change: Change, actions: Actions) -> None:
        self._quiet = False
        self._drawn_text = ""
        self._language: Language | None = None

        def ask(step: Callable[[State], State]) -> None:
            if not self._quiet:
                change(step)

        self.need = w.Textarea(layout=w.Layout(flex="1 1 auto", width="auto", height="56px"))
        self.need.add_class("mx-need")
        self.find = w.Button(button_style="primary", layout=w.Layout(width="110px", height="56px"))
        self.language = w.ToggleButtons(
            options=[("English", "en"), ("Español", "es")], style={"button_width": "auto"}
        )
        self.language.add_class("mx-language")
        self.unknown = w.Dropdown(options=list(UNKNOWN_POLICIES), style=_WIDE, layout=w.Layout(width="284px"))
        self.top = w.BoundedIntText(min=1, max=1000, style=_WIDE, layout=w.Layout(width="284px"))
        self.route = w.ToggleButtons(options=[_ALL, *ROUTES], style={"button_width": "auto"})
        self.stability = w.ToggleButton(layout=w.Layout(width="auto"))
        self.stability.add_class("mx-stability")
        self.company = w.ToggleButton(layout=w.Layout(width="auto"))
        self.company.add_class("mx-company")
        self.undo = w.Button(layout=w.Layout(width="110px"))
        self.folder = w.Text("picks", style=_WIDE, layout=w.Layout(width="284px"))
        self.save = w.Button(button_style="success", layout=w.Layout(width="284px"))
        self.save.add_class("mx-save")
        self.weights_title, self.message = w.HTML(), w.HTML()
        self.message.add_class("mx-message")
        self.profile, self.sliders, self.rows = ProfileMenu(ask), Sliders(criteria, ask), Rows(ask)
        self.marking = Marking(criteria, actions, lambda: self.folder.value)
        self._listen(ask, actions)
        self.box = self._arranged()

    def _listen(self, ask: Change, actions: Actions) -> None:
        def on(widget: Any, step: Callable[[State, Any], State]) -> None:
            widget.observe(lambda event: ask(lambda state: step(state, event["new"])), "value")

        on(self.unknown, lambda state, new: state.having(unknown=new))
        on(self.top, lambda state, new: state.having(top=new))
        on(self.route, lambda state, new: state.having(route=None if new == _ALL else new))
        on(self.language, lambda state, new: state.having(language=new))
        on(self.stability, lambda state, new: state.having(stability=new))
        on(self.company, lambda state, new: state.having(one_per_company=new))
        self.find.on_click(lambda _: ask(lambda state: state.asking(self.need.value)))
        self.undo.on_click(lambda _: actions.undo())
        self.save.on_click(lambda _: actions.save(self.folder.value))

    def _arranged(self) -> w.Box:
        panel = w.VBox(
            [
                self.weights_title,
                self.profile.box,
                self.sliders.box,
                self.unknown,
                self.top,
                self.marking.box,
                self.folder,
                self.save,
            ],
            layout=w.Layout(flex="0 0 304px", padding="0 16px 0 0"),
        )
        self._results = w.HBox([panel, self.rows.box])
        self._choices = w.HBox(
            [self.route, self.stability, self.company], layout=w.Layout(flex_flow="row wrap")
        )
        box = w.VBox(
            [
                w.HTML(STYLE),
                w.HBox([self.need, self.find]),
                w.HBox([self.language, self.undo]),
                self.message,
                self._choices,
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
        picked: Sequence[Candidate] = (),
        before: Mapping[str, int] | None = None,
        firm: Mapping[str, Stability] | None = None,
        proposal: Proposal | None = None,
    ) -> None:
        """Show a state and its ranking; what a person has typed but not asked for stays as typed."""
        self._quiet = True
        try:
            if state.language != self._language:
                self._speak(state.language)
            text = state.need.text if state.need else ""
            if text != self._drawn_text:
                self.need.value = self._drawn_text = text
            self.unknown.value, self.top.value = state.unknown, state.top
            self.route.value = state.route or _ALL
            self.language.value, self.stability.value = state.language, state.stability
            self.company.value = state.one_per_company
            applies = ranking.applies if ranking else frozenset(BALANCED)
            self.profile.draw(state)
            self.sliders.draw(state, applies, ranking.weights if ranking else state.weights.points)
            self.marking.draw(state, proposal)
            if ranking is not None:
                self.rows.draw(state, ranking, picked, before, firm or {})
            for part in (self._choices, self._results):
                part.layout.display = None if ranking is not None else "none"
            n = len(state.picks)
            self.save.description = say("save.some" if n else "save", state.language, n=n)
        finally:
            self._quiet = False

    def _speak(self, language: Language) -> None:
        """Put what is fixed into a language; setting options sets a first value, so values come after."""
        self._language = language
        self.need.placeholder = say("need", language)
        self.find.description = say("find", language)
        self.undo.description, self.undo.tooltip = say("undo", language), say("undo.tip", language)
        self.stability.description = say("stability", language)
        self.stability.tooltip = say("stability.tip", language)
        self.company.description = say("company", language)
        self.company.tooltip = say("company.tip", language)
        self.top.description, self.folder.description = say("top", language), say("folder", language)
        self.unknown.description = say("unknown", language)
        self.unknown.options = [(say(policy, language), policy) for policy in UNKNOWN_POLICIES]
        routes = [(heading(route, language)[0], route) for route in ROUTES]
        self.route.options = [(say("all", language), _ALL), *routes]
        self.weights_title.value = (
            f'<div class="mx"><b>{say("weights", language)}</b> '
            f"<small>{say('weights.note', language)}</small></div>"
        )

    def say(self, text: str, *, error: bool = False) -> None:
        """One line under the need: what was done, or what went wrong and what to do."""
        role, look = ("alert", "mx-error") if error else ("status", "mx-dim")
        self.message.value = f'<div class="mx" role="{role}"><span class="{look}">{escape(text)}</span></div>'
