"""The way of a conversion: from which processes to the item, how long, what to win and buy, who did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from matcher.knowledge.certificates import certificate
from matcher.knowledge.conversions import Conversion
from matcher.knowledge.precedents import PRECEDENTS, Precedent
from matcher.knowledge.processes import PROCESSES, find_processes
from matcher.model import Supplier
from matcher.rank.measure import Language
from matcher.text import words

#: Share of a product's words that a precedent has to name, where it started from a class of the edge; where
#: it started elsewhere it has to name them all.
SHARED_WORDS: Final = 0.5
#: How much nearer a precedent is that started from the plant's own class, or from another of the edge's.
OWN_CLASS: Final = 2.0
EDGE_CLASS: Final = 1.0
#: How the pivot of a precedent starts in which no product changed.
NO_PIVOT: Final = "none"


def precedents_for(
    edge: Conversion, scian: str | None, *, product: str | None = None
) -> tuple[Precedent, ...]:
    """The precedents of a conversion, the nearest first: those that turned to a product of the edge.

    One that started from the plant's class (``scian``, 2 to 6 digits) stands before one from another class of
    the edge, and that before one from elsewhere, which has to name a product of the edge in full. Of equals,
    the one that names more of ``product``, or that the edge itself tells, comes first.
    """
    near = []
    for found in PRECEDENTS:
        from_class, shared = _class_nearness(found, edge, scian), _shared_words(found, _products(edge))
        if not found.pivot_en.startswith(NO_PIVOT) and shared >= (SHARED_WORDS if from_class else 1.0):
            wanted = _shared_words(found, (product,)) if product else shared
            near.append((from_class + wanted + _told_by(edge, found), found))
    return tuple(found for _, found in sorted(near, key=lambda pair: -pair[0]))


def conversion_path(
    edge: Conversion,
    supplier: Supplier,
    language: Language,
    *,
    product: str | None = None,
    very: bool = True,
) -> str:
    """How a supplier would get to a product of an edge: processes, months, certificates, purchases, who did.

    Unless it is the ``very`` product asked for, it is told as the nearest that is documented.

    ``product`` is one of the edge's, in either language; its first where none is given. Months are expert
    estimates; the mark of a precedent is its own. Certificates that the supplier names are left out; where it
    names none, which it holds is unknown, and all are listed.
    """
    parts = (_clock(edge, language), _to_win(edge, supplier, language), _also(edge, language))
    way = f"{_way(edge, supplier, language)} {_product(edge, product, language)}"
    if not very:
        way += " (lo más cercano documentado)" if language == "es" else " (the nearest documented product)"
    path = f"{way}: {'; '.join(part for part in parts if part)}."
    near = precedents_for(edge, supplier.scian, product=product)
    return f"{path} {_precedent(near[0], edge, language)}" if near else path


def _class_nearness(found: Precedent, edge: Conversion, scian: str | None) -> float:
    if scian and any(scian.startswith(prefix) for prefix in found.from_classes):
        return OWN_CLASS
    pairs = ((here, there) for here in edge.from_classes for there in found.from_classes)
    return EDGE_CLASS if any(a.startswith(b) or b.startswith(a) for a, b in pairs) else 0.0


def _shared_words(found: Precedent, products: Sequence[str]) -> float:
    """The largest share of the words of one of the products that the precedent's pivot names."""
    named = _stems(found.pivot_en) | _stems(found.pivot_es)
    return max(_share(_stems(product), named) for product in products)


def _told_by(edge: Conversion, found: Precedent) -> float:
    """The share of the words for who and where that the edge's own note of its precedent has too."""
    return _share(_stems(f"{found.who} {found.place}"), _stems(edge.precedent))


def _share(some: frozenset[str], among: frozenset[str]) -> float:
    return len(some & among) / len(some) if some else 0.0


def _products(edge: Conversion) -> tuple[str, ...]:
    return (*edge.product_en, *edge.product_es)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in words(text) if len(word) > 2)


def _way(edge: Conversion, supplier: Supplier, language: Language) -> str:
    stated = [key for key in find_processes(supplier.capability_text) if key in edge.present_processes]
    terms = {known.key: known.terms_es[0] if language == "es" else known.terms_en[0] for known in PROCESSES}
    names = ", ".join(terms[key] for key in stated or edge.present_processes)
    if language == "es":
        return f"De {'sus procesos' if stated else 'los procesos usuales de su clase'} ({names}) a"
    return (
        f"From {'its' if stated else 'the usual'} processes{'' if stated else ' of its class'} ({names}) to"
    )


def _product(edge: Conversion, product: str | None, language: Language) -> str:
    """The product as the language calls it: the phrase at the same place, else the edge's first."""
    here, there = (
        (edge.product_es, edge.product_en) if language == "es" else (edge.product_en, edge.product_es)
    )
    if product is None or product in here:
        return product or here[0]
    paired = product in there and len(here) == len(there)
    return here[there.index(product)] if paired else f"{here[0]} o afines" if language == "es" else here[0]


def _clock(edge: Conversion, language: Language) -> str:
    quick, full = _span(edge.emergency_months, language), _span(edge.ordinary_months, language)
    if language == "es":
        return f"{quick} en emergencia, {full} con certificación completa (estimación [E])"
    return f"{quick} in an emergency, {full} with full certification (estimate [E])"


def _span(months: tuple[float, float] | None, language: Language) -> str:
    if months is None:
        return "meses sin dato" if language == "es" else "unknown months"
    low, high = months
    if language == "es":
        return f"{low:g} {'mes' if high == 1 else 'meses'}" if low == high else f"{low:g} a {high:g} meses"
    return f"{low:g} {'month' if high == 1 else 'months'}" if low == high else f"{low:g} to {high:g} months"


def _to_win(edge: Conversion, supplier: Supplier, language: Language) -> str:
    """The certificates that are usually to be won, without those that the supplier names."""
    lacking = [key for key in edge.missing_certificates if key not in supplier.certifications]
    names = ", ".join(known.name if (known := certificate(key)) else key for key in lacking)
    if not names:
        return ""
    if supplier.certifications:
        return f"por obtener: {names}" if language == "es" else f"to win: {names}"
    return f"por obtener si no los tiene: {names}" if language == "es" else f"to win unless held: {names}"


def _also(edge: Conversion, language: Language) -> str:
    if not edge.also_needed:
        return ""
    if language == "es":
        return f"también hace falta: {ALSO_NEEDED_ES.get(edge.id, edge.also_needed)}"
    return f"also needed: {edge.also_needed}"


def _precedent(found: Precedent, edge: Conversion, language: Language) -> str:
    elsewhere = not _class_nearness(found, edge, None)
    if language == "es":
        who, timing = TOLD_ES.get(found.key, (f"{found.who}, {found.place}", found.timing))
        return (
            f"Precedente{' en otra clase de planta' if elsewhere else ''}: {who}: {found.pivot_es}; "
            f"{timing} [{found.mark}]."
        )
    return (
        f"Precedent{' from another class of plant' if elsewhere else ''}: {found.who}, {found.place}: "
        f"{found.pivot_en}; {found.timing} [{found.mark}]."
    )


#: ``also_needed`` of each edge in Spanish, our translation of conversions.csv.
ALSO_NEEDED_ES: Final[Mapping[str, str]] = {
    "C01": "las batas no quirúrgicas son Clase I; las de barrera media y alta requieren 510(k)",
    "C02": "cinta selladora o costura ultrasónica para niveles 3 y 4",
    "C03": "prueba de biocarga; soldadoras ultrasónicas nuevas",
    "C05": "inflamabilidad 16 CFR 1632 y 1633; telas barrera contra fuego",
    "C08": "cuarto limpio ISO 8",
    "C09": "pruebas ASTM F2299 y F2101; carga electret",
    "C10": "equipo de prueba de filtración (TSI 8130)",
    "C11": "ASTM D6319 para guante de exploración o D3577 para quirúrgico; pruebas de polvo y AQL 1.5 a 2.5",
    "C12": "USP <381>",
    "C13": "transferencia de moldes",
    "C14": "cuarto limpio ISO 8",
    "C15": "21 CFR 177; USP <661>",
    "C16": "Z87.1 para caretas y goggles; ISO 13485 para mascarillas de oxígeno y nebulizadores",
    "C18": "limpieza para oxígeno (ASTM G93, CGA); certificados de material",
    "C19": "máquinas de cubrebocas nuevas en un área aparte y acondicionada",
    "C20": "ISO 80601; aprobación NIOSH para PAPR",
    "C21": "WHO PQS o NSF 456 para refrigeradores de vacunas; UL 471; UL 61010-2-011",
    "C22": "autorización FCC para equipo 5G",
    "C24": "LV214 o USCAR-21; UL 758 y 817; terminación de blindaje",
    "C25": "sistema de calidad del sector; abasto de componentes",
    "C26": "PPAP para partes de vehículo; soldadura hermética (FSW, láser); prueba IPx7",
    "C27": "prueba de fuga con helio; tomografía de porosidad",
    "C28": "PPAP para partes de vehículo; UL 2703 para estructura solar; AA / ASTM B221",
    "C29": "UL 1973 (estacionario) o UL 2580 (vehículo); manejo en seco; conocimiento de BMS",
    "C30": "UL 2054, UL 1973 o IEC 62133, según el uso",
    "C31": "PPAP para partes de vehículo; banco de prueba NVH",
    "C32": "IATF 16949 para motores de tracción; UL 1004; balanceo ISO 1940; el hairpin pide línea nueva",
    "C33": "IEEE C57; UL 1562 para tipo seco; eficiencia DOE",
    "C34": "ISO 3834; placa CSC; DOT",
    "C35": "recubrimiento NSF 61 para agua potable; 3-A; ASME BPE",
    "C36": "NSF/ANSI/CAN 61 y NSF/ANSI 372 para partes de agua potable; CGA y NFPA 99 para gases "
    "medicinales; limpieza para oxígeno",
    "C37": "NSF/ANSI/CAN 61 para partes de agua potable; ASTM D1785; ASTM D3517",
    "C38": "AS9100 (aeroespacial) o ISO 13485 (médico), según el producto; Nadcap para procesos especiales; "
    "pasivado ASTM A967",
    "C39": "ISO 13485 para partes médicas; autorización FCC para radios",
    "C40": "AS9100 para partes aeroespaciales; ISO/ASTM 52901 y 52920",
    "C41": "registro EPA para desinfectantes; prueba de metanol (USP)",
    "C42": "desnaturalizante; grado USP",
    "C43": "inspección de la FDA; cambio de sitio en la ANDA; serialización",
    "C44": "simulacros de llenado (media fill); cartas de discrecionalidad de la FDA; 24 meses es el mínimo",
    "C45": "USP <660>",
    "C46": "UN 4G / 4GV para cajas de baterías de litio; FSC si lo piden",
    "C47": "ISO 13485 para dispositivos médicos; NTEP e ISO/IEC 17025 para medidores",
    "C48": "NEBS GR-63 y TL 9000 si el operador lo pide",
    "C49": "UL 3100 e ISO 3691-4 para robots móviles; IEC 60601 para camas eléctricas",
    "C50": "NOM-113-STPS para venta en México",
}
#: Who, where and when of each precedent in Spanish, our translation of precedents.csv.
TOLD_ES: Final[Mapping[str, tuple[str, str]]] = {
    "gm_toluca": (
        "General Motors, Toluca, Estado de México",
        "anunciado el 14 de abril de 2020, arranque a fines de abril",
    ),
    "aramark_mexico": (
        "plantas de uniformes de Aramark, México",
        "batas en una semana, enviadas para el 13 de abril de 2020; cubrebocas a mediados de julio, "
        "unos tres meses",
    ),
    "ford_chihuahua": ("planta de motores de Ford, Chihuahua", "semana del 27 de abril de 2020"),
    "tamaulipas_plants": (
        "dos plantas en Matamoros y una en Reynosa, Tamaulipas",
        "mediados de abril de 2020",
    ),
    "cdmx_filter_maker": (
        "gobierno de la Ciudad de México con un fabricante de filtros de aire",
        "inaugurado el 21 de mayo de 2020",
    ),
    "baja_device_makers": (
        "Hillrom, Vyaire, Fisher & Paykel y Getinge, Baja California y otros lugares de México",
        "abril de 2020",
    ),
    "juarez_el_paso_cluster": (
        "clúster de dispositivos con MCA Foundation y USMCSA, Ciudad Juárez y El Paso",
        "abril de 2020",
    ),
    "gm_kokomo_ventec": (
        "General Motors con Ventec, Kokomo, Indiana",
        "cerca de un mes de la primera llamada a las primeras unidades; terminado el 1 de septiembre de 2020",
    ),
    "ford_rawsonville_ge": (
        "Ford con GE y Airon, Ypsilanti (Rawsonville), Michigan",
        "anunciado el 30 de marzo de 2020, arranque el 20 de abril tras 3 semanas de adecuación",
    ),
    "ford_3m_papr": ("Ford con 3M, Michigan", "semanas, 2020"),
    "distillers_cosmetics_sanitiser": (
        "destilerías, cerveceras y fabricantes de cosméticos, México y EE. UU.",
        "de una a cuatro semanas, 2020",
    ),
    "us_apparel_makers": ("Fanatics, Brooks Brothers y Hanes, Estados Unidos", "de una a tres semanas, 2020"),
    "bmw_san_luis_potosi": (
        "BMW, Villa de Reyes, San Luis Potosí",
        "anunciado en febrero de 2023, preserie a fines de 2025",
    ),
    "baxter_iv_fluids": ("Baxter, México y otros países", "2017 a 2018, tras el huracán María"),
}
