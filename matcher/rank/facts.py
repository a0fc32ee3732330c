"""Facts: what ranking needs of every supplier as arrays, worked out once when an index is built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.config import ROAD_FACTOR
from matcher.geo import great_circle_km
from matcher.knowledge.places import land_ports
from matcher.knowledge.processes import PROCESSES, find_processes
from matcher.model import KINDS
from matcher.rank.companies import companies_of
from matcher.rank.places import cluster_at, others_nearby
from matcher.rank.risk import risk_values
from matcher.rank.telling import specific
from matcher.rank.things import Things, things_of
from matcher.rank.ways import shown_of

if TYPE_CHECKING:
    import pyarrow as pa

_Said = TypeVar("_Said")

#: The column in which a shelter's row lists the classes of the plants it runs for clients.
CLIENT_CLASSES: Final = "client_classes"


@dataclass(frozen=True, slots=True)
class Facts:
    """Arrays over the n suppliers of an index, in the order of its rows.

    ``kind`` (n,) int8 into KINDS; ``class_at`` (n,) int32 into ``classes``, -1 where the class is unknown;
    ``processes`` (n, p) bool over PROCESSES, what its own text states; ``crossing_km`` (n,) float32 road
    kilometres to the nearest freight crossing, NaN where the place is unknown; ``crossing_at`` (n,) int16
    into the land ports, -1 where unknown; ``last_seen`` (n,) float32 years, NaN where unknown;
    ``others_nearby`` (n,) float32, ``cluster_at`` (n,) int16 and ``risk`` (n,) float32 as in ``places`` and
    ``risk``; ``shows`` (n, e) int8, what its words show of each conversion edge, as in ``ways``;
    ``company`` (n,) int32, the same number for plants of one company; ``specific`` (n,) float32, the share of
    its products that name a thing, as in ``telling``; ``things`` are what its products are about.
    Certificates are read from the table itself.
    """

    kind: NDArray[np.int8]
    class_at: NDArray[np.int32]
    processes: NDArray[np.bool_]
    crossing_km: NDArray[np.float32]
    crossing_at: NDArray[np.int16]
    last_seen: NDArray[np.float32]
    others_nearby: NDArray[np.float32]
    cluster_at: NDArray[np.int16]
    risk: NDArray[np.float32]
    shows: NDArray[np.int8]
    company: NDArray[np.int32]
    specific: NDArray[np.float32]
    things: Things
    classes: tuple[str, ...]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The arrays by name, as an index stores them; ``classes`` is stored beside them as texts."""
        return {
            "kind": self.kind,
            "class_at": self.class_at,
            "processes": self.processes,
            "crossing_km": self.crossing_km,
            "crossing_at": self.crossing_at,
            "last_seen": self.last_seen,
            "others_nearby": self.others_nearby,
            "cluster_at": self.cluster_at,
            "risk": self.risk,
            "shows": self.shows,
            "company": self.company,
            "specific": self.specific,
            "things": self.things.codes,
            "thing_of": self.things.of,
        }


def facts_of(table: pa.Table, texts: list[str]) -> Facts:
    """Work the facts out of a directory table and the capability text of each of its rows."""
    classes, class_at = _classes(table)
    km, at = crossings(_floats(table, "latitude"), _floats(table, "longitude"))
    kinds = np.array([KINDS.index(kind) for kind in table["kind"].to_pylist()], dtype=np.int8)
    seen = _floats(table, "last_seen").astype(np.float32)
    around = others_nearby(table).astype(np.float32), cluster_at(table).astype(np.int16), risk_values(table)
    names = table["name"].to_pylist()
    company = companies_of(names)
    shows = shown_of(table["scian"].to_pylist(), names, _with_sisters(texts, company, " ".join))
    products = _with_sisters(table["products"].to_pylist(), company, _all_of)
    named = specific(table["scian"].to_pylist(), products)
    told = shows, company, named
    things = things_of(products)
    return Facts(kinds, class_at, _processes(texts), km, at, seen, *around, *told, things, classes)


def _with_sisters(
    said: Sequence[_Said], company: NDArray[np.int32], together: Callable[[Sequence[Any]], _Said]
) -> list[_Said]:
    """What each row says; for a row that says nothing, what the other plants of its company say."""
    of_company: dict[int, list[_Said]] = {}
    for own, number in zip(said, company, strict=True):
        if own:
            of_company.setdefault(int(number), []).append(own)
    return [
        own or together(of_company.get(int(number), ())) for own, number in zip(said, company, strict=True)
    ]


def _all_of(lists: Sequence[Sequence[str]]) -> list[str]:
    return [product for products in lists for product in products]


def _floats(table: pa.Table, name: str) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in table[name].to_pylist()], np.float64)


def _classes(table: pa.Table) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    codes = table["scian"].to_pylist()
    classes = tuple(sorted({code for code in codes if code}))
    at = {code: position for position, code in enumerate(classes)}
    return classes, np.array([at.get(code, -1) for code in codes], dtype=np.int32)


def _processes(texts: list[str]) -> NDArray[np.bool_]:
    position = {process.key: at for at, process in enumerate(PROCESSES)}
    stated = np.zeros((len(texts), len(position)), dtype=bool)
    for row, text in enumerate(texts):
        for key in find_processes(text):
            stated[row, position[key]] = True
    return stated


def crossings(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.int16]]:
    """Road kilometres to the nearest crossing that carries freight, and which one it is.

    The road is taken as the great circle times ROAD_FACTOR: an estimate, some 10 % off either way.
    """
    ports = land_ports()
    nearest = np.full(len(latitude), np.nan)
    at = np.full(len(latitude), -1, dtype=np.int16)
    for number, port in enumerate(ports):
        if not port.suits_freight:
            continue
        km = great_circle_km(latitude, longitude, port.latitude, port.longitude) * ROAD_FACTOR
        closer = ~np.isnan(km) & ~(nearest <= km)
        nearest[closer], at[closer] = km[closer], number
    return nearest.astype(np.float32), at
