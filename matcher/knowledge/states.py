"""The 32 states of Mexico: names in every usual spelling, and the boxes that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from matcher.knowledge.tables import read_table, reference
from matcher.text import words

_COLUMNS = (
    "key",
    "name",
    "abbreviation",
    "aliases",
    "latitude_min",
    "latitude_max",
    "longitude_min",
    "longitude_max",
)
_KEY = re.compile(r"\d{1,2}", re.ASCII)

#: All states in the order of INEGI's keys; read when first asked for.
STATES: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state by INEGI's two-digit key and short name, with a box in degrees that has slack at its edges."""

    key: str
    name: str
    abbreviation: str
    aliases: tuple[str, ...]
    latitude_min: float
    latitude_max: float
    longitude_min: float
    longitude_max: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point (degrees, west negative) lies in the box; outside cannot be in the state."""
        return (
            self.latitude_min <= latitude <= self.latitude_max
            and self.longitude_min <= longitude <= self.longitude_max
        )


def state(text: str) -> State | None:
    """The state of that key (``2``, ``02``), name, abbreviation or ISO code, in any spelling; None if none.

    ``México`` is the state (key 15), as in every Mexican address; the city is ``Ciudad de México``.
    """
    stripped = text.strip()
    if _KEY.fullmatch(stripped):
        return _by_name().get(stripped.zfill(2))
    if any(character.isdigit() for character in stripped):
        return None
    return _by_name().get("".join(words(stripped)))


def in_state(latitude: float, longitude: float, state_key: str) -> bool:
    """Whether a point can lie in the state of that key: False for a key that is none, and for NaN."""
    found = state(state_key)
    return found is not None and found.holds(latitude, longitude)


def in_mexico(latitude: float, longitude: float) -> bool:
    """Whether a point (degrees, west negative) can lie in Mexico: in the box of some state."""
    return any(found.holds(latitude, longitude) for found in _states())


@cache
def _states() -> tuple[State, ...]:
    return tuple(
        State(
            key=row.required("key"),
            name=row.required("name"),
            abbreviation=row.required("abbreviation"),
            aliases=row.parts("aliases"),
            latitude_min=row.number("latitude_min"),
            latitude_max=row.number("latitude_max"),
            longitude_min=row.number("longitude_min"),
            longitude_max=row.number("longitude_max"),
        )
        for row in read_table(reference("states.csv"), _COLUMNS)
    )


@cache
def _by_name() -> dict[str, State]:
    names: dict[str, State] = {}
    for found in _states():
        for name in (found.key, found.name, found.abbreviation, *found.aliases):
            names["".join(words(name))] = found
    return names


def __getattr__(name: str) -> tuple[State, ...]:
    if name == "STATES":
        return _states()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
