"""What a click does: it asks for the next state, given the present one, or for an action of the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matcher.explorer.state import State

Change = Callable[[Callable[[State], State]], None]


@dataclass(frozen=True, slots=True)
class Actions:
    """What a click can do beside changing the state; those that write or read are given a folder."""

    undo: Callable[[], None]
    save: Callable[[str], None]
    propose: Callable[[], None]
    accept: Callable[[], None]
    save_marks: Callable[[str], None]
    read_marks: Callable[[str], None]
