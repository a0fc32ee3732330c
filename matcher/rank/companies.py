"""Which plants belong to the same company, as far as their names show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.text import words

#: Where the legal form starts in the words of a name; what follows is a plant's or a project's own.
_LEGAL_FORM: Final = re.compile(
    r" (?:s a p i|sapi|s a b|sab|s a|sa|s de r ?l|s en c|s c|sc|srl|inc|llc|ltd|gmbh)(?: .*)?$"
)
#: Words after which a name goes on about one plant, and those at its end that many companies share.
_OF_A_PLANT: Final = re.compile(r" (?:planta|plant|pta|division|sucursal|proyecto)(?: .*)?$")
_ANYBODYS: Final = re.compile(
    r"(?: (?:de|del|en|la|planta|mexico|mex|mexicana|mexicano|manufacturas?|manufacturing|internacional|"
    r"international|operaciones|operations|industrial))+$"
)
#: Letters from which a name, and a word of it, may be misspelled.
LONG, LONG_WORD = 14, 7
#: Words that join the others, which one name has and another leaves out.
_JOINING: Final = frozenset({"and", "y", "e"})


def companies_of(names: Sequence[str]) -> NDArray[np.int32]:
    """A number for each name, (n,), the same for names of one company: the row of the first of them.

    Told by the name up to its legal form: ``BIO PAPPEL, S.A.B. DE C.V., PLANTA 2`` is of Bio Pappel,
    ``Tetakawi (Guaymas)`` of Tetakawi. Firms that only share a name are taken for one, and long names that
    differ by one letter: registers misspell them.
    """
    first: dict[str, int] = {}
    numbers = []
    for row, name in enumerate(names):
        spellings = _misspelled(company(name))
        number = min((first[spelled] for spelled in spellings if spelled in first), default=row)
        numbers.append(number)
        for spelled in spellings:
            first.setdefault(spelled, number)
    return np.array(numbers, dtype=np.int32)


def _misspelled(told: str) -> tuple[str, ...]:
    """A name, and each way to leave a letter of a long word out: two that share one differ by a letter.

    Of names of several words and LONG letters only: short ones are often a letter apart. Source: Bocek, Hunt
    and Stiller (2007), Fast similarity search in large dictionaries (deletion neighbourhoods).
    """
    parts = told.split()
    if len(told) < LONG or len(parts) < 2:
        return (told,)
    left_out = (
        " ".join((*parts[:at], part[:letter] + part[letter + 1 :], *parts[at + 1 :]))
        for at, part in enumerate(parts)
        if len(part) >= LONG_WORD and part.isalpha()
        for letter in range(1, len(part))
    )
    return (told, *left_out)


def company(name: str) -> str:
    """The words by which a company is told, folded; all of a name that is nothing but a legal form."""
    spelled = " ".join(word for word in words(name.split("(", maxsplit=1)[0]) if word not in _JOINING)
    for end in (_LEGAL_FORM, _OF_A_PLANT, _ANYBODYS):
        spelled = end.sub("", spelled) or spelled
    return spelled or name
