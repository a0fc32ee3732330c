"""The noun that a phrase is about: *shield* in "medical face shields", *tanque* in "tanques a presión".

English puts it last, Spanish first; what follows a comma or a preposition only describes it.
"""

from __future__ import annotations

import re
from typing import Final

from matcher.text import fold, words

_DESCRIBES: Final = re.compile(
    r"[,(/:;]|\s(?:for|of|with|in|to|from|on|and|without|para|de|del|con|en|y|a|al|por|sin)\s", re.IGNORECASE
)
#: Nouns, folded and singular, that name no thing by themselves, whoever says them.
GENERAL: Final = frozenset(
    "accesorio aparato articulo assembly componente conjunto elaboracion ensamble equipment equipo "
    "fabricacion goods industria manufactura manufacturing maquila material parte pieza proceso produccion "
    "producto servicio sub venta".split()
)
_SPANISH: Final = frozenset("de del para con el la los las en y por sin al".split())
_ENGLISH: Final = frozenset("of for with the in and to without on by".split())


def singular(word: str) -> str:
    """The folded word without a plural s."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def head_noun(phrase: str, language: str) -> str:
    """The noun that a phrase in that language (``en``, ``es``) is about, folded and singular, or nothing."""
    named = words(_DESCRIBES.split(phrase.strip(), maxsplit=1)[0])
    if not named:
        return ""
    return singular(named[-1] if language == "en" else named[0])


def head_nouns(phrase: str) -> set[str]:
    """The same for a phrase whose language its small words tell; both guesses where they tell nothing."""
    small = set(fold(phrase).split())
    languages = [
        language
        for language, other in (("es", _ENGLISH), ("en", _SPANISH))
        if not small & other or small & (_SPANISH if language == "es" else _ENGLISH)
    ]
    return {noun for language in languages if (noun := head_noun(phrase, language))}
