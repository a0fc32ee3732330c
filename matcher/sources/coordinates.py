"""Latitudes and longitudes in whatever notation, as degrees (WGS 84), or unknown."""

from __future__ import annotations

import re
from typing import Final

from matcher.knowledge.places import in_mexico, in_state

_MARKS: Final = str.maketrans(
    {"º": "°", "ª": "°", "˚": "°", "’": "'", "‘": "'", "′": "'", "´": "'", "″": '"', "“": '"', "”": '"'}
)
_ANGLE = re.compile(
    r"""(?P<sign>[-+])?\s*
        (?:0\.(?=\d{2,3}°))?                    # the register's own artefact: 0.106°24'58"
        (?P<degrees>\d{1,3}(?:\.\d+)?)\s*
        (?:°\s*'?\s*
            (?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*(?:'|\s|$)\s*
                (?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*["']*)?
            )?
        )?\s*
        (?P<side>[NSEWO])?""",
    re.VERBOSE | re.IGNORECASE,
)
_DECIMAL_COMMA = re.compile(r"[-+]?\d{1,3},\d+")


def parse_angle(text: str) -> float | None:
    """Signed degrees from decimals or degrees, minutes and seconds; None for anything else.

    ``25°44'52"``, ``25º 38'31.77"``, ``-103.34879``, ``25,7``, ``100°15'04"W`` and ``0.106°24'58"`` (which is
    106°24'58") are understood. West (W or O, *oeste*) and south are negative.
    """
    text = text.strip().translate(_MARKS).replace("''", '"')
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    found = _ANGLE.fullmatch(text)
    if found is None:
        return None
    minutes, seconds = float(found["minutes"] or 0), float(found["seconds"] or 0)
    degrees = float(found["degrees"]) + minutes / 60 + seconds / 3600
    if minutes >= 60 or seconds > 60 or degrees > 180:
        return None
    negative = found["sign"] == "-" or (found["side"] or "").upper() in {"W", "O", "S"}
    return -degrees if negative else degrees


def mexican_point(
    latitude: str, longitude: str, state_key: str | None, *, signed: bool = True
) -> tuple[float, float] | None:
    """A point in degrees to six decimals (0.1 m), None unless it can lie in the state or, unknown, in Mexico.

    Without ``signed`` both signs and the order of the two are taken from Mexico, which lies north and west
    with every longitude beyond every latitude: for registers that are careless of both.
    """
    lat, lon = parse_angle(latitude), parse_angle(longitude)
    if lat is None or lon is None:
        return None
    if not signed:
        lat, lon = sorted((abs(lat), abs(lon)))
        lon = -lon
    inside = in_state(lat, lon, state_key) if state_key else in_mexico(lat, lon)
    return (round(lat, 6), round(lon, 6)) if inside else None
