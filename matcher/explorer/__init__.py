"""The notebook frontend: plain values (state), drawings of them (views), and what wires the two (app)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.engine import Matcher
    from matcher.explorer.app import App
    from matcher.model import Need


def explore(matcher: Matcher | None = None, need: str | Need = "") -> App:
    """Open the explorer over a Matcher, the bundled register when none is given.

    In a notebook the value shows itself; ``.state``, ``.ranking`` and ``.picks`` are what is on the screen,
    in Python, and ``.save(folder)`` writes the picks.
    """
    from matcher.engine import open as open_matcher
    from matcher.explorer.app import App

    return App(matcher or open_matcher(), need)


__all__ = ["explore"]
