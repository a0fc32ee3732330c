"""What the official index says of the catalogue: items whose nearest index terms name another class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.encode import Encoder
from matcher.knowledge.items import Item
from matcher.rank.catalogue import NO_ITEM
from matcher.rank.classes import EXACT, Bank, bank


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item whose nearest official index terms speak for ``official_class``, none of those the item names.

    ``term`` is the nearest of them; ``explained`` says whether the item's ``index_note`` says why.
    """

    item: Item
    official_class: str
    term: str
    explained: bool


def official_bank() -> Bank:
    """The official index terms and titles alone, as they vote without the catalogue."""
    everything = bank()
    official = np.flatnonzero(everything.item == NO_ITEM)
    return Bank(
        tuple(everything.terms[at] for at in official),
        tuple(everything.speaks_for[at] for at in official),
        everything.item[official],
    )


def disagreements(items: Sequence[Item], encoder: Encoder) -> list[Disagreement]:
    """The items whose nearest official index term, met at least at the cosine EXACT, is another class's.

    Each item is looked up by its English and its Spanish name; a term that is further away says nothing.
    """
    voters = official_bank()
    vectors = encoder.encode(voters.terms)
    found = []
    for item in items:
        closeness = (vectors @ encoder.encode([item.name_en, item.name_es]).T).max(axis=1)
        at = int(closeness.argmax())
        classes = {cell.partition(":")[0] for cell in voters.speaks_for[at].split(";")}
        if closeness[at] >= EXACT and not classes & {*item.classes_main, *item.classes_possible}:
            found.append(Disagreement(item, min(classes), voters.terms[at], bool(item.index_note)))
    return found
