"""The three layouts of RETC's list of establishments, and the year that a file stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from matcher.text import words

#: Our name of each column we read -> its headings over the years, in words.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "nra": ("nra", "numero de registro ambiental"),
    "name": ("nombre", "establecimiento"),
    "year": ("ano",),
    "scian": ("numero scian", "scian"),
    "sector": ("sector",),
    "activity": ("principal actividad productiva", "actividad principal"),
    "park": ("parque industrial", "nombre parque industrial", "parque o puerto industrial"),
    "latitude": ("latitud norte",),
    "longitude": ("longitud oeste",),
    "state": ("estado", "entidad federativa"),
    "municipality": ("municipio", "delegacion municipio"),
}
REQUIRED: Final = ("nra", "name", "sector", "activity", "state", "municipality")

#: Sectors of the register whose plants make things; in the others only the class tells.
MAKING_SECTORS: Final = frozenset(
    (
        "alimenticio y o de consumo humano",
        "articulos y productos compuestos de diferentes materiales",
        "articulos y productos metalicos",
        "articulos y productos plasticos",
        "asbesto",
        "automotriz",
        "bebidas y tabaco",
        "celulosa y papel",
        "cemento y cal",
        "equipos y articulos electronicos electricos y domesticos",
        "madera y productos",
        "metalurgica incluye la siderurgica",
        "pinturas y tintas",
        "quimica",
        "textiles fibras e hilos",
        "vidrio",
        "vidrio y cristal",
    )
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def official(headings: Sequence[str]) -> list[str]:
    """Our name for each heading, empty for a column that is not read: the street address among them.

    In the layout of 2012 "SCIAN" holds the class's title, and "Número SCIAN" its code.
    """
    plain = [" ".join(words(heading)) for heading in headings]
    named = []
    for heading in plain:
        name = next((name for name, spellings in HEADINGS.items() if heading in spellings), "")
        is_title = heading == "scian" and "numero scian" in plain
        named.append("" if is_title or name in named else name)
    return named


def is_making_sector(sector: str) -> bool:
    """Whether the register's own sector is one of manufacturing."""
    return " ".join(words(sector)) in MAKING_SECTORS


def year_of(path: Path) -> int | None:
    """The last year in a file's name: ``es_2014.csv`` is 2014."""
    found = _YEAR.findall(path.stem)
    return int(found[-1]) if found else None
