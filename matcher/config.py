"""Every default in one place, each with its unit and where it comes from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

#: Candidates returned when nobody says how many.
TOP: Final = 10
#: Bundled directories by the name that ``--index`` takes; the first is the default.
BUNDLED: Final = ("register", "illustrative")
DEFAULT_INDEX: Final = "register"
#: Scores and contributions are points from 0 to 100.
FULL_SCORE: Final = 100.0

#: Points per criterion of the balanced profile; they sum to 100. Set by reading rankings over the bundled
#: register, not learned (see CONTRIBUTING, "Where the numbers come from").
BALANCED: Final[dict[str, float]] = {
    "product": 30.0,
    "meaning": 10.0,
    "words": 6.0,
    "class": 20.0,
    "process": 9.0,
    "route": 6.0,
    "certificates": 4.0,
    "size": 3.0,
    "lead_time": 3.0,
    "crossing": 2.0,
    "destination": 3.0,
    "cluster": 0.5,
    "trade": 0.5,
    "finance": 0.0,
    "security": 0.5,
    "labour": 0.5,
    "risk": 0.5,
    "freshness": 1.0,
    "verification": 0.5,
}

#: Road kilometres are about this much longer than the great circle between Mexican plants and ports: the
#: median over the 49 industrial places more than 60 km from their gateway; nine in ten have 1.05 to 1.31.
ROAD_FACTOR: Final = 1.19
#: Beyond this many road kilometres to a crossing, nearness is worth nothing: about Mérida to Brownsville.
FAR_KM: Final = 2000.0
#: A plant last seen this many years before the newest edition of its source is worth nothing in freshness.
STALE_YEARS: Final = 15
#: A crossing is suitable for freight when this many trucks a year use it (BTS, 2024): smaller ones lack
#: the broker, lane and warehouse that a first shipment needs. Expert estimate.
MIN_TRUCKS: Final = 70_000


def data_dir() -> Path:
    """The folder with the reference tables, the bundled directories and the encoder.

    In a wheel it lies inside the package, in a checkout beside it.
    """
    here = Path(__file__).resolve().parent
    packaged = here / "_data"
    return packaged if packaged.is_dir() else here.parent / "data"


def cache_dir() -> Path:
    """Where what can be made again is kept: ``$MATCHER_CACHE``, else the user's own cache folder."""
    if chosen := os.environ.get("MATCHER_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "matcher"
