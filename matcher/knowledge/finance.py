"""EXIM's ten transformational areas, and the sectors that fall in them: a hint for the US exporter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matcher.knowledge.tables import read_keyed, reference

_COLUMNS = ("key", "name_en", "name_es", "sectors", "statement_en", "statement_es")

#: The ten areas, in the order of the table; read when first asked for.
FINANCE_AREAS: tuple[FinanceArea, ...]


@dataclass(frozen=True, slots=True)
class FinanceArea:
    """An area of the statute and the sectors (keys) mapped to it, an estimate; none where no sector fits."""

    key: str
    name_en: str
    name_es: str
    sectors: tuple[str, ...]
    statement_en: str
    statement_es: str
    source: str
    mark: str


def finance_areas_for(sector: str) -> tuple[FinanceArea, ...]:
    """The areas that a sector (key) falls in, empty for most; the product's own US content is unknown."""
    return tuple(area for area in _areas() if sector.strip() in area.sectors)


@cache
def _areas() -> tuple[FinanceArea, ...]:
    return tuple(
        FinanceArea(
            key=row["key"],
            name_en=row.required("name_en"),
            name_es=row.required("name_es"),
            sectors=row.parts("sectors"),
            statement_en=row.required("statement_en"),
            statement_es=row.required("statement_es"),
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_keyed(reference("finance_areas.csv"), _COLUMNS)
    )


def __getattr__(name: str) -> tuple[FinanceArea, ...]:
    if name == "FINANCE_AREAS":
        return _areas()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
