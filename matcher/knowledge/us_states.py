"""The states of the US as destinations: names in both languages, ZIP prefixes, where their people live."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.knowledge.tables import Row, read_keyed, reference
from matcher.text import words

_COLUMNS = ("code", "name_en", "name_es", "aliases", "latitude", "longitude", "zip_prefixes", "by_road")
_PREFIXES: Final = re.compile(r"(\d{3})(?:-(\d{3}))?", re.ASCII)
_ZIP_AT_END: Final = re.compile(r"(?P<before>.*?)[\s,]*\b(?P<zip>\d{5})(?:-\d{4})?", re.ASCII)
_CODE_AT_END: Final = re.compile(r".*\s([A-Z]{2})")
_COUNTRY_AT_END: Final = re.compile(
    r"[\s,]+(?:u\.?s\.?(?:a\.?)?|united states(?: of america)?|estados unidos|ee\.?\s?uu\.?)$", re.IGNORECASE
)

#: The fifty states and the District of Columbia, in the order of the table; read when first asked for.
US_STATES: tuple[UsState, ...]


@dataclass(frozen=True, slots=True)
class UsState:
    """A state, or the District of Columbia, by its postal code.

    The point (degrees, west negative, to a tenth) is the mean of where its people live: nearer to most
    warehouses than the middle of the map. ``zip_prefixes`` are the first three digits of its ZIP codes, from
    and to. ``by_road`` is False for Alaska and Hawaii, to which goods go by sea or air.
    """

    code: str
    name_en: str
    name_es: str
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    zip_prefixes: tuple[tuple[int, int], ...]
    by_road: bool
    source: str
    mark: str


def us_state(text: str) -> UsState | None:
    """The state that a destination names, None if none: ``Ohio``, ``OH``, ``Columbus, Ohio``, ``43215``.

    Takes names and postal codes in any case and either language, after a city and a comma too (a postal code
    in capitals without one), and a ZIP code alone or after its state. A state and a ZIP code that disagree,
    or a city alone, are unknown. A prefix stands for one state: six of some 42,000 codes lie across the line.
    """
    place = _COUNTRY_AT_END.sub("", text.strip())
    if re.fullmatch(r"\d{4}", place, re.ASCII):  # a spreadsheet has dropped the zero of New England
        place = f"0{place}"
    found = _ZIP_AT_END.fullmatch(place)
    if found is None:
        return _named(place)
    by_zip = _by_prefix().get(int(found["zip"][:3]))
    return by_zip if not found["before"] or _named(found["before"]) is by_zip else None


def _named(place: str) -> UsState | None:
    called = [place, place.rpartition(",")[2]]
    if code := _CODE_AT_END.fullmatch(place):
        called.append(code[1])
    return next((known for name in called if (known := _by_name().get("".join(words(name))))), None)


@cache
def _us_states() -> tuple[UsState, ...]:
    return tuple(
        UsState(
            code=row["code"],
            name_en=row.required("name_en"),
            name_es=row.required("name_es"),
            aliases=row.parts("aliases"),
            latitude=row.number("latitude"),
            longitude=row.number("longitude"),
            zip_prefixes=tuple(_prefixes(row)),
            by_road=row.flag("by_road"),
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_keyed(reference("us_states.csv"), _COLUMNS)
    )


def _prefixes(row: Row) -> Iterator[tuple[int, int]]:
    for part in row.parts("zip_prefixes"):
        found = _PREFIXES.fullmatch(part)
        if found is None or int(found[2] or found[1]) < int(found[1]):
            raise row.error("zip_prefixes", f"'{part}' is no range of ZIP prefixes; write 430-459 or 055")
        yield int(found[1]), int(found[2] or found[1])


@cache
def _by_name() -> dict[str, UsState]:
    return {
        "".join(words(name)): state
        for state in _us_states()
        for name in (state.code, state.name_en, state.name_es, *state.aliases)
    }


@cache
def _by_prefix() -> dict[int, UsState]:
    return {
        prefix: state
        for state in _us_states()
        for first, last in state.zip_prefixes
        for prefix in range(first, last + 1)
    }


def __getattr__(name: str) -> tuple[UsState, ...]:
    if name == "US_STATES":
        return _us_states()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
