"""Need: what a buyer asks for, and what it requires of whoever answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from types import MappingProxyType
from typing import Any, Final, Literal

from matcher.model.supplier import ROUTES, Route

Strength = Literal["must", "want"]

SECTORS: Final = (
    "medical_devices",
    "ppe",
    "electronics",
    "ev_batteries",
    "semiconductors",
    "communications",
    "water_treatment",
    "biotech_pharma",
    "renewables_storage",
    "autonomous_mobility",
    "advanced_manufacturing",
    "packaging",
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a need asks of a supplier. A must excludes who is known to fail it; a want is weighed."""

    field: Literal["certifications", "processes", "state", "route", "supplier_id"]
    values: tuple[str, ...]
    strength: Strength

    def __str__(self) -> str:
        return f"{self.field} {' or '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Need:
    """A critical item in a buyer's words. Only ``text`` is needed; whatever is empty is not asked for.

    ``volume`` is the buyer's own wording, ``deadline_weeks`` counts from today, ``destination`` is a US
    state or ZIP. ``parts`` is the bill of parts of a need file, kept for co-production plans.
    """

    text: str
    need_id: str = "need"
    title: str | None = None
    sector: str | None = None
    hs_code: str | None = None
    required_certifications: tuple[str, ...] = ()
    preferred_certifications: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    volume: str | None = None
    deadline_weeks: float | None = None
    destination: str | None = None
    exclude: tuple[str, ...] = ()
    parts: tuple[Mapping[str, Any], ...] = field(default_factory=tuple)
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def label(self) -> str:
        """The title, or the start of the text."""
        return self.title or (self.text if len(self.text) <= 80 else f"{self.text[:79].rstrip()}…")

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Musts first, then wants, in the order of the need's own fields."""
        musts = [Requirement("certifications", (key,), "must") for key in self.required_certifications]
        if self.states:
            musts.append(Requirement("state", self.states, "must"))
        if self.routes and set(self.routes) != set(ROUTES):
            musts.append(Requirement("route", self.routes, "must"))
        wants = [Requirement("certifications", (key,), "want") for key in self.preferred_certifications]
        wants += [Requirement("processes", (key,), "want") for key in self.processes]
        return (*musts, *wants)

    def asking(
        self,
        *,
        routes: tuple[Route, ...] = (),
        required: tuple[str, ...] = (),
        preferred: tuple[str, ...] = (),
    ) -> Need:
        """The same need asking for more: routes replace its own, certificates are added to them."""
        return replace(
            self,
            routes=routes or self.routes,
            required_certifications=tuple(dict.fromkeys((*self.required_certifications, *required))),
            preferred_certifications=tuple(dict.fromkeys((*self.preferred_certifications, *preferred))),
        )

    def to_dict(self) -> dict[str, Any]:
        """The need under the names of the needs table, without what was not asked."""
        fields = {
            "need_id": self.need_id,
            "text": self.text,
            "title": self.title,
            "sector": self.sector,
            "hs_code": self.hs_code,
            "required_certifications": list(self.required_certifications),
            "preferred_certifications": list(self.preferred_certifications),
            "processes": list(self.processes),
            "states": list(self.states),
            "routes": list(self.routes),
            "volume": self.volume,
            "deadline_weeks": self.deadline_weeks,
            "destination": self.destination,
            "exclude": list(self.exclude),
            "parts": [dict(part) for part in self.parts],
        }
        return {name: value for name, value in fields.items() if value not in (None, [])}

    def __repr__(self) -> str:
        musts = sum(requirement.strength == "must" for requirement in self.requirements)
        wants = len(self.requirements) - musts
        return f"<Need {self.need_id} {self.label!r}: {musts} musts, {wants} wants>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(str(value))}</td></tr>"
            for name, value in self.to_dict().items()
        )
        return f"<table><caption>{escape(self.label)}</caption>{rows}</table>"
