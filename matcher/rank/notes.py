"""Notes on a whole ranking: what Mexico does not make, what is no good, what was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
    said = [f"{starts}: {NOTES_ES[bar.id] if spanish else bar.note}." for bar in _apart(asked.bars)]
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


#: ``note`` of each negative edge in Spanish, our translation of conversions.csv.
NOTES_ES: Final[Mapping[str, str]] = {
    "N01": "las plantas de plomo-ácido comparten la clase y casi ningún proceso con las celdas de litio",
    "N02": "la tela tejida, como la mezclilla, no es filtro de respirador (otra cosa es la de filtro prensa)",
    "N03": "el vidrio sódico-cálcico de botella no es vidrio Tipo I: no sirve en tirajes cortos",
    "N04": "el ensamble de televisores no tiene nada de una fábrica de obleas",
    "N05": "los laboratorios veterinarios y herbolarios carecen de llenado aséptico",
    "N06": "el cuarto limpio de una planta de alimentos no es el de dispositivos médicos",
    "N07": "las plantas de gasa, algodón y ropa comparten la clase con quien hace catéteres, tubo y "
    "jeringas, no el proceso",
    "N08": "las líneas cautivas de una armadora no venden nada afuera sin permiso del grupo",
    "N09": "un programa IMMEX de servicios (centro de llamadas, almacén) no es una fábrica",
    "N10": "las plantas de plomo-ácido y las fundidoras de plomo no tienen celdas, ni la soldadura, el "
    "balanceo y las pruebas de los paquetes de litio",
    "N11": "los laboratorios veterinarios y avícolas no envasan gel para personas",
    "N12": "el ensamble de televisores no hace antenas: no tiene diseño de RF ni campo de pruebas",
    "N13": "los esmaltes cerámicos, las fritas y los esmaltes vítreos se hornean y no son pintura",
    "N14": "el mueble de madera no es equipo dental ni de hospital: no tiene la estructura metálica ni los "
    "accionamientos",
    "N15": "una línea de aspiradoras no hace ventiladores industriales: otros rodetes y otros motores",
    "N16": "las balastras se devanan en otra escala que los transformadores de potencia",
    "N17": "el moldeo sin refuerzo para autos no tiene el devanado ni el laminado con que estos se hacen",
    "N18": "las llaves de baño y cocina no son válvulas para gas respirable ni para líneas de proceso",
    "N19": "las fascias de auto no son caretas",
    "N20": "las balatas y piezas de fricción comparten una clase con las carrocerías, no un proceso",
    "N21": "el esmalte de alambre magneto es un barniz aislante y no pintura",
    "N22": "los alineadores y brackets no son sillones: moldeo y alambre frente a estructuras y "
    "accionamientos",
}
