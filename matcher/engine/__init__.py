"""The engine: the one room that knows the others."""

from __future__ import annotations

from matcher.engine.build import build, update
from matcher.engine.matcher import Matcher, checked, open

__all__ = ["Matcher", "build", "checked", "open", "update"]
