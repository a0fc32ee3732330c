"""Ways to produce in Mexico, shelter among them, and what to check before choosing a shelter.

A shelter answers "run my line", a contract manufacturer "make my part": never rank the two on one list
without showing which is which. Weights are an estimate and add up to 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.errors import TableError
from matcher.knowledge.tables import Row, read_keyed, reference

FORMS: Final = ("model", "market_type")
PROCESS_OWNERS: Final = ("supplier", "client", "shared")
EMPLOYERS: Final = ("supplier", "shelter", "client", "venture")
_TYPE_COLUMNS = (
    "key",
    "form",
    "name_en",
    "name_es",
    "process_owner",
    "employer",
    "permit_holder",
    "buyer_pays",
    "start_months_min",
    "start_months_max",
    "fits_en",
    "fits_es",
    "note",
)
_CHECK_COLUMNS = ("key", "what_en", "what_es", "gate", "weight", "public_source")

#: The ways to produce and the shelters' market types; what to check; read when first asked for.
SHELTER_TYPES: tuple[ShelterType, ...]
SHELTER_CHECKS: tuple[ShelterCheck, ...]


@dataclass(frozen=True, slots=True)
class ShelterType:
    """A way to produce in Mexico (``model``) or a kind of shelter on the market (``market_type``).

    ``start_months`` run from least to most to the first part, an estimate; None where nobody says.
    """

    key: str
    form: str
    name_en: str
    name_es: str
    process_owner: str
    employer: str
    permit_holder: str
    buyer_pays: str
    start_months: tuple[float, float] | None
    fits_en: str
    fits_es: str
    note: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShelterCheck:
    """Something to check of a shelter: a gate, a weighted part of its score (0 to 1), or a mark against it.

    A gate has no weight; a check with neither counts against the shelter.
    """

    key: str
    what_en: str
    what_es: str
    gate: bool
    weight: float | None
    public_source: str
    source: str
    mark: str

    @property
    def counts_against(self) -> bool:
        """Whether it speaks against the shelter when found."""
        return not self.gate and self.weight is None


@cache
def _types() -> tuple[ShelterType, ...]:
    return tuple(
        ShelterType(
            key=row["key"],
            form=row.one_of("form", FORMS),
            name_en=row.required("name_en"),
            name_es=row.required("name_es"),
            process_owner=row.one_of("process_owner", PROCESS_OWNERS),
            employer=row.one_of("employer", EMPLOYERS),
            permit_holder=row.one_of("permit_holder", EMPLOYERS),
            buyer_pays=row["buyer_pays"],
            start_months=_months(row),
            fits_en=row.required("fits_en"),
            fits_es=row.required("fits_es"),
            note=row["note"],
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_keyed(reference("shelter_types.csv"), _TYPE_COLUMNS)
    )


def _months(row: Row) -> tuple[float, float] | None:
    least, most = row.number_or_none("start_months_min"), row.number_or_none("start_months_max")
    if least is None and most is None:
        return None
    if least is None or most is None or not 0 <= least <= most:
        raise row.error("start_months_max", "months must run from least to most; give both or neither")
    return least, most


@cache
def _checks() -> tuple[ShelterCheck, ...]:
    path = reference("shelter_checks.csv")
    checks = tuple(_check(row) for row in read_keyed(path, _CHECK_COLUMNS))
    total = math.fsum(check.weight for check in checks if check.weight is not None)
    if not math.isclose(total, 1.0, abs_tol=1e-9):
        raise TableError(f"weights add up to {total:g}, wanted 1", file=path, field="weight")
    return checks


def _check(row: Row) -> ShelterCheck:
    gate, weight = row.flag("gate"), row.number_or_none("weight")
    if weight is not None and (gate or not 0 < weight <= 1):
        raise row.error("weight", f"{weight:g} must be above 0, at most 1, and empty for a gate")
    return ShelterCheck(
        key=row["key"],
        what_en=row.required("what_en"),
        what_es=row.required("what_es"),
        gate=gate,
        weight=weight,
        public_source=row.required("public_source"),
        source=row["source"],
        mark=row["mark"],
    )


def __getattr__(name: str) -> tuple[ShelterType, ...] | tuple[ShelterCheck, ...]:
    if name == "SHELTER_TYPES":
        return _types()
    if name == "SHELTER_CHECKS":
        return _checks()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
