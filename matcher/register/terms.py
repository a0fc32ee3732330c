"""From a register's activity line to short product and process terms: facts are kept, sentences are not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from matcher.text import clean, fold

#: Longer than this is a sentence, not a term.
MAX_WORDS: Final = 7
#: Terms kept for a plant; more come only from lines that name everything under the sun.
MAX_TERMS: Final = 12

# Asides that say what a form's category covers, not what the plant does.
_ASIDE: Final = re.compile(
    r"\(?\s*\b(?:no (?=inclu)|s[oó]lo|solamente|si(?= inclu)|se(?= inclu)|excepto|exclu\w*|inclu\w*|cuando)\b"
    r"[^);.]*\)?",
    re.IGNORECASE,
)
#: The register's form cuts a line off after so many characters, in the middle of a word.
_CUT_AT: Final = 90
_BREAK: Final = re.compile(
    r"[,;:/()\[\]\"|]|\.(?=\s|$)|\s[-\u2013\u2014]\s|\b(?:y/o|y|e|o|u|as[ií] como|adem[aá]s de|"
    r"mediante|a base de|tales como|como|por medio de|a partir de)\b",
    re.IGNORECASE,
)
#: Words that begin an activity, and the process they stand for; None where they name no process.
_ACTIVITIES: Final[dict[str, str | None]] = {
    "fabricacion": None,
    "fabrica": None,
    "produccion": None,
    "elaboracion": None,
    "manufactura": None,
    "manufacturas": None,
    "fabricar": None,
    "producir": None,
    "manufacturar": None,
    "ensamblar": "ensamble",
    "congelamiento": "congelado",
    "reconstruccion": "reparación",
    "transformacion": None,
    "procesamiento": None,
    "proceso": None,
    "procesos": None,
    "preparacion": None,
    "creacion": None,
    "formado": None,
    "diseno": "diseño",
    "ensamble": "ensamble",
    "ensambles": "ensamble",
    "emsamble": "ensamble",
    "ensamblado": "ensamble",
    "subensamble": "ensamble",
    "armado": "ensamble",
    "maquila": "maquila",
    "maquiladora": "maquila",
    "moldeo": "moldeo",
    "inyeccion": "inyección",
    "extrusion": "extrusión",
    "soplado": "soplado",
    "termoformado": "termoformado",
    "fundicion": "fundición",
    "forja": "forja",
    "estampado": "estampado",
    "troquelado": "troquelado",
    "maquinado": "maquinado",
    "laminacion": "laminación",
    "galvanizado": "galvanizado",
    "galvanoplastia": "galvanoplastia",
    "pintura": "pintura",
    "soldadura": "soldadura",
    "confeccion": "confección",
    "costura": "costura",
    "corte": "corte",
    "tejido": "tejido",
    "tenido": "teñido",
    "mezcla": "mezclado",
    "mezclado": "mezclado",
    "formulacion": "formulación",
    "envasado": "envasado",
    "empaque": "empaque",
    "esterilizacion": "esterilización",
    "impresion": "impresión",
    "reparacion": "reparación",
    "remanufactura": "remanufactura",
    "reciclaje": "reciclaje",
    "reciclado": "reciclaje",
    "almacenamiento": "almacenamiento",
    "comercializacion": "comercialización",
    "venta": "comercialización",
    "ventas": "comercialización",
    "compra": "comercialización",
    "distribucion": "comercialización",
    "exportacion": "comercialización",
    "importacion": "comercialización",
    "vender": "comercialización",
    "comprar": "comercialización",
    "distribuir": "comercialización",
    "comercializar": "comercialización",
    "importar": "comercialización",
    "exportar": "comercialización",
    "transportar": None,
    "levantar": None,
    "almacenar": None,
    "empacar": "empaque",
    "confeccionar": "confección",
}
_EMPTY_HEADS: Final = frozenset(
    "si max de del la las el los un una otro otra otros otras todo toda tipo diversos diversas varios varias "
    "su sus en al a clase demas productos articulos partes principalmente actividad giro principal industria "
    "industrial".split()
)
# Of the heads above, these say nothing only when nothing else follows them.
_WEAK: Final = frozenset("productos articulos partes industria industrial actividad principal".split())
_EMPTY_TAILS: Final = frozenset(
    "de del la las el los y e o u en para con a al por su sus que etc sa cv no".split()
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plant makes and does, each a few lower-case words."""

    products: tuple[str, ...]
    processes: tuple[str, ...]


def reduce_activities(lines: Iterable[str]) -> Terms:
    """Reduce a plant's activity lines, newest first, to terms without repeats (accents and case aside)."""
    products: dict[str, str] = {}
    processes: dict[str, str] = {}
    for line in lines:
        for fragment in _BREAK.split(_ASIDE.sub(" ", _whole_words(clean(line)))):
            process, product = _read(fragment)
            if process:
                processes.setdefault(fold(process), process)
            if product:
                products.setdefault(fold(product), product)
    return Terms(tuple(products.values())[:MAX_TERMS], tuple(processes.values())[:MAX_TERMS])


def _whole_words(line: str) -> str:
    return line.rsplit(" ", 1)[0] if len(line) >= _CUT_AT and line[-1].isalnum() else line


def _read(fragment: str) -> tuple[str | None, str | None]:
    """The process that a fragment opens with, if any, and the product it names, if any."""
    left = re.sub(r"[^\w\s%-]", " ", fragment.lower()).split()
    while left and left[0].isdigit():
        left = left[1:]
    process = None
    while left and (fold(left[0]) in _ACTIVITIES or (fold(left[0]) in _EMPTY_HEADS - _WEAK)):
        process = _ACTIVITIES.get(fold(left[0])) or process
        left = left[1:]
    while left and (fold(left[-1]) in _EMPTY_TAILS or len(left[-1]) == 1):
        left = left[:-1]
    left = _shortened(left)
    telling = [
        word for word in left if fold(word) not in _EMPTY_HEADS and len(word) > 1 and not word.isdigit()
    ]
    return process, " ".join(left) if telling else None


def _shortened(term: list[str]) -> list[str]:
    """At most MAX_WORDS words, not ending in a preposition."""
    term = term[:MAX_WORDS]
    while term and fold(term[-1]) in _EMPTY_TAILS:
        term = term[:-1]
    return term
