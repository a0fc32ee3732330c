"""One slider and one lock for each criterion, in groups, with the colour that its points have in the bars."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape
from typing import Any, Final

import ipywidgets as w

from matcher.explorer.change import Change
from matcher.explorer.groups import COLOURS, GROUPS, Group, grouped
from matcher.explorer.state import State
from matcher.explorer.texts import label, meaning, say
from matcher.model import Criterion
from matcher.model.ranking import Language

#: The group that stands open at first: what the item takes.
_OPEN: Final = "fit"


class Sliders:
    """Widgets that show Weights, and ask for a change when a person moves or locks one."""

    def __init__(self, criteria: tuple[Criterion, ...], change: Change) -> None:
        self.labels: dict[str, w.HTML] = {}
        self.sliders: dict[str, w.FloatSlider] = {}
        self.locks: dict[str, w.Checkbox] = {}
        self.lines: dict[str, w.VBox] = {}
        self._criteria = grouped(criteria)
        for one in self._criteria:
            self._add(one.name, change)
        self.groups = {group.name: self._folder(group) for group in GROUPS}
        self.unasked = w.HTML(layout=w.Layout(width="270px"))
        self.unasked.add_class("mx-unasked")
        self.box = w.VBox([*self.groups.values(), self.unasked], layout=w.Layout(overflow="visible"))

    def _add(self, name: str, change: Change) -> None:
        # Its own readout says the points; only letting go asks for a new ranking.
        slider = w.FloatSlider(
            min=0,
            max=100,
            step=1,
            readout_format=".1f",
            continuous_update=False,
            layout=w.Layout(width="190px", margin="0"),
        )
        slider.add_class(f"mx-slider-{name}")
        lock = w.Checkbox(indent=False, layout=w.Layout(width="58px"))

        def move(event: Mapping[str, Any]) -> None:
            change(lambda state: state.moved(name, event["new"]))

        def hold(event: Mapping[str, Any]) -> None:
            change(lambda state: state.locking(name, event["new"]))

        slider.observe(move, "value")
        lock.observe(hold, "value")
        self.labels[name] = w.HTML(layout=w.Layout(margin="2px 0 -7px", height="20px"))
        self.sliders[name], self.locks[name] = slider, lock
        self.lines[name] = w.VBox([self.labels[name], w.HBox([slider, lock])])

    def _folder(self, group: Group) -> w.Accordion:
        inside = w.VBox([self.lines[name] for name in group.colours])
        folder = w.Accordion(
            [inside],
            titles=(group.label,),
            selected_index=0 if group.name == _OPEN else None,
            layout=w.Layout(width="284px"),
        )
        folder.add_class("mx-group")
        folder.add_class(f"mx-group-{group.name}")
        return folder

    def draw(self, state: State, applies: Collection[str], counted: Mapping[str, float]) -> None:
        """Show the weights; a criterion that the need does not ask about is named under the rest.

        ``counted`` gives the points that count for this need, those of unasked criteria shared out.
        """
        for one in self._criteria:
            self._draw_line(one, state, counted[one.name] if one.name in applies else None)
        for group in GROUPS:
            asked = [name for name in group.colours if name in applies]
            folder = self.groups[group.name]
            points = sum(counted[name] for name in asked)
            folder.titles = (f"{group.title(state.language)} · {points:.1f}",)
            folder.layout.display = None if asked else "none"
        self.unasked.value = self._unasked(state, applies)

    def _draw_line(self, criterion: Criterion, state: State, counted: float | None) -> None:
        name, language = criterion.name, state.language
        slider, lock = self.sliders[name], self.locks[name]
        slider.value = state.weights.points[name]
        slider.tooltip = meaning(criterion, language)
        lock.value = name in state.weights.locked
        lock.description = say("lock", language)
        lock.tooltip = say("lock.tip", language, label=label(criterion, language))
        slider.disabled = lock.value
        self.lines[name].layout.display = "none" if counted is None else None
        self.labels[name].value = _label(criterion, language, counted or 0.0)

    def _unasked(self, state: State, applies: Collection[str]) -> str:
        unasked = [one for one in self._criteria if one.name not in applies]
        if not unasked:
            return ""
        said = say(
            "unasked",
            state.language,
            points=sum(state.weights.points[one.name] for one in unasked),
            labels=", ".join(label(one, state.language) for one in unasked),
        )
        return f'<div class="mx" style="line-height:1.3"><small>{escape(said)}</small></div>'


def _label(criterion: Criterion, language: Language, counted: float) -> str:
    return (
        f'<span class="mx"><span class="mx-label" title="{escape(meaning(criterion, language))}">'
        f'<span style="display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px;'
        f"background:{COLOURS[criterion.name]};border:1px solid rgba(128,128,128,.6);"
        f'box-sizing:border-box"></span>'
        f"{escape(label(criterion, language))} "
        f'<small class="mx-dim">{say("here", language, points=counted)}</small></span></span>'
    )
