"""Notes on a whole ranking: what Mexico does not make, what is no good, what was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from matcher.knowledge.conversions import Conversion
from matcher.model import Need
from matcher.rank.asked import Asked, whole_text
from matcher.rank.goods import GOODS
from matcher.rank.measure import Language

#: Weight of its likeliest class under which a need that names no item is not understood.
UNSURE: Final = 0.5
#: How notices say that only sources which were approved before may sell (FAR 9.2).
_APPROVED: Final = re.compile(
    r"approved sources?\b|\b(?:QPL|QML|qualified (?:products?|manufacturers?) list\w*|sole[- ]source|"
    r"source[- ]approv\w+|source[- ]control\w+|fuentes? (?:aprobadas?|calificadas?|única))\b",
    re.IGNORECASE,
)


def notes(need: Need, asked: Asked, language: Language) -> tuple[str, ...]:
    """The notes on a need and what it asks, the gravest first; empty when there is nothing to say."""
    spanish = language == "es"
    if asked.goods < GOODS:
        return (_no_good(asked.goods, spanish=spanish),)
    starts = "No se ofrece como fabricante" if spanish else "Not offered as a maker"
    said = [f"{starts}: {bar.note}." for bar in _apart(asked.bars)]
    if lacking := asked.likely.not_at_scale:
        name = lacking.name_es if spanish else lacking.name
        text = "México no lo fabrica a escala" if spanish else "Mexico does not make this at scale"
        said.insert(0, f"{text}: {name} [{lacking.mark}].")
    if not asked.likely.items and max(asked.classes.values(), default=0.0) < UNSURE:
        said.append(
            "Ningún artículo del catálogo se parece y ninguna clase es probable: lea la lista con cuidado."
            if spanish
            else "No item of the catalogue is near, and no class is likely: read the ranking with care."
        )
    if named := _APPROVED.search(whole_text(need)):
        said.append(_approved(named[0], spanish=spanish))
    return tuple(said)


def _approved(words: str, *, spanish: bool) -> str:
    if spanish:
        return (
            f"La necesidad habla de fuentes aprobadas o calificadas («{words}»): quien no lo esté tiene que "
            "obtenerlo antes de vender; pregunte cómo y en cuánto tiempo."
        )
    return (
        f'The need speaks of approved or qualified sources ("{words}"): whoever is not approved has to be '
        "before selling; ask how, and how long it takes."
    )


def _apart(bars: Sequence[Conversion]) -> Iterator[Conversion]:
    """The bars but those that put out classes of which one before has told."""
    told: set[str] = set()
    for bar in bars:
        if not told & set(bar.from_classes):
            yield bar
        told |= set(bar.from_classes)


def _no_good(goods: float, *, spanish: bool) -> str:
    if spanish:
        return (
            "No hay nada que emparejar: esto parece un servicio, un subsidio, un estudio o una obra, no un "
            f"bien manufacturado ({goods:.0%} probable). Si es un bien, nómbrelo en la primera línea."
        )
    return (
        "Nothing to match here: this reads like services, a grant, a study or works rather than a "
        f"manufactured good ({goods:.0%} likely). If it is a good, name it in the first line."
    )
