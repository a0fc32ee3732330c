"""Does the catalogue generalise? Items held out are looked up by what people would call them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from matcher.encode import Encoder
from matcher.engine.reading import Reader
from matcher.knowledge.items import ITEMS, Item
from matcher.model import Need

SEED: Final = 20_261_124
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
    """Shares by way of asking: with the catalogue's other items, and with official index terms alone."""
    held_out = [item for item in ITEMS if item.held_out]
    others = [item for item in ITEMS if not item.held_out]
    return {
        "with what the field knows": _shares(held_out, Reader.of_some(encoder, others)),
        "official index terms alone": _shares(held_out, Reader.of_some(encoder, (), buyers=False)),
    }


def _shares(items: Sequence[Item], reader: Reader) -> list[Share]:
    shares = []
    for asked, texts_of in ASKED.items():
        ranks = [
            _rank(item, list(reader.read(Need(text)).classes)) for item in items for text in texts_of(item)
        ]
        first = sum(rank == 0 for rank in ranks) / max(len(ranks), 1)
        in_five = sum(rank < 5 for rank in ranks) / max(len(ranks), 1)
        shares.append(Share(asked, len(ranks), first, in_five))
    return shares


def _rank(item: Item, classes: Sequence[str]) -> int:
    return min((at for at, code in enumerate(classes) if code in item.classes_main), default=len(classes) + 5)
