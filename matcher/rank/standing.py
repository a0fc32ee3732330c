"""Criteria of where a supplier stands: how soon its route delivers, how near a crossing, how lately seen."""

from __future__ import annotations

from typing import Final

import numpy as np

from matcher.config import FAR_KM, STALE_YEARS
from matcher.knowledge.places import land_ports
from matcher.model import Criterion
from matcher.rank.facts import Facts
from matcher.rank.measure import Language, Measure
from matcher.rank.routes import Routes, readiness

ROUTE: Final = Criterion(
    "route",
    "How soon",
    "Qué tan pronto",
    "1 makes it today, 0 needs two years; a conversion counts as far as it suits item and plant",
    "conversion edges",
    meaning_es="1 lo fabrica hoy, 0 necesita dos años; una conversión cuenta según su ajuste",
    unit="months",
    better="less",
)
CROSSING: Final = Criterion(
    "crossing",
    "Near a crossing",
    "Cerca de un cruce",
    "road distance to the nearest freight crossing: 1 at the bridge, 0 from 2,000 km",
    "coordinates; BTS ports",
    question="Where is the plant?",
    meaning_es="distancia por carretera al cruce de carga más cercano: 1 en el puente, 0 desde 2,000 km",
    question_es="¿Dónde está la planta?",
    unit="km by road",
    better="less",
)
FRESHNESS: Final = Criterion(
    "freshness",
    "Recently seen",
    "Visto recientemente",
    "year last seen in its source: 1 in the newest edition, 0 fifteen years earlier",
    "source editions",
    question="Are you operating?",
    meaning_es="último año en que aparece en su fuente: 1 en la edición más nueva, 0 quince años antes",
    question_es="¿Siguen operando?",
    unit="years",
    better="less",
)


def route(routes: Routes) -> Measure:
    """How soon each route delivers, (n,); what it takes is told by the hint on the conversion."""
    return Measure(readiness(routes), lambda _row, _language: "")


def crossing(facts: Facts) -> Measure:
    """Nearness of a freight crossing, (n,); NaN where the place is unknown."""
    values = (1.0 - np.minimum(facts.crossing_km, FAR_KM) / FAR_KM).astype(np.float32)

    def say(row: int, language: Language) -> str:
        if facts.crossing_at[row] < 0:
            return ""
        port = land_ports()[facts.crossing_at[row]]
        if language == "es":
            return f"a unos {facts.crossing_km[row]:,.0f} km por carretera de {port.name} (estimado)"
        return f"about {facts.crossing_km[row]:,.0f} km by road to {port.name} (estimate)"

    return Measure(values, say)


def freshness(facts: Facts) -> Measure:
    """How recently each supplier was seen, (n,), against the newest year in the index; NaN where unknown."""
    if np.isnan(facts.last_seen).all():
        return Measure(facts.last_seen, lambda _row, _language: "")
    age = np.nanmax(facts.last_seen) - facts.last_seen
    values = (1.0 - np.minimum(age, STALE_YEARS) / STALE_YEARS).astype(np.float32)
    return Measure(values, lambda _row, _language: "")
