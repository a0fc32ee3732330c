"""Do needs and suppliers share words? They were written apart; this says how far that held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from matcher.text import words

#: Letters from which a word counts, and the share of needs from which it is everybody's word.
LONG_ENOUGH: Final = 4
COMMON: Final = 0.1


def shared_words(
    need_texts: Mapping[str, str], supplier_texts: Mapping[str, str], right: Iterable[tuple[str, str]]
) -> float:
    """Mean share of a need's own words that a right supplier uses too, over the pairs (need, supplier).

    Words are folded and of four letters or more; those in a tenth of the needs or more are left out.
    """
    of_need = {need: _content(text) for need, text in need_texts.items()}
    seen = Counter(word for found in of_need.values() for word in found)
    common = {word for word, count in seen.items() if count >= max(2, COMMON * len(of_need))}
    of_supplier = {supplier: _content(text) for supplier, text in supplier_texts.items()}
    shares: Sequence[float] = [
        len((of_need[need] - common) & of_supplier[supplier]) / len(of_need[need] - common)
        for need, supplier in right
        if of_need[need] - common
    ]
    return sum(shares) / len(shares) if shares else 0.0


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) >= LONG_ENOUGH)
