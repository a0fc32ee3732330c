"""The point of a row, checked against its state."""

from __future__ import annotations

from matcher.knowledge.places import state as find_state
from matcher.sources import values
from matcher.sources.coordinates import mexican_point
from matcher.sources.outcome import Tally


def known_point(
    latitude: str, longitude: str, state: str | None, tally: Tally, *, signed: bool = True
) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees, both None when unknown; a point outside the state is counted."""
    if values.text(latitude) is None and values.text(longitude) is None:
        return None, None
    home = find_state(state) if state else None
    point = mexican_point(latitude, longitude, home.key if home else None, signed=signed)
    if point is None:
        tally.unknown["coordinates"] += 1
        return None, None
    return point
