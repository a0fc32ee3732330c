"""What threatens supply from a place, by kind, and what only a look-up can settle.

Levels are coarse and by state or municipality; none is a measurement of a plant. No row is not a low risk: it
is unknown, which is why each kind has a ``check`` where a look-up settles it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.knowledge.tables import Row, read_keyed, reference

KINDS: Final = (
    "seismic",
    "storm",
    "freeze_gas",
    "water",
    "energy",
    "security",
    "labour_rights",
    "labour_market",
    "concentration",
    "export_continuity",
    "screening",
    "quality_history",
    "environment",
    "cyber",
    "corruption",
    "financial",
)
LEVELS: Final = ("low", "medium", "high", "check")
_COLUMNS = (
    "key",
    "kind",
    "states",
    "places",
    "level",
    "statement_en",
    "statement_es",
    "public_data",
    "limit",
)

#: All risks, in the order of the table; read when first asked for.
RISKS: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of a kind at a level (``check``: look it up), with where the public data lie and their limit.

    ``states`` are INEGI's two-digit keys, empty for everywhere; ``places`` municipal keys, which narrow it.
    """

    key: str
    kind: str
    states: tuple[str, ...]
    places: tuple[str, ...]
    level: str
    statement_en: str
    statement_es: str
    public_data: str
    limit: str
    source: str
    mark: str


def risks_at(state_key: str, cvegeo: str | None = None) -> tuple[Risk, ...]:
    """The risks of a state or, with a municipal key, of that municipality, in the order of the table.

    The nearest statement wins: where a row of a kind names the municipality, that kind's rows for the whole
    state are left out (Guadalajara is not on Jalisco's coast). Rows that hold everywhere stay. Without a
    municipality every row of the state is given, those of single municipalities too.
    """
    named = tuple(risk for risk in _risks() if cvegeo and cvegeo in risk.places)
    kinds = {risk.kind for risk in named}
    return tuple(risk for risk in _risks() if risk in named or _is_wider(risk, state_key, cvegeo, kinds))


def _is_wider(risk: Risk, state_key: str, cvegeo: str | None, settled: set[str]) -> bool:
    if not risk.states:
        return True
    if state_key not in risk.states:
        return False
    return not cvegeo or (not risk.places and risk.kind not in settled)


@cache
def _risks() -> tuple[Risk, ...]:
    return tuple(_risk(row) for row in read_keyed(reference("risks.csv"), _COLUMNS))


def _risk(row: Row) -> Risk:
    states, places = row.parts("states"), row.parts("places")
    for key in states:
        if not (len(key) == 2 and key.isdigit()):
            raise row.error("states", f"'{key}' is no state key; write two digits, 02")
    for cvegeo in places:
        if cvegeo[:2] not in states:
            raise row.error(
                "places", f"'{cvegeo}' lies in none of the states {', '.join(states) or '(none)'}"
            )
    return Risk(
        key=row["key"],
        kind=row.one_of("kind", KINDS),
        states=states,
        places=places,
        level=row.one_of("level", LEVELS),
        statement_en=row.required("statement_en"),
        statement_es=row.required("statement_es"),
        public_data=row.required("public_data"),
        limit=row.required("limit"),
        source=row["source"],
        mark=row["mark"],
    )


def __getattr__(name: str) -> tuple[Risk, ...]:
    if name == "RISKS":
        return _risks()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
