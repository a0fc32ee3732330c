"""Does the catalogue generalise? Items held out are looked up by what people would call them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matcher.encode import Encoder
from matcher.engine.reading import Reader
from matcher.knowledge.items import ITEMS, Item
from matcher.model import Need
from matcher.rank.classes import official_terms
from matcher.text import fold

SEED: Final = 20_261_124
#: Official terms whose classes are told, the nearest first.
NEAREST: Final = 60
#: How an item is asked for, and what is typed then; several texts count each.
Asking = Callable[[Item], Sequence[str]]
ASKED: Final[dict[str, Asking]] = {
    "name, English": lambda item: (item.name_en,),
    "name, Spanish": lambda item: (item.name_es,),
    "synonym, English": lambda item: item.synonyms_en,
    "synonym, Spanish": lambda item: item.synonyms_es,
    "misspelled": lambda item: (
        misspelled(item.name_en, item.item_id),
        misspelled(item.name_es, item.item_id),
    ),
    "buyer's sentence, English": lambda item: (item.buyer_en,),
    "buyer's sentence, Spanish": lambda item: (item.buyer_es,),
}


@dataclass(frozen=True, slots=True)
class Share:
    """Of ``n`` look-ups, the shares that put a main class of the item first, and among the first five."""

    asked: str
    n: int
    first: float
    in_five: float


def misspelled(name: str, salt: str) -> str:
    """The name with two neighbouring letters of its longest word swapped; the same each time."""
    longest = max(name.split(), key=len)
    if len(longest) < 4:
        return name
    at = random.Random(f"{SEED}{salt}{name}").randrange(1, len(longest) - 2)  # noqa: S311 - a typo, no secret
    typo = longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :]
    return name.replace(longest, typo, 1)


def measure(encoder: Encoder) -> dict[str, list[Share]]:
    """Shares by way of asking: with the catalogue's other items, and by the nearest official index term."""
    held_out = [item for item in ITEMS if item.held_out]
    reader = Reader.of_some(encoder, [item for item in ITEMS if not item.held_out])

    def known(text: str) -> list[str]:
        return list(reader.read(Need(text)).classes)

    return {
        "with what the field knows": _shares(held_out, known),
        "nearest official index term": _shares(held_out, _nearest_official()),
    }


def _nearest_official() -> Callable[[str], list[str]]:
    """Classes by the nearest official index terms: TF-IDF over groups of letters, cosine (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    terms = [(term, code) for term, code, _ in official_terms() if term]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), preprocessor=fold, sublinear_tf=True)
    matrix = vectorizer.fit_transform([term for term, _ in terms])

    def classes(text: str) -> list[str]:
        alike = (matrix @ vectorizer.transform([text]).T).toarray().ravel()
        return list(dict.fromkeys(terms[at][1] for at in np.argsort(-alike, kind="stable")[:NEAREST]))

    return classes


def _shares(items: Sequence[Item], classes_of: Callable[[str], list[str]]) -> list[Share]:
    shares = []
    for asked, texts_of in ASKED.items():
        ranks = [_rank(item, classes_of(text)) for item in items for text in texts_of(item)]
        first = sum(rank == 0 for rank in ranks) / max(len(ranks), 1)
        in_five = sum(rank < 5 for rank in ranks) / max(len(ranks), 1)
        shares.append(Share(asked, len(ranks), first, in_five))
    return shares


def _rank(item: Item, classes: Sequence[str]) -> int:
    return min((at for at, code in enumerate(classes) if code in item.classes_main), default=len(classes) + 5)
