"""The fields of a need: what may stand in each, and what to say when something else does."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from matcher.knowledge.certificates import certificate, nearest_certificates
from matcher.knowledge.places import STATES
from matcher.knowledge.places import state as find_state
from matcher.model import ROUTES, SECTORS, Need
from matcher.sources.mojibake import tidy
from matcher.sources.values import UNKNOWN_WORDS
from matcher.text import fold

LIST_COLUMNS: Final = (
    "required_certifications",
    "preferred_certifications",
    "processes",
    "states",
    "routes",
    "exclude",
)
COLUMNS: Final = (
    "need_id",
    "text",
    "title",
    "sector",
    "hs_code",
    *LIST_COLUMNS,
    "volume",
    "deadline_weeks",
    "destination",
    "parts",
)
_HS = re.compile(r"\d{4}(?:\.?\d{2}){0,3}")


class Problem(ValueError):
    """A field of a need that cannot be used, and what to do."""

    def __init__(self, field: str, what: str) -> None:
        self.field, self.what = field, what
        super().__init__(f"{field}: {what}")


def to_need(values: Mapping[str, Any]) -> Need:
    """A Need from values by column name: texts, numbers, and lists for list columns.

    Columns that are none of ours are kept as texts in ``extra``. Raises Problem.
    """
    text = _text(values, "text")
    need_id = _text(values, "need_id")
    if need_id is None:
        raise Problem("need_id", "is empty; give each need its own id")
    if text is None:
        raise Problem("text", "is empty; say in a sentence what is needed")
    return Need(
        text=text,
        need_id=need_id,
        title=_text(values, "title"),
        sector=_sector(_text(values, "sector")),
        hs_code=_hs_code(_text(values, "hs_code")),
        required_certifications=_required(_list(values, "required_certifications")),
        preferred_certifications=_preferred(_list(values, "preferred_certifications")),
        processes=_list(values, "processes"),
        states=_states(_list(values, "states")),
        routes=_routes(_list(values, "routes")),
        volume=_text(values, "volume"),
        deadline_weeks=_weeks(_text(values, "deadline_weeks")),
        destination=_text(values, "destination"),
        exclude=_list(values, "exclude"),
        parts=_parts(values.get("parts")),
        extra=_extra(values),
    )


def _text(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float | datetime.date):
        raise Problem(name, f"holds {_kind(value)}; write one text")
    cleaned = tidy(str(value))
    return None if cleaned.casefold() in UNKNOWN_WORDS else cleaned


def _list(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = values.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list) or not all(isinstance(part, str | int | float) for part in value):
        raise Problem(name, f"holds {_kind(value)}; write a list of texts, or one text with ';' between")
    parts = (tidy(str(part)) for part in value)
    return tuple(dict.fromkeys(part for part in parts if part.casefold() not in UNKNOWN_WORDS))


def _kind(value: Any) -> str:
    kinds = {dict: "a mapping", list: "a list", bool: "true or false"}
    return kinds.get(type(value), f"a {type(value).__name__}")


def _sector(name: str | None) -> str | None:
    if name is None:
        return None
    sector = fold(name).replace(" ", "_").replace("-", "_")
    if sector not in SECTORS:
        raise Problem("sector", f"'{name}' is no sector; choose from {', '.join(SECTORS)}")
    return sector


def _hs_code(code: str | None) -> str | None:
    if code is not None and not _HS.fullmatch(code):
        raise Problem("hs_code", f"'{code}' is no HS code; write 4 to 10 digits, like 9018.39")
    return code


def _required(names: Sequence[str]) -> tuple[str, ...]:
    keys = []
    for name in names:
        known = certificate(name)
        if known is None:
            nearest = ", ".join(f"{found.key} ({found.name})" for found in nearest_certificates(name))
            raise Problem(
                "required_certifications",
                f"'{name}' is no certificate we know, so nobody could meet it; nearest are {nearest}",
            )
        keys.append(known.key)
    return tuple(dict.fromkeys(keys))


def _preferred(names: Sequence[str]) -> tuple[str, ...]:
    found = ((name, certificate(name)) for name in names)
    return tuple(dict.fromkeys(known.key if known else name for name, known in found))


def _states(names: Sequence[str]) -> tuple[str, ...]:
    states = []
    for name in names:
        known = find_state(name)
        if known is None:
            every = ", ".join(state.name for state in STATES)
            raise Problem("states", f"'{name}' is no state of Mexico; choose from {every}")
        states.append(known.name)
    return tuple(dict.fromkeys(states))


def _routes(names: Sequence[str]) -> tuple[Any, ...]:
    routes = tuple(dict.fromkeys(fold(name) for name in names))
    for route in routes:
        if route not in ROUTES:
            raise Problem("routes", f"'{route}' is no route; choose from {', '.join(ROUTES)}")
    return routes


def _weeks(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        weeks = float(text)
    except ValueError:
        weeks = math.nan
    if not math.isfinite(weeks) or weeks <= 0:
        raise Problem("deadline_weeks", f"'{text}' is no number of weeks above 0")
    return weeks


def _parts(value: Any) -> tuple[Mapping[str, Any], ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise Problem("parts", f"holds {_kind(value)}; write a list of mappings, one per part")
    return tuple({str(key): entry for key, entry in part.items()} for part in value)


def _extra(values: Mapping[str, Any]) -> dict[str, str]:
    others = {name: value for name, value in values.items() if name not in COLUMNS and value is not None}
    texts = {name: tidy(str(value)) for name, value in others.items()}
    return {name: text for name, text in texts.items() if text}
