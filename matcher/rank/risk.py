"""Risk of the place: natural hazard, water and energy, by state and municipality; a hint, no survey."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.knowledge.risks import risks_at
from matcher.model import Criterion, Need
from matcher.model.hits import Floats
from matcher.rank.measure import Language, Measure
from matcher.rank.places import PLACE, keys_of, sites

if TYPE_CHECKING:
    import pyarrow as pa

    from matcher.rank.facts import Facts

CRITERION: Final = Criterion(
    "risk",
    "Few risks of the place",
    "Pocos riesgos del lugar",
    "1 where no natural hazard, water or energy risk is listed for its place, less with each and with its "
    "level; a hint",
    "risks by state and municipality (risks.csv)",
    neutral=0.68,  # measured: median over the register
    question="Where is the plant, and what backup does it have in water, power and gas?",
    meaning_es="1 donde la tabla no trae riesgo natural, de agua o de energía para su lugar; baja con cada "
    "uno y con su nivel; es una pista",
    question_es="¿Dónde está la planta y qué respaldo tiene de agua, luz y gas?",
    unit="kinds of risk",
    better="less",
)

#: The kinds that count, by name in both languages: what stops a plant because of where it stands.
KINDS: Final = {
    "seismic": ("earthquakes", "sismos"),
    "storm": ("storms or floods", "huracanes o inundaciones"),
    "water": ("water shortage", "escasez de agua"),
    "energy": ("power cuts", "cortes de luz"),
    "freeze_gas": ("gas cuts when Texas freezes", "cortes de gas por heladas en Texas"),
}
#: What a kind takes off by its worst level, as a share of what is left: one never takes all. A level that is
#: low takes nothing. Expert estimates.
SHARES: Final = {"low": 0.0, "medium": 0.1, "high": 0.25}
#: Where the levels come from and when; the limits of each stand in the table.
_SOURCE_EN: Final = "field notes, November 2026"
_SOURCE_ES: Final = "notas de campo, noviembre de 2026"


def risk(table: pa.Table, facts: Facts, _need: Need) -> Measure:
    """How little the place of each supplier is at risk, (n,); NaN where not even the state is known.

    What the table says of everywhere is left out: it tells no place from another. Where the municipality is
    unknown, all that is listed within the state counts.
    """

    def say(row: int, language: Language) -> str:
        cells = (table[name][row].as_py() if name in table.column_names else "" for name in PLACE)
        return _sentence(_listed(*keys_of(*cells)) or {}, language)

    return Measure(facts.risk, say)


def risk_values(table: pa.Table) -> Floats:
    """The values of ``risk`` for the n suppliers of a table, (n,)."""
    where = sites(table)
    listed = [_listed(*keys) for keys in where.keys]
    values = [np.nan if levels is None else _value(levels) for levels in listed]
    return np.array(values, dtype=np.float32)[where.key_at]


def _listed(state_key: str | None, cvegeo: str | None) -> dict[str, str] | None:
    """The worst level of each kind listed for a place, None where the place is unknown."""
    if state_key is None:
        return None
    order = list(SHARES)
    worst: dict[str, str] = {}
    for found in risks_at(state_key, cvegeo):
        if found.kind in KINDS and found.states and found.level in order:
            worst[found.kind] = max(found.level, worst.get(found.kind, order[0]), key=order.index)
    return worst


def _value(levels: dict[str, str]) -> float:
    return prod(1.0 - SHARES[level] for level in levels.values())


def _sentence(levels: dict[str, str], language: Language) -> str:
    """The kinds of the highest level; nothing where none is above low, which no row and no survey says."""
    spanish = language == "es"
    top = next((level for level in ("high", "medium") if level in levels.values()), None)
    if top is None:
        return ""
    listed = _and([names[spanish] for kind, names in KINDS.items() if levels.get(kind) == top], spanish)
    if spanish:
        level = "alto" if top == "high" else "medio"
        return f"pista: riesgo {level} en el lugar por {listed} ({_SOURCE_ES}); hay que ver el sitio"
    return f"hint: {top} risk at its place of {listed} ({_SOURCE_EN}); look at the site itself"


def _and(names: list[str], spanish: bool) -> str:
    word = " y " if spanish else " and "
    return word.join(part for part in (", ".join(names[:-1]), names[-1]) if part)
