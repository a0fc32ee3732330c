"""Make the bundled register: real plants from SEMARNAT's register, and the shelters seen in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from matcher.directory import Directory
from matcher.model import Provenance, Supplier
from matcher.register.persons import is_legal_entity
from matcher.register.shelters import with_shelters
from matcher.register.terms import reduce_activities
from matcher.sources import retc
from matcher.sources.outcome import Tally

#: What a plant keeps of the register's other columns.
_KEPT_EXTRA: Final = ("park",)


@dataclass(frozen=True, slots=True)
class Made:
    """How many plants and shelter campuses the register holds, and how many persons were left out."""

    plants: int
    shelters: int
    persons: int

    def __str__(self) -> str:
        kept = f"{self.plants:,} plants, {self.shelters:,} shelter campuses"
        return f"{kept}; {self.persons:,} private persons left out"


def make_register(files: Sequence[Path], out: Path) -> Made:
    """Write ``out`` (Parquet) from RETC's yearly files; the same files give the same bytes.

    Raises InputError for a file that is not RETC's, OutputError when ``out`` cannot be written.
    """
    tally = Tally()
    activities: dict[str, dict[str, str]] = defaultdict(dict)
    merged = Directory.from_suppliers(_noting_activities(files, tally, activities)).suppliers()
    companies = [plant for plant in merged if is_legal_entity(plant.name)]
    plants = [_reduced(plant, activities[plant.supplier_id]) for plant in companies]
    suppliers = list(with_shelters(plants))
    Directory.from_suppliers(suppliers, _about(tally)).save(out)
    return Made(len(plants), len(suppliers) - len(plants), len(merged) - len(companies))


def _noting_activities(
    files: Sequence[Path], tally: Tally, activities: dict[str, dict[str, str]]
) -> Iterator[Supplier]:
    """Every plant and year; what it said of its activity is noted by year: all tell more than one."""
    for read in retc.suppliers(files, {}, tally):
        if isinstance(read, Supplier):
            if read.description and read.as_of:
                activities[read.supplier_id][read.as_of] = read.description
            yield read


def _reduced(plant: Supplier, by_year: dict[str, str]) -> Supplier:
    terms = reduce_activities(by_year[year] for year in sorted(by_year, reverse=True))
    said = Provenance("RETC, reduced to terms", plant.source_id, max(by_year, default=None))
    fields = {name for name in plant.provenance if name not in ("description", "extra")}
    return replace(
        plant,
        description=None,
        products=terms.products,
        processes=terms.processes,
        provenance={
            **{name: plant.provenance[name] for name in sorted(fields)},
            "processes": said,
            "products": said,
        },
        extra={name: plant.extra[name] for name in _KEPT_EXTRA if name in plant.extra},
    )


def _about(tally: Tally) -> dict[str, Any]:
    years = sorted(tally.editions)
    return {
        "title": "Real plants and shelter companies in Mexico, from open public registers",
        "says": [
            f"Plants: SEMARNAT, RETC {years[0]} to {years[-1]} (Mexican federal open data); class, place and "
            "activity terms as reported.",
            "Old is not closed, absent is unknown: certificates, capacity and lead times are in no "
            "public register.",
            "Shelters: known by name, with the client plants that the register shows.",
        ],
        "sources": [{**retc.ABOUT, "editions": years}],
    }
