"""Supplier: one place in Mexico that could make, convert to or host something, and how we know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import Final, Literal, get_args

Kind = Literal["manufacturer", "shelter", "convertible"]
Route = Literal["makes", "converts", "hosts"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
ROUTES: Final[tuple[Route, ...]] = get_args(Route)

#: How far a field has been verified, weakest first.
VERIFICATIONS: Final = ("claimed", "document_seen", "site_visited")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one field of one supplier came from: source, id in that source, as-of date, verification."""

    source: str | None = None
    source_id: str | None = None
    as_of: str | None = None
    verification: str | None = None

    def __str__(self) -> str:
        seen = f" ({self.as_of})" if self.as_of else ""
        return f"{self.source or 'unknown source'}{seen}, {self.verification or 'not verified'}"


_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier. ``None`` or an empty tuple means unknown, never "no".

    Units: degrees (WGS 84), years, persons, weeks; ``export_share`` is a fraction of sales in [0, 1].
    ``provenance`` names the fields whose origin differs from the row's own ``source``, ``source_id``,
    ``as_of`` and ``verification``; ``extra`` keeps a table's other columns as they came.
    """

    supplier_id: str
    name: str
    kind: Kind
    description: str | None = None
    products: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    scian: str | None = None
    scian_vintage: str | None = None
    state: str | None = None
    municipality: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    first_seen: int | None = None
    last_seen: int | None = None
    employees_min: int | None = None
    employees_max: int | None = None
    founded: int | None = None
    export_share: float | None = None
    parent: str | None = None
    parent_country: str | None = None
    website: str | None = None
    lead_time_weeks: float | None = None
    source: str | None = None
    source_id: str | None = None
    as_of: str | None = None
    verification: str | None = None
    provenance: Mapping[str, Provenance] = field(default_factory=lambda: MappingProxyType({}))
    extra: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def capability_text(self) -> str:
        """What is searched: products, processes, equipment and description, most telling first."""
        return capability_text(self.products, self.processes, self.equipment, self.description)

    @property
    def place(self) -> str:
        """Municipality and state as far as known, for reading."""
        return ", ".join(part for part in (self.municipality, self.state) if part) or "place unknown"

    def provenance_of(self, field_name: str) -> Provenance:
        """Where a field came from: its own record if it has one, else the row's."""
        return self.provenance.get(field_name) or Provenance(
            self.source, self.source_id, self.as_of, self.verification
        )

    def __repr__(self) -> str:
        seen = f", last seen {self.last_seen}" if self.last_seen else ""
        source = f", from {self.source}" if self.source else ""
        return f"<Supplier {self.supplier_id} {self.name!r}: {self.kind}, {self.place}{seen}{source}>"

    def _repr_html_(self) -> str:
        facts = {
            "kind": self.kind,
            "place": self.place,
            "class": self.scian or "unknown",
            "products": "; ".join(self.products) or "unknown",
            "processes": "; ".join(self.processes) or "unknown",
            "certificates": "; ".join(self.certifications) or "unknown",
            "last seen": str(self.last_seen or "unknown"),
            "source": str(self.provenance_of("name")),
        }
        rows = "".join(
            f"<tr><th>{escape(key)}</th><td>{escape(value)}</td></tr>" for key, value in facts.items()
        )
        return f"<table><caption>{escape(self.name)}</caption>{rows}</table>"


def capability_text(
    products: tuple[str, ...],
    processes: tuple[str, ...],
    equipment: tuple[str, ...],
    description: str | None,
) -> str:
    """The text that stands for a supplier in every index; empty when nothing is known of what it does."""
    parts = ("; ".join(products), "; ".join(processes), "; ".join(equipment), description or "")
    return ". ".join(part for part in parts if part)
