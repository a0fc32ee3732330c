"""The menu of profiles: points for a purpose or a sector, and in one sentence why these."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

import ipywidgets as w

from matcher.explorer.change import Change
from matcher.explorer.state import State
from matcher.explorer.texts import say
from matcher.model.ranking import Language
from matcher.rank.profiles import presets

#: Value of the menu while the points follow no preset.
_OWN: Final = ""


class ProfileMenu:
    """Shows which preset the weights follow, and asks for another; what is locked stays."""

    def __init__(self, change: Change) -> None:
        self.menu = w.Dropdown(
            options=_options("en"), style={"description_width": "initial"}, layout=w.Layout(width="284px")
        )
        self.menu.add_class("mx-profile")
        self.reason = w.HTML(layout=w.Layout(width="280px"))
        self.box = w.VBox([self.menu, self.reason])
        self._language: Language = "en"

        def follow(event: Mapping[str, Any]) -> None:
            name = event["new"]
            # "Your own" asks for nothing: it says that no preset is followed.
            change(lambda state: state.following(name) if name != _OWN else state)

        self.menu.observe(follow, "value")

    def draw(self, state: State) -> None:
        """Show the preset that the weights follow, or that they follow none."""
        language, profile = state.language, state.weights.profile()
        if language != self._language:
            self.menu.options, self._language = _options(language), language
        self.menu.description = say("profile", language)
        self.menu.value = profile.name if profile else _OWN
        reason = say("profile.own.reason", language)
        if profile:
            reason = profile.reason_es if language == "es" else profile.reason
        self.reason.value = f'<div class="mx" style="line-height:1.3"><small>{escape(reason)}</small></div>'


def _options(language: Language) -> list[tuple[str, str]]:
    named = [(one.label_es if language == "es" else one.label, one.name) for one in presets()]
    return [(say("profile.own", language), _OWN), *named]
