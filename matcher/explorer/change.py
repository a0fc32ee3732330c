"""What a click does: it asks for the next state, given the present one."""

from __future__ import annotations

from collections.abc import Callable

from matcher.explorer.state import State

Change = Callable[[Callable[[State], State]], None]
