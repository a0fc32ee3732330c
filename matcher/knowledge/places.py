"""Mexico's industrial places, and one door to all that is known of places: states, municipalities, ports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from matcher.knowledge import ports, states
from matcher.knowledge.municipalities import Municipality, municipality, plain
from matcher.knowledge.ports import Port, land_ports
from matcher.knowledge.states import State, in_mexico, in_state, state
from matcher.knowledge.tables import read_table, reference
from matcher.text import words

__all__ = [
    "PLACES",
    "PORTS",
    "STATES",
    "Municipality",
    "Place",
    "Port",
    "State",
    "in_mexico",
    "in_state",
    "land_ports",
    "municipality",
    "place",
    "places_named",
    "state",
]

_COLUMNS = (
    "cvegeo",
    "name",
    "municipality",
    "state_key",
    "aliases",
    "latitude",
    "longitude",
    "gateways",
    "road_km",
    "clusters",
)

#: The industrial places, in the order of INEGI's keys; read when first asked for. Likewise the other two.
PLACES: tuple[Place, ...]
PORTS: tuple[Port, ...]
STATES: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An industrial place: INEGI's municipal key, point in degrees, and its usual gateways by port code.

    ``road_km`` is an estimate to the first gateway, about 7 % off.
    """

    cvegeo: str
    name: str
    municipality: str
    state_key: str
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    gateways: tuple[str, ...]
    road_km: float
    clusters: tuple[str, ...]
    source: str
    mark: str


def place(name: str) -> Place | None:
    """The industrial place of that name, None when there is none or the name alone does not say which.

    Takes the city or the municipality, alone or followed by the state: ``Tijuana``, ``Juarez, Chih.``,
    ``Guadalupe, N.L.`` (there is another in Zacatecas).
    """
    found = places_named(name)
    return found[0] if len(found) == 1 else None


def places_named(name: str) -> tuple[Place, ...]:
    """Every industrial place that the name fits: more than one for a homonym without its state."""
    if found := _by_name().get(plain(name), ()):
        return found
    parts = words(name)
    for cut in range(1, len(parts)):
        home = state(" ".join(parts[cut:]))
        called = _by_name().get(plain(" ".join(parts[:cut])), ())
        if found := tuple(known for known in called if home and known.state_key == home.key):
            return found
    return ()


@cache
def _places() -> tuple[Place, ...]:
    found = [
        Place(
            cvegeo=row.required("cvegeo"),
            name=row.required("name"),
            municipality=row.required("municipality"),
            state_key=row.required("state_key"),
            aliases=row.parts("aliases"),
            latitude=row.number("latitude"),
            longitude=row.number("longitude"),
            gateways=row.parts("gateways"),
            road_km=row.number("road_km"),
            clusters=row.parts("clusters"),
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_table(reference("places.csv"), _COLUMNS)
    ]
    return tuple(sorted(found, key=lambda known: known.cvegeo))


@cache
def _by_name() -> dict[tuple[str, ...], tuple[Place, ...]]:
    names: dict[tuple[str, ...], tuple[Place, ...]] = {}
    for found in _places():
        for name in dict.fromkeys(plain(text) for text in (found.name, found.municipality, *found.aliases)):
            names[name] = (*names.get(name, ()), found)
    return names


def __getattr__(name: str) -> Any:
    if name == "PLACES":
        return _places()
    if name == "PORTS":
        return ports.PORTS
    if name == "STATES":
        return states.STATES
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
