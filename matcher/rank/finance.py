"""Public finance: whether an item's area is on EXIM's list, and what DFC and NADBank may be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.knowledge.finance import FinanceArea, finance_areas_for
from matcher.knowledge.rules import rules_for
from matcher.model import Criterion, Need, Supplier
from matcher.rank.asked import Asked
from matcher.rank.measure import Language, Measure
from matcher.rank.trade import covered_nation, newest_day, owner_of_concern, rule_hint, sectors_asked

if TYPE_CHECKING:
    import pyarrow as pa

    from matcher.rank.facts import Facts

CRITERION: Final = Criterion(
    "finance",
    "Public finance within reach",
    "Financiamiento público posible",
    "1 where the item's area is on EXIM's list and no parent of concern is known, 0.5 where it is not on it, "
    "0.2 with a parent in a country of concern; hints, no ruling",
    "EXIM's transformational areas (finance_areas.csv); supplier table, parent's country",
    neutral=0.85,  # nine of the twelve sectors are on the list (finance_areas.csv), the others worth 0.5
    question="In which country is your parent, and how much US and Chinese content would the item have?",
    meaning_es="1 si el área del producto está en la lista de EXIM y no se conoce matriz en país de "
    "preocupación, 0.5 si no está, 0.2 si la matriz está en un país de preocupación; pistas, no un dictamen",
    question_es="¿En qué país está su matriz y cuánto contenido de EE. UU. y de China tendría el producto?",
    unit="area on EXIM's list",
)

#: What each case is worth (expert estimates).
LISTED: Final = 1.0
NOT_LISTED: Final = 0.5
OF_CONCERN: Final = 0.2
#: Hints shown of one candidate.
MOST_HINTS: Final = 2
#: States that touch the US, of which NADBank's region is the strip along the border.
BORDER_STATES: Final = frozenset(
    ("Baja California", "Sonora", "Chihuahua", "Coahuila", "Nuevo León", "Tamaulipas")
)


def finance(table: pa.Table, facts: Facts, need: Need, asked: Asked) -> Measure:  # noqa: ARG001 - as all
    """How far US public finance is within reach for a deal with each supplier, (n,).

    A sector that the need does not state is read off its likeliest class, where all sectors at whose core
    that class stands fall in the same area. NaN where the sector stays unknown, but for a known parent of
    concern. It is the US side that applies and its content that decides: neither is known here.

    Source: EXIM's content policy of 17 December 2020; P.L. 116-94 section 402.
    """
    sectors = _sectors(need, asked)
    areas = _areas(sectors)
    worth = (LISTED if areas else NOT_LISTED) if sectors else np.nan
    concern = owner_of_concern(table) == 1.0
    values = np.where(concern, OF_CONCERN, worth).astype(np.float32)

    def say(row: int, language: Language) -> str:
        return _sentence(sectors, bool(concern[row]), language)

    return Measure(values, say)


def finance_hints(
    need: Need, asked: Asked, supplier: Supplier, today: date, language: Language
) -> tuple[str, ...]:
    """At most two hints on EXIM, NADBank and DFC, the most telling first, each with date and source."""
    return tuple(_hints(_sectors(need, asked), supplier, today, language))[:MOST_HINTS]


def _hints(sectors: tuple[str, ...], supplier: Supplier, today: date, language: Language) -> Iterator[str]:
    in_force = {
        found.key: found for sector in sectors or (None,) for found in rules_for(sector=sector, on=today)
    }
    areas = _areas(sectors)
    content = in_force.get("exim_content_51") or in_force.get("exim_content_85")
    if areas and content:
        yield f"{_listed(areas[0], language)}. {rule_hint(content, language)}"
    if areas and covered_nation(supplier.parent_country) and "exim_prc_content" in in_force:
        yield rule_hint(in_force["exim_prc_content"], language)
    if supplier.state in BORDER_STATES and "nadbank" in in_force:
        yield rule_hint(in_force["nadbank"], language)
    if "dfc_renewal" in in_force:
        yield rule_hint(in_force["dfc_renewal"], language)


def _sectors(need: Need, asked: Asked) -> tuple[str, ...]:
    """The sectors that the item is in for EXIM's purposes; none where they fall in different areas."""
    sectors = sectors_asked(need, asked)
    return sectors if len({finance_areas_for(sector) for sector in sectors}) == 1 else ()


def _areas(sectors: tuple[str, ...]) -> tuple[FinanceArea, ...]:
    return finance_areas_for(sectors[0]) if sectors else ()


def _listed(area: FinanceArea, language: Language) -> str:
    if language == "es":
        return (
            f"Puede caer en el área «{area.name_es}» de la lista de EXIM [{area.mark}]; aquí no se conoce su "
            "contenido de EE. UU"
        )
    return f"May fall in '{area.name_en}' on EXIM's list [{area.mark}]; its US content is unknown here"


def _sentence(sectors: tuple[str, ...], concern: bool, language: Language) -> str:
    """What the value rests on; empty where nothing is known."""
    told = []
    if concern:
        told.append(
            "matriz en país de preocupación" if language == "es" else "parent in a country of concern"
        )
    if areas := _areas(sectors):
        told.append(_listed(areas[0], language))
    elif sectors:
        told.append("fuera de las diez áreas de EXIM" if language == "es" else "outside EXIM's ten areas")
    if not told:
        return ""
    start = "Pista al" if language == "es" else "Hint as of"
    return f"{start} {newest_day():%Y-%m} (exim.gov): {'; '.join(told)}."
