"""DENUE's columns under every heading that INEGI has given them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matcher.text import words

#: Official name of each column we read -> the headings it has had, in words. Source: INEGI's data
#: dictionaries of 2016 and 2023, the web export of 2025, the API of 2019 and PostGIS dumps of 2015.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "id denue"),
    "clee": ("clee",),
    "nom_estab": ("nom estab", "nombre de la unidad economica", "nombre"),
    "raz_social": ("raz social", "razon social"),
    "codigo_act": (
        "codigo act",
        "codigo de la clase de actividad scian",
        "codigo de la clase de actividad",
    ),
    "nombre_act": (
        "nombre act",
        "nombre de clase de la actividad",
        "nombre de la clase de actividad",
        "clase actividad",
    ),
    "per_ocu": ("per ocu", "descripcion estrato personal ocupado", "estrato", "personal ocupado"),
    "nom_CenCom": (
        "nom cencom",
        "corredor industrial centro comercial o mercado publico",
        "centrocomercial",
    ),
    "tipoCenCom": ("tipocencom", "tipo centro comercial", "tipocentrocomercial"),
    "entidad": ("entidad", "entidad federativa"),
    "cve_ent": ("cve ent", "clave entidad"),
    "municipio": ("municipio",),
    "www": ("www", "sitio en internet", "sitio internet"),
    "latitud": ("latitud",),
    "longitud": ("longitud",),
    "fecha_alta": ("fecha alta", "fecha de incorporacion al denue"),
    "ubicacion": ("ubicacion",),
}
#: Without these a row says nothing of a maker. The API gives no code, only the title of the class.
REQUIRED: Final = ("id", "nom_estab")
CLASS: Final = ("codigo_act", "nombre_act")

_BY_WORDS: Final = {spelling: name for name, spellings in HEADINGS.items() for spelling in spellings}


def official(headings: Sequence[str]) -> list[str]:
    """Our name for each heading, empty for a column that is not read: contacts and street among them."""
    named: list[str] = []
    for heading in headings:
        name = heading if heading in HEADINGS else _by_words(heading)
        # PostGIS dumps repeat columns; the first one counts.
        named.append("" if name in named else name)
    return named


def _by_words(heading: str) -> str:
    return _BY_WORDS.get(" ".join(words(heading)), "")
