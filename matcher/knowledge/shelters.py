"""Shelter companies: who they are, and how they hide in the names of their clients' plants.

In the federal register a plant run by a shelter stands under the shelter's name and its client's class, so
shelters are found by name: ``MAQUILAS TETA KAWI S.A. DE C.V. DEPTO. TYCO ELECTRONICS PLANTA 2``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from matcher.knowledge.tables import Row, read_table, reference
from matcher.text import clean, words

_COLUMNS = (
    "key",
    "name",
    "aliases",
    "patterns",
    "excludes",
    "client_patterns",
    "places",
    "type",
    "note",
)

#: The shelter companies known by name, and the services that shelters sell; read when first asked for.
SHELTERS: tuple[Shelter, ...]
SERVICES: tuple[ShelterService, ...]


@dataclass(frozen=True, slots=True)
class Shelter:
    """A shelter company; ``places`` are INEGI's municipal keys where it is said to be, no full list.

    ``patterns`` are how its name starts, ``excludes`` what starts the same way and is somebody else, both in
    folded words; ``client_patterns`` find the client behind it, tried in order.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    patterns: tuple[str, ...]
    excludes: tuple[str, ...]
    client_patterns: tuple[re.Pattern[str], ...]
    places: tuple[str, ...]
    type: str
    note: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShelterService:
    """A service that a shelter may sell, with the terms it is sold under in Mexico."""

    key: str
    name_en: str
    terms_es: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShelterMatch:
    """A plant's name read as a shelter's: whose, and for which client, None where the name does not say."""

    shelter: Shelter
    client: str | None


def find_shelter(plant_name: str) -> ShelterMatch | None:
    """The shelter whose name a plant's name is or starts with, legal or commercial, and the client it names.

    A shelter's brand later in the name says nothing: ``PARQUE INDUSTRIAL AMERICAN INDUSTRIES`` is an address.
    """
    name = clean(plant_name)
    starts = [" ".join(words(part)) + " " for part in (name, *name.split(","))]
    for shelter in _shelters():
        if _any_starts(starts, shelter.excludes):
            continue
        if _any_starts(starts, shelter.patterns) or any(
            _names().get(start) == shelter.key for start in starts
        ):
            return ShelterMatch(shelter, _client(name, shelter))
    return None


def _any_starts(starts: list[str], patterns: tuple[str, ...]) -> bool:
    return any(start.startswith(f"{pattern} ") for start in starts for pattern in patterns)


@cache
def _names() -> dict[str, str]:
    """Keys by whole names: a brand alone is its shelter, a name that starts with it may be another's."""
    return {
        " ".join(words(name)) + " ": shelter.key
        for shelter in _shelters()
        for name in (shelter.name, *shelter.aliases)
    }


def _client(name: str, shelter: Shelter) -> str | None:
    for pattern in shelter.client_patterns:
        if found := pattern.search(name):
            return found["client"]
    return None


@cache
def _shelters() -> tuple[Shelter, ...]:
    return tuple(
        Shelter(
            key=row.required("key"),
            name=row.required("name"),
            aliases=row.parts("aliases"),
            patterns=row.parts("patterns"),
            excludes=row.parts("excludes"),
            client_patterns=tuple(_pattern(row, text) for text in row.parts("client_patterns")),
            places=row.parts("places"),
            type=row["type"],
            note=row["note"],
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_table(reference("shelters.csv"), _COLUMNS)
    )


@cache
def _services() -> tuple[ShelterService, ...]:
    rows = read_table(reference("shelter_services.csv"), ("key", "name_en", "terms_es"))
    return tuple(
        ShelterService(row.required("key"), row.required("name_en"), row.parts("terms_es")) for row in rows
    )


def _pattern(row: Row, text: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(text, re.IGNORECASE)
    except re.error as problem:
        raise row.error("client_patterns", f"is no regular expression: {problem}") from problem
    if "client" not in pattern.groupindex:
        raise row.error("client_patterns", "has no group named 'client'; add (?P<client>...)")
    return pattern


def __getattr__(name: str) -> tuple[Shelter, ...] | tuple[ShelterService, ...]:
    if name == "SHELTERS":
        return _shelters()
    if name == "SERVICES":
        return _services()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
