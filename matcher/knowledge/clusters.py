"""Industrial clusters: what a region is known for. A prior, never evidence about one plant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matcher.knowledge.scian import class_codes
from matcher.knowledge.tables import read_keyed, reference

_COLUMNS = ("key", "name_en", "name_es", "places", "sectors", "classes", "strength_en", "strength_es")

#: All clusters, in the order of the table; read when first asked for.
CLUSTERS: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A region by its municipal keys, and the sectors (keys) and classes (SCIAN prefixes) known there."""

    key: str
    name_en: str
    name_es: str
    places: tuple[str, ...]
    sectors: tuple[str, ...]
    classes: tuple[str, ...]
    strength_en: str
    strength_es: str
    source: str
    mark: str


def cluster_of(cvegeo: str) -> Cluster | None:
    """The cluster that a municipality belongs to; None where it is in none of them."""
    return _by_place().get(cvegeo.strip())


@cache
def _clusters() -> tuple[Cluster, ...]:
    clusters, homes = [], dict[str, str]()
    for row in read_keyed(reference("clusters.csv"), _COLUMNS):
        for place in row.parts("places"):
            if (home := homes.setdefault(place, row["key"])) != row["key"]:
                raise row.error("places", f"'{place}' is in {home} already; a place has one cluster")
        clusters.append(
            Cluster(
                key=row["key"],
                name_en=row.required("name_en"),
                name_es=row.required("name_es"),
                places=row.parts("places"),
                sectors=row.parts("sectors"),
                classes=class_codes(row, "classes"),
                strength_en=row.required("strength_en"),
                strength_es=row.required("strength_es"),
                source=row["source"],
                mark=row["mark"],
            )
        )
    return tuple(clusters)


@cache
def _by_place() -> dict[str, Cluster]:
    return {place: cluster for cluster in _clusters() for place in cluster.places}


def __getattr__(name: str) -> tuple[Cluster, ...]:
    if name == "CLUSTERS":
        return _clusters()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
