"""The vocabulary of manufacturing processes in both languages, and which lie near each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matcher.knowledge.tables import Row, read_table, reference
from matcher.text import words

_COLUMNS = ("id", "key", "terms_en", "terms_es", "not_terms", "neighbours")

#: All processes, in the order of their ids; read when first asked for.
PROCESSES: tuple[Process, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """A process by its key, with the terms it goes by, English and Mexican Spanish.

    ``not_terms`` are phrases that hold a term and mean something else (``tubos sin costura``).
    ``neighbours`` pairs a key with a weight: 0.8 shares most equipment and skills, 0.5 some, 0.25 little.
    """

    id: str
    key: str
    terms_en: tuple[str, ...]
    terms_es: tuple[str, ...]
    not_terms: tuple[str, ...]
    neighbours: tuple[tuple[str, float], ...]
    source: str
    mark: str


def process(text: str) -> Process | None:
    """The process of that id (``p01``), key (``injection_molding``) or term in either language, or None."""
    return _by_term().get(_stems(text))


def find_processes(text: str) -> tuple[str, ...]:
    """The keys of the processes that a text names, in the order of their ids.

    Whole words, accents and plurals aside; a term inside a longer one that stands there is not counted, so
    ``extrusión de aluminio`` is not also plastic extrusion.
    """
    stems = _stems(text)
    known, longest = _by_term(), _longest_term()
    keys: set[str] = set()
    position = 0
    while position < len(stems):
        for length in range(min(longest, len(stems) - position), 0, -1):
            phrase = stems[position : position + length]
            if phrase in known:
                if found := known[phrase]:
                    keys.add(found.key)
                position += length
                break
        else:
            position += 1
    return tuple(known_process.key for known_process in _processes() if known_process.key in keys)


def neighbours(key: str) -> dict[str, float]:
    """The processes near one, by key, heaviest first: ``{"overmolding": 0.8, ...}``; empty if unknown.

    Nearness is the same both ways: the larger where the table gives two weights.
    """
    return dict(_nearness().get(key, {}))


@cache
def _processes() -> tuple[Process, ...]:
    rows = tuple(read_table(reference("processes.csv"), _COLUMNS))
    keys = {row["id"]: row["key"] for row in rows}
    return tuple(
        Process(
            id=row.required("id"),
            key=row.required("key"),
            terms_en=row.parts("terms_en"),
            terms_es=row.parts("terms_es"),
            not_terms=row.parts("not_terms"),
            neighbours=tuple(_neighbour(row, part, keys) for part in row.parts("neighbours")),
            source=row["source"],
            mark=row["mark"],
        )
        for row in rows
    )


def _neighbour(row: Row, part: str, keys: dict[str, str]) -> tuple[str, float]:
    other, _, weight = part.partition(":")
    try:
        return keys[other], float(weight)
    except (KeyError, ValueError) as problem:
        raise row.error("neighbours", f"'{part}' is no 'p02:0.8' with a known process") from problem


@cache
def _by_term() -> dict[tuple[str, ...], Process | None]:
    """Processes by the stems of their terms; None for a phrase that names none."""
    terms: dict[tuple[str, ...], Process | None] = {}
    for found in _processes():
        for term in (found.id, found.key, *found.terms_en, *found.terms_es):
            terms.setdefault(_stems(term), found)
        for phrase in found.not_terms:
            terms.setdefault(_stems(phrase), None)
    return terms


@cache
def _longest_term() -> int:
    return max(map(len, _by_term()), default=0)


@cache
def _nearness() -> dict[str, dict[str, float]]:
    near: dict[str, dict[str, float]] = {found.key: {} for found in _processes()}
    for found in _processes():
        for other, weight in found.neighbours:
            for one, two in ((found.key, other), (other, found.key)):
                near[one][two] = max(weight, near[one].get(two, 0.0))
    return {
        key: dict(sorted(others.items(), key=lambda pair: (-pair[1], pair[0])))
        for key, others in near.items()
    }


def _stems(text: str) -> tuple[str, ...]:
    # Only the plural s goes: "arneses" and "troqueles" stand in the table themselves.
    return tuple(word[:-1] if len(word) > 4 and word.endswith("s") else word for word in words(text))


def __getattr__(name: str) -> tuple[Process, ...]:
    if name == "PROCESSES":
        return _processes()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
