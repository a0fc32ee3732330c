"""Matcher: who in Mexico could co-produce a critical item.

``matcher.open()`` gives a Matcher over the bundled register, ``matcher.open("FOLDER")`` over your own
index; ``.match("disposable IV sets")`` gives a Ranking; ``matcher.explore(m)`` opens the explorer in a
notebook. ``stability``, ``smallest_swap``, ``telling_unknown`` and ``raising`` say how firmly a ranking
stands, ``propose`` learns weights from marks, ``preset`` gives the points of a profile. Nothing heavy is
imported before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.errors import MatcherError

if TYPE_CHECKING:
    from matcher.engine import Matcher, open
    from matcher.explorer import explore
    from matcher.model import Candidate, Criterion, Need, Ranking, Requirement, Supplier
    from matcher.rank.improve import raising
    from matcher.rank.learning import propose
    from matcher.rank.profiles import preset
    from matcher.rank.sensitivity import smallest_swap, stability, telling_unknown

__version__ = "0.1.0"

_HOMES = {
    "Candidate": "matcher.model",
    "Criterion": "matcher.model",
    "Matcher": "matcher.engine",
    "Need": "matcher.model",
    "Ranking": "matcher.model",
    "Requirement": "matcher.model",
    "Supplier": "matcher.model",
    "explore": "matcher.explorer",
    "open": "matcher.engine",
    "preset": "matcher.rank.profiles",
    "propose": "matcher.rank.learning",
    "raising": "matcher.rank.improve",
    "smallest_swap": "matcher.rank.sensitivity",
    "stability": "matcher.rank.sensitivity",
    "telling_unknown": "matcher.rank.sensitivity",
}

__all__ = [
    "Candidate",
    "Criterion",
    "Matcher",
    "MatcherError",
    "Need",
    "Ranking",
    "Requirement",
    "Supplier",
    "__version__",
    "explore",
    "open",
    "preset",
    "propose",
    "raising",
    "smallest_swap",
    "stability",
    "telling_unknown",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its room when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
