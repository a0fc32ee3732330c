"""All criteria, in the order in which they are shown, and which of them a need puts to use."""

from __future__ import annotations

from typing import Final

from matcher.knowledge.us_states import us_state
from matcher.model import Criterion, Need
from matcher.rank import capability, conduct, finance, firms, places, risk, standing, trade, verified
from matcher.rank.asked import Asked
from matcher.rank.volume import pieces_a_year

_BY_NAME: Final = {
    one.name: one
    for one in (
        capability.PRODUCT,
        capability.MEANING,
        capability.WORDS,
        capability.CLASS,
        capability.PROCESS,
        standing.ROUTE,
        *verified.CRITERIA,
        *firms.CRITERIA,
        *conduct.CRITERIA,
        standing.CROSSING,
        *places.CRITERIA,
        risk.CRITERION,
        trade.CRITERION,
        finance.CRITERION,
        standing.FRESHNESS,
    )
}
#: What the item takes, then what the plant is, then where it is, then how sure we are.
NAMES: Final = (
    "product",
    "meaning",
    "words",
    "class",
    "process",
    "route",
    "certificates",
    "size",
    "lead_time",
    "crossing",
    "destination",
    "cluster",
    "trade",
    "finance",
    "security",
    "labour",
    "risk",
    "freshness",
    "verification",
)
CRITERIA: Final[tuple[Criterion, ...]] = tuple(_BY_NAME[name] for name in NAMES)


def applying(need: Need, asked: Asked) -> frozenset[str]:
    """The criteria that a need puts to use: without a deadline, say, no lead time is weighed."""
    state = us_state(need.destination or "")
    stated = {
        "certificates": bool(need.required_certifications or need.preferred_certifications),
        "process": bool(asked.processes),
        "size": pieces_a_year(need.volume) is not None,
        "lead_time": (need.deadline_weeks or 0.0) > 0,
        "destination": state is not None and state.by_road,
    }
    return frozenset(name for name in NAMES if stated.get(name, True))
