"""The notebook frontend: state is plain values, views draw it, the app wires the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.engine import Matcher
    from matcher.explorer.app import App
    from matcher.model import Need

__all__ = ["explore"]


def explore(matcher: Matcher | None = None, need: str | Need | None = None) -> App:
    """Open the explorer in a notebook, over the bundled register when no matcher is given.

    What goes wrong is said in one line in the explorer's own place, never as a traceback.
    """
    from matcher.explorer.app import App

    return App(matcher, need)
