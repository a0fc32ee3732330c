"""A need's classes, with no suppliers around: for ``matcher classify`` and measures of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matcher.encode import Encoder
from matcher.engine.build import catalogue_of
from matcher.model import Need
from matcher.rank.asked import wanted_phrases, whole_text
from matcher.rank.catalogue import catalogue_lines, likely_items
from matcher.rank.classes import classifier_of

if TYPE_CHECKING:
    from matcher.knowledge.items import Item


class Classes:
    """Finds the classes that make what a need asks for, from the reference tables.

    Parameters
    ----------
    items
        Those of the catalogue that may be used: all, without a choice.
    buyers
        Whether buyers' terms count beside the official ones.
    """

    def __init__(self, encoder: Encoder, items: Sequence[Item] | None = None, *, buyers: bool = True) -> None:
        from matcher.knowledge.items import ITEMS

        chosen = tuple(ITEMS if items is None else items)
        self.encoder = encoder
        self.classifier = classifier_of(encoder.encode, chosen, buyers=buyers)
        self.catalogue = catalogue_of(encoder, chosen)
        self.lines = catalogue_lines(chosen)

    def of(self, need: Need) -> dict[str, float]:
        """Classes with probabilities that sum to 1, the likeliest first."""
        text, phrases = whole_text(need), wanted_phrases(need)
        sought = self.catalogue.probabilities(text, ". ".join(phrases), self.encoder.encode([text])[0])
        by_item = likely_items(sought, self.lines).classes()
        return self.classifier.probabilities(phrases, self.encoder.encode(phrases), text, by_item)
