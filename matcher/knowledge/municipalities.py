"""Mexico's municipalities by name within a state: names repeat, so the state is a must."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from matcher.knowledge.states import state
from matcher.knowledge.tables import read_table, reference
from matcher.text import words

# What clerks write for the words in INEGI's names; articles come and go in both, so they do not count.
_WRITTEN_OUT = {
    "gral": "general",
    "cd": "ciudad",
    "sta": "santa",
    "sto": "santo",
    "sn": "san",
    "dr": "doctor",
    "dn": "don",
    "mpio": "municipio",
    "hda": "hacienda",
}
_SILENT = {"de", "del", "la", "las", "el", "los", "y", "municipio", "delegacion", "alcaldia"}


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by INEGI's five-digit key; ``seat`` is its head town, often the better known name."""

    cvegeo: str
    state_key: str
    name: str
    seat: str
    aliases: tuple[str, ...]


def municipality(name: str, state_key: str) -> Municipality | None:
    """The municipality of that name in that state, None when nothing or more than one fits.

    Tolerant of accents, case, articles, usual abbreviations (``Gral.``, ``Cd.``), head towns in place of
    municipalities (``Ciudad Obregón`` for Cajeme) and names cut short or carried on (``Silao``, ``Silao de la
    Victoria``). ``state_key`` may be any spelling that :func:`matcher.knowledge.states.state` takes.
    """
    home = state(state_key)
    wanted = plain(name)
    if home is None or not wanted:
        return None
    names, seats = _by_state().get(home.key, ({}, {}))
    return names.get(wanted) or seats.get(wanted) or _only(_starting(wanted, names))


def plain(name: str) -> tuple[str, ...]:
    """The words of a place name that tell it apart: folded, abbreviations written out, articles left out."""
    written = tuple(_WRITTEN_OUT.get(word, word) for word in words(name))
    return tuple(word for word in written if word not in _SILENT) or written


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Every municipality, in the order of INEGI's keys."""
    return tuple(
        Municipality(
            cvegeo=row.required("cvegeo"),
            state_key=row.required("state_key"),
            name=row.required("name"),
            seat=row["seat"],
            aliases=row.parts("aliases"),
        )
        for row in read_table(
            reference("municipalities.csv"), ("cvegeo", "state_key", "name", "seat", "aliases")
        )
    )


_Names = dict[tuple[str, ...], Municipality]


@cache
def _by_state() -> dict[str, tuple[_Names, _Names]]:
    """Per state: municipalities by name and alias, and by a head town that names no other municipality."""
    tables: dict[str, tuple[_Names, _Names]] = {}
    for found in municipalities():
        names, seats = tables.setdefault(found.state_key, ({}, {}))
        for name in (found.name, *found.aliases):
            names[plain(name)] = found
        seats.setdefault(plain(found.seat), found)
    return tables


def _starting(wanted: tuple[str, ...], names: _Names) -> Iterable[Municipality]:
    for known, found in names.items():
        shorter = min(len(known), len(wanted))
        if known[:shorter] == wanted[:shorter]:
            yield found


def _only(found: Iterable[Municipality]) -> Municipality | None:
    different = tuple(dict.fromkeys(found))
    return different[0] if len(different) == 1 else None
