"""What a plant's own words leave of the evidence of its class: do they name its line, or other things?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.scian import scian_classes
from matcher.model.hits import Floats
from matcher.rank.nouns import GENERAL
from matcher.text import words

#: What is left of a class whose plant says nothing like the item; the value of the product criterion from
#: which its words say enough; how far a plant that says nothing is taken to speak for the item.
SAYS_OTHER: Final = 0.8
SAYS_ENOUGH: Final = 0.5
#: The value from which words that are near say the item itself, and not only something alike.
SAYS_SOME: Final = 0.3
SILENT: Final = 0.1
#: What is lost where its words tell of another trade altogether.
OTHER_TRADE: Final = 0.5
#: What is lost where they say nothing near the item: where they say more than the title of the class, and
#: where they name other things. By our judgments two in three of the latter are no answer, of those that only
#: repeat the title one in five.
NAMES_ANOTHER, OTHER_THINGS = 0.15, 0.25
NO_PRODUCT, NO_MEANING = 0.15, 0.4
#: Words that name no product by themselves.
_GENERAL: Final = GENERAL | frozenset(
    "de la el los las y e o u en para por con a al del un una otros otras otro otra sus su tipo uso usos "
    "general generales diversos diversas todo clase similar etc industrial empresa planta compra "
    "comercializacion medico the of and for other all kinds products parts pieces components materials "
    "industry various".split()
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What the own words of n suppliers tell, each (n,), NaN where they say nothing.

    ``product`` are the values of that criterion, ``meaning`` cosines, ``other`` how surely they tell of
    another trade, ``named`` how surely they name the thing asked for, ``specific`` the share of their
    products that say more than the title of their class, ``others`` who names things and not that one.
    """

    product: Floats
    meaning: Floats
    other: Floats
    named: Floats
    specific: Floats
    others: NDArray[np.bool_]

    def left(self) -> Floats:
        """What is left of the evidence of each one's class, (n,) in [0, 1]."""
        speaks = np.nan_to_num(np.minimum(self.product / SAYS_ENOUGH, 1.0), nan=SILENT)
        speaks = np.maximum(speaks, self.named)
        nothing_near = (self.product < NO_PRODUCT) & (self.meaning < NO_MEANING)
        says_more = NAMES_ANOTHER * np.nan_to_num(self.specific)
        lost = np.where(nothing_near, np.where(self.others, OTHER_THINGS, says_more), 0.0)
        left: Floats = (
            (SAYS_OTHER + (1.0 - SAYS_OTHER) * speaks)
            * (1.0 - OTHER_TRADE * np.nan_to_num(self.other))
            * (1.0 - lost)
        ).astype(np.float32)
        return left


def specific(codes: Sequence[str | None], products: Sequence[Sequence[str] | None]) -> Floats:
    """The share of each supplier's products that say more than the title of its class, (n,).

    ``productos metálicos`` of a maker of other metal products says nothing, ``tinas de baño`` does. NaN for a
    supplier without products.
    """
    shares = [_specific(code, said or ()) for code, said in zip(codes, products, strict=True)]
    return np.array(shares, dtype=np.float32)


def _specific(code: str | None, products: Sequence[str]) -> float:
    general = _GENERAL_STEMS | _of_titles().get(code or "", frozenset())
    naming = [any(_stem(word) not in general for word in words(text) if _counts(word)) for text in products]
    return sum(naming) / len(naming) if naming else float("nan")


def _counts(word: str) -> bool:
    return len(word) > 2 and not word.isdigit()


@cache
def _of_titles() -> Mapping[str, frozenset[str]]:
    """The stems of the words of each class's titles, both editions, both languages."""
    stems: dict[str, set[str]] = defaultdict(set)
    for vintage in ("2018", "2023"):
        for known in scian_classes(vintage):
            for title in (known.title_es, known.title_en):
                stems[known.code] |= {_stem(word) for word in words(title or "")}
    return {code: frozenset(held) for code, held in stems.items()}


def _stem(word: str) -> str:
    """A word without its plural ending: enough to compare the words of titles and products."""
    if len(word) > 5 and word.endswith("es"):
        return word[:-2]
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


_GENERAL_STEMS: Final = frozenset(_stem(word) for word in _GENERAL)
