"""Who is a legal entity: the register lists no private person, so a name has to show that it is a firm's."""

from __future__ import annotations

import re
from typing import Final

from matcher.text import fold, words

# "S.A. de C.V.", "S de RL", "SAPI", "S.C.L.", "Inc" and the like, dots and blanks as they come.
_LEGAL_FORM: Final = re.compile(
    r"\b(s ?a( ?p ?i| ?b)?( de c ?v)?|s( de)? ?r ?l( de c ?v)?|s( de)? ?p ?r|s ?c( ?l| ?p ?r)?|s ?n ?c|a ?c|"
    r"s en c|de c ?v|inc|llc|corp|ltd|gmbh|sociedad (anonima|de responsabilidad|cooperativa)|cooperativa|"
    r"asociacion|ejido|unidad socioeconomica)\b"
)
#: First words and phrases of names that are a body's, not a person's, although no legal form follows.
_BODIES: Final = (
    "banco caminos casa cerveceria comision complejo consorcio delphi fideicomiso fundicion fundidora gdf "
    "grupo industria industrias industrial laboratorio "
    "laboratorios manufacturas maquilas pemex procesadora procesos quimica quimicos servicios talleres "
    "transformadora beneficiadora embotelladora fabrica compania corporacion instituto secretaria universidad"
).split()
_PHRASES: Final = (
    "de mexico",
    "industries",
    "international",
    "americas",
    "mexican",
    "company",
    "manufacturing",
)


def is_legal_entity(name: str) -> bool:
    """Whether a register's name is that of a company or public body, as far as the name itself shows.

    In doubt the answer is no: a firm left out is a smaller harm than a person listed.
    """
    legal = re.split(r",|\s{3,}|\by\s?/?\s?o\b", name.strip(), maxsplit=1, flags=re.IGNORECASE)[0]
    spelled = " ".join(words(legal.replace(".", " ")))
    whole = " ".join(words(name.replace(".", " ")))
    first = spelled.split(" ", 1)[0]
    return bool(
        _LEGAL_FORM.search(whole) or first in _BODIES or any(phrase in fold(legal) for phrase in _PHRASES)
    )
