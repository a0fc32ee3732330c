"""The point of a row, checked against its state."""

from __future__ import annotations

from matcher.sources import values
from matcher.sources.coordinates import mexican_point
from matcher.sources.outcome import Tally


def known_point(
    latitude: str, longitude: str, state: str | None, tally: Tally, *, signed: bool = True
) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees, both None when unknown; a point outside the state is counted."""
    if values.text(latitude) is None and values.text(longitude) is None:
        return None, None
    key = values.state_key(state) if state else None
    point = mexican_point(latitude, longitude, key, signed=signed)
    if point is None:
        tally.unknown["coordinates"] += 1
        return None, None
    return point
