"""What the official index says of the catalogue: items whose nearest index terms name another class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matcher.encode import Encoder
from matcher.knowledge.items import Item
from matcher.rank.classes import official_terms

#: Cosine from which an official term names the same thing.
EXACT: Final = 0.6


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item whose nearest official index terms speak for ``official_class``, none of those the item names.

    ``term`` is the nearest of them; ``explained`` says whether the item's ``index_note`` says why.
    """

    item: Item
    official_class: str
    term: str
    explained: bool


def disagreements(items: Sequence[Item], encoder: Encoder) -> list[Disagreement]:
    """The items whose nearest official index term, met at least at the cosine EXACT, is another class's.

    Each item is looked up by its English and its Spanish name; a term that is further away says nothing.
    """
    classes_of: dict[str, set[str]] = defaultdict(set)
    for term, code, _ in official_terms():
        if term:
            classes_of[term].add(code)
    terms = sorted(classes_of)
    vectors = encoder.encode(terms)
    found = []
    for item in items:
        closeness = (vectors @ encoder.encode([item.name_en, item.name_es]).T).max(axis=1)
        at = int(closeness.argmax())
        classes = classes_of[terms[at]]
        if closeness[at] >= EXACT and not classes & {*item.classes_main, *item.classes_possible}:
            found.append(Disagreement(item, min(classes), terms[at], bool(item.index_note)))
    return found
