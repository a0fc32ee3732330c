"""The twelve sectors of critical items: the classes that make them, the certificates buyers ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matcher.knowledge.tables import read_table, reference

_COLUMNS = (
    "key",
    "name_en",
    "name_es",
    "core_classes",
    "adjacent_classes",
    "certificates_required",
    "certificates_preferred",
)

#: All sectors, in the order of the table; read when first asked for.
SECTORS: tuple[Sector, ...]


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector by its key; classes are SCIAN 2023, certificates keys of their table.

    The headline certificates are the sector's, not the product's: a single item may need fewer or others.
    """

    key: str
    name_en: str
    name_es: str
    core_classes: tuple[str, ...]
    adjacent_classes: tuple[str, ...]
    certificates_required: tuple[str, ...]
    certificates_preferred: tuple[str, ...]
    source: str
    mark: str


def sector(key: str) -> Sector | None:
    """The sector of that key (``medical_devices``), None if there is none."""
    return next((found for found in _sectors() if found.key == key.strip()), None)


def sectors_of(scian: str) -> tuple[Sector, ...]:
    """The sectors that hold a class, those where it is core first."""
    core = [found for found in _sectors() if scian in found.core_classes]
    return (*core, *(found for found in _sectors() if scian in found.adjacent_classes))


@cache
def _sectors() -> tuple[Sector, ...]:
    return tuple(
        Sector(
            key=row.required("key"),
            name_en=row.required("name_en"),
            name_es=row.required("name_es"),
            core_classes=row.parts("core_classes"),
            adjacent_classes=row.parts("adjacent_classes"),
            certificates_required=row.parts("certificates_required"),
            certificates_preferred=row.parts("certificates_preferred"),
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_table(reference("sectors.csv"), _COLUMNS)
    )


def __getattr__(name: str) -> tuple[Sector, ...]:
    if name == "SECTORS":
        return _sectors()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
