"""What a criterion found: a value for every supplier, and a sentence about any one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matcher.model.hits import Floats
from matcher.model.ranking import LANGUAGES, Language

__all__ = ["LANGUAGES", "Language", "Measure"]


@dataclass(frozen=True, slots=True)
class Measure:
    """``values`` (n,) in [0, 1], higher is better, NaN where unknown.

    ``say(row, language)`` is one sentence on the supplier in that row, empty where nothing is worth saying.
    """

    values: Floats
    say: Callable[[int, Language], str]
