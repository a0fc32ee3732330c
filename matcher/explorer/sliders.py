"""One slider and one lock for each criterion, with the colour that its points have in the bars."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape
from typing import Any

import ipywidgets as w

from matcher.explorer.change import Change
from matcher.explorer.state import State
from matcher.explorer.table import colours
from matcher.explorer.weights import Weights
from matcher.model import Criterion


class Sliders:
    """Widgets that show Weights, and ask for a change when a person moves or locks one."""

    def __init__(self, criteria: tuple[Criterion, ...], change: Change) -> None:
        self.labels: dict[str, w.HTML] = {}
        self.sliders: dict[str, w.FloatSlider] = {}
        self.locks: dict[str, w.Checkbox] = {}
        self._criteria = criteria
        for one in criteria:
            self._add(one, change)
        self.box = w.VBox(
            [
                w.VBox([self.labels[one.name], w.HBox([self.sliders[one.name], self.locks[one.name]])])
                for one in criteria
            ],
            layout=w.Layout(overflow="visible"),
        )

    def _add(self, criterion: Criterion, change: Change) -> None:
        name = criterion.name
        # Its own readout says the points; only letting go asks for a new ranking.
        slider = w.FloatSlider(
            min=0,
            max=100,
            step=1,
            readout_format=".1f",
            continuous_update=False,
            tooltip=criterion.meaning,
            layout=w.Layout(width="205px", margin="0"),
        )
        slider.add_class(f"mx-slider-{name}")
        lock = w.Checkbox(
            description="lock",
            indent=False,
            tooltip=f"Keep {criterion.label} where it is",
            layout=w.Layout(width="60px"),
        )

        def move(event: Mapping[str, Any]) -> None:
            change(lambda state: state.moved(name, event["new"]))

        def hold(event: Mapping[str, Any]) -> None:
            change(lambda state: state.locking(name, event["new"]))

        slider.observe(move, "value")
        lock.observe(hold, "value")
        self.labels[name] = w.HTML(layout=w.Layout(margin="2px 0 -7px", height="20px"))
        self.sliders[name], self.locks[name] = slider, lock

    def draw(self, state: State, applies: Collection[str], counted: Mapping[str, float]) -> None:
        """Show the weights; a criterion that the need does not ask about is greyed out.

        ``counted`` gives the points that count for this need, those of unasked criteria shared out.
        """
        weights: Weights = state.weights
        for one, colour in zip(self._criteria, colours(self._criteria), strict=True):
            asked = one.name in applies
            slider, lock = self.sliders[one.name], self.locks[one.name]
            slider.value = weights.points[one.name]
            lock.value = one.name in weights.locked
            slider.disabled = not asked or lock.value
            lock.disabled = not asked
            self.labels[one.name].value = _label(one, colour, counted.get(one.name) if asked else None)


def _label(criterion: Criterion, colour: str, counted: float | None) -> str:
    says = f"= {counted:.1f} here" if counted is not None else "not asked for"
    fill = colour if counted is not None else "transparent"
    return (
        f'<span class="mx"><span class="mx-label" title="{escape(criterion.meaning)}">'
        f'<span style="display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px;'
        f'background:{fill};border:1px solid {colour};box-sizing:border-box"></span>'
        f"{escape(criterion.label)} "
        f'<small class="mx-dim" style="opacity:.7">{says}</small></span></span>'
    )
