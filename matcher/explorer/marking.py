"""The panel of marks: how many are good and bad, and the weights that they speak for."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as w

from matcher.explorer.change import Actions
from matcher.explorer.state import State
from matcher.explorer.texts import label, say
from matcher.model import Criterion
from matcher.rank.learning import Proposal


class Marking:
    """Shows marks and the proposal learned from them; only Accept sets the sliders."""

    def __init__(self, criteria: tuple[Criterion, ...], actions: Actions, folder: Callable[[], str]) -> None:
        self._criteria = {one.name: one for one in criteria}
        self.title, self.said = (w.HTML(layout=w.Layout(width="280px")) for _ in range(2))
        self.said.add_class("mx-proposal")
        self.propose = w.Button(layout=w.Layout(width="284px"))
        self.accept = w.Button(button_style="primary", layout=w.Layout(width="284px"))
        self.save, self.read = (w.Button(layout=w.Layout(width="140px")) for _ in range(2))
        self.box = w.VBox(
            [self.title, self.propose, self.said, self.accept, w.HBox([self.save, self.read])],
            layout=w.Layout(overflow="visible"),
        )
        self.propose.on_click(lambda _: actions.propose())
        self.accept.on_click(lambda _: actions.accept())
        self.save.on_click(lambda _: actions.save_marks(folder()))
        self.read.on_click(lambda _: actions.read_marks(folder()))

    def draw(self, state: State, proposal: Proposal | None) -> None:
        """Show the marks on the present need, and what they propose once it was asked."""
        language = state.language
        self.propose.description = say("propose", language)
        self.accept.description = say("accept", language)
        self.accept.tooltip = say("accept.tip", language)
        self.save.description = say("marks.save", language)
        self.read.description = say("marks.read", language)
        good = sum(state.marked.values())
        count = say("marks.count", language, good=good, bad=len(state.marked) - good)
        self.title.value = (
            f'<div class="mx" style="line-height:1.3;margin-top:8px"><b>{say("marks", language)}</b> '
            f"<small>{count}<br>{say('marks.note', language)}</small></div>"
        )
        self.said.value = self._told(state, proposal) if proposal else ""
        self.accept.layout.display = None if proposal and proposal.changes else "none"

    def _told(self, state: State, proposal: Proposal) -> str:
        language = state.language
        lines = [proposal.say(language)]
        if proposal.ignored:
            lines.append(say("ignored", language, n=len(proposal.ignored)))
        changes = [
            say(
                "change",
                language,
                label=label(self._criteria[one.criterion], language),
                before=one.before,
                after=one.after,
                low=one.low,
                high=one.high,
            )
            for one in proposal.changes
        ]
        told = "<br>".join(map(escape, lines))
        items = "".join(f"<li>{escape(line)}</li>" for line in changes)
        return (
            f'<div class="mx" role="status" style="line-height:1.3">{told}'
            f'<ul style="margin:2px 0 4px;padding-left:18px">{items}</ul></div>'
        )
