"""Typical truck times: from a place to its crossing, at the border, and on to the US. Estimates all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.knowledge.tables import Row, read_keyed, reference

KINDS: Final = ("drive", "border", "us_leg")
#: Road speed of a loaded truck, km/h; road of one driver's day, km; rest between two such days, hours.
ROAD_KMH: Final = 55.0
DAY_KM: Final = 650.0
REST_HOURS: Final = 10.0
_COLUMNS = ("key", "kind", "from_places", "to_port", "hours_min", "hours_max", "note_en", "note_es")

#: All corridors and border times, in the order of the table; read when first asked for.
CORRIDORS: tuple[Corridor, ...]


@dataclass(frozen=True, slots=True)
class Corridor:
    """Hours from least to most: of a ``drive`` to a crossing, at the ``border``, or of a ``us_leg`` beyond.

    ``from_places`` are municipal keys, ``to_port`` the port's code: where a drive ends and a US leg starts.
    Both are empty for what holds at every crossing. Hours on the clock, a driver's rest included.
    """

    key: str
    kind: str
    from_places: tuple[str, ...]
    to_port: str
    hours: tuple[float, float]
    note_en: str
    note_es: str
    source: str
    mark: str


def drive_hours(road_km: float) -> float:
    """Hours on the clock for one driver over that many kilometres of road, border not included.

    ``km / 55`` at the wheel, and 10 hours of rest after each full day of 650 km: NOM-087 leaves a driver
    about 14 hours a day, which makes 650 to 700 km. Two drivers save the rest. Loading and waiting at the
    border (8 to 24 hours for a transload) come on top. Source: field notes, November 2026; an estimate.

    Raises
    ------
    ValueError
        Kilometres that are negative or not finite.
    """
    if not (math.isfinite(road_km) and road_km >= 0):
        raise ValueError(f"Got road_km={road_km}; give kilometres of road, 0 or more")
    rests = max(0, math.ceil(road_km / DAY_KM) - 1)
    return road_km / ROAD_KMH + rests * REST_HOURS


def corridors_from(cvegeo: str) -> tuple[Corridor, ...]:
    """The drives that start in a municipality, in the order of the table; empty where none is held."""
    return tuple(found for found in _corridors() if cvegeo in found.from_places)


@cache
def _corridors() -> tuple[Corridor, ...]:
    return tuple(_corridor(row) for row in read_keyed(reference("corridors.csv"), _COLUMNS))


def _corridor(row: Row) -> Corridor:
    least, most = row.number("hours_min"), row.number("hours_max")
    if not 0 < least <= most:
        raise row.error("hours_max", f"{most:g} hours is less than hours_min, {least:g}, or not above 0")
    kind = row.one_of("kind", KINDS)
    if kind != "border":
        row.required("to_port")
    if kind == "drive":
        row.required("from_places")
    return Corridor(
        key=row["key"],
        kind=kind,
        from_places=row.parts("from_places"),
        to_port=row["to_port"],
        hours=(least, most),
        note_en=row.required("note_en"),
        note_es=row.required("note_es"),
        source=row["source"],
        mark=row["mark"],
    )


def __getattr__(name: str) -> tuple[Corridor, ...]:
    if name == "CORRIDORS":
        return _corridors()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
