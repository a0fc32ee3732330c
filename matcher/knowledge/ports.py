"""Where goods leave Mexico for the United States: 22 land crossings, and the seaports that matter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.config import MIN_TRUCKS
from matcher.knowledge.tables import read_table, reference

KINDS: Final = ("land", "sea")
_COLUMNS = (
    "code",
    "kind",
    "name",
    "us_state",
    "crossing",
    "mexican_side",
    "state_key",
    "latitude",
    "longitude",
    "trucks_2024",
    "trains_2024",
    "note",
)

#: Every port, land first by trucks in 2024, then sea; read when first asked for.
PORTS: tuple[Port, ...]


@dataclass(frozen=True, slots=True)
class Port:
    """A port of entry (CBP code) or a Mexican seaport (UN/LOCODE), in degrees, west negative.

    ``trucks_2024`` and ``trains_2024`` count US-bound crossings (BTS); None at sea. The point is the
    commercial bridge where it is known, otherwise the port's own.
    """

    code: str
    kind: str
    name: str
    us_state: str
    crossing: str
    mexican_side: str
    state_key: str
    latitude: float
    longitude: float
    trucks_2024: int | None
    trains_2024: int | None
    note: str
    source: str
    mark: str

    @property
    def has_rail(self) -> bool:
        """Whether freight trains crossed here in 2024."""
        return bool(self.trains_2024)

    @property
    def suits_freight(self) -> bool:
        """Whether enough trucks cross for a first shipment to find broker and warehouse; False at sea."""
        return self.trucks_2024 is not None and self.trucks_2024 >= MIN_TRUCKS


def land_ports(*, suitable: bool = False) -> tuple[Port, ...]:
    """The land crossings, busiest first; with ``suitable`` only those that suit freight."""
    return tuple(port for port in _ports() if port.kind == "land" and (port.suits_freight or not suitable))


@cache
def _ports() -> tuple[Port, ...]:
    ports = []
    for row in read_table(reference("ports.csv"), _COLUMNS):
        trucks, trains = row.number_or_none("trucks_2024"), row.number_or_none("trains_2024")
        ports.append(
            Port(
                code=row.required("code"),
                kind=row.one_of("kind", KINDS),
                name=row.required("name"),
                us_state=row["us_state"],
                crossing=row["crossing"],
                mexican_side=row.required("mexican_side"),
                state_key=row.required("state_key"),
                latitude=row.number("latitude"),
                longitude=row.number("longitude"),
                trucks_2024=None if trucks is None else int(trucks),
                trains_2024=None if trains is None else int(trains),
                note=row["note"],
                source=row["source"],
                mark=row["mark"],
            )
        )
    return tuple(ports)


def __getattr__(name: str) -> tuple[Port, ...]:
    if name == "PORTS":
        return _ports()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
