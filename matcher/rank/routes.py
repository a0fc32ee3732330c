"""Routes: whether a supplier makes what is asked for, could convert to it, hosts it, or has no way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.conversions import CONVERSIONS, SHOWN, Conversion
from matcher.model import KINDS, ROUTES
from matcher.model.hits import Floats
from matcher.rank.asked import Asked
from matcher.rank.catalogue import SECOND
from matcher.rank.facts import Facts
from matcher.rank.ways import all_edges, catalogue_fit, edge_fit

MAKES, CONVERTS, HOSTS = (ROUTES.index(route) for route in ROUTES)
NO_ROUTE: Final = -1

#: Class weight from which a plant is taken to make the item today.
MAKES_BY_CLASS: Final = 0.35
#: Class weight from which a need that names no item is made in that class, whatever an edge says.
LIKELIEST: Final = 0.9
#: Cosine of its own words, and value of the product criterion, from which the same holds: of a plant whose
#: class has nothing to do with the item, and of one whose class may make it. A sugar mill says *alcohol* and
#: makes no sanitiser.
MAKES_BY_WORDS, MAKES_BY_WORDS_SUPPORTED = 0.8, 0.5
MAKES_BY_PRODUCT, MAKES_BY_PRODUCT_SUPPORTED = 0.7, 0.3
#: Class weight from which a class may make it.
SUPPORTED: Final = 0.1
#: Plants of unknown class whose words are nearest, and the cosine that they must have, to count as makers.
NEAREST: Final = 50
NEAR_ENOUGH: Final = 0.3
#: Cosine, or product value, from which a plant makes what Mexico does not make at scale: it says so itself.
IN_SO_MANY_WORDS: Final = 0.7
#: Process evidence from which a plant without a documented edge may still convert.
CONVERTS_BY_PROCESS: Final = 0.8
#: Months within which a route is worth something; a shelter starts a line in 3 to 6 (expert estimate).
SLOWEST_MONTHS: Final = 24.0
HOSTING_MONTHS: Final = 4.5
UNDOCUMENTED_MONTHS: Final = 12.0
#: What a way is worth that no edge documents.
UNDOCUMENTED_FIT: Final = 0.6


@dataclass(frozen=True, slots=True)
class Routes:
    """Per supplier: ``route`` (n,) int8 into ROUTES or NO_ROUTE, ``edge`` (n,) int16 into ``edges`` or -1,
    ``fit`` (n,) in [0, 1], how well the way to convert suits the item and the plant."""

    route: NDArray[np.int8]
    edge: NDArray[np.int16]
    fit: Floats
    edges: tuple[Conversion, ...]

    def edge_of(self, row: int) -> Conversion | None:
        """The conversion edge by which the supplier of a row would convert, if one is documented."""
        return self.edges[self.edge[row]] if self.edge[row] >= 0 else None


def routes_of(
    facts: Facts, asked: Asked, class_value: Floats, meaning: Floats, product: Floats, process: Floats
) -> Routes:
    """The route of every supplier for what is asked; all arrays (n,), NaN where unknown."""
    edges = tuple(edge for edge in CONVERSIONS if edge.id in asked.edges)
    by_catalogue = catalogue_fit(
        facts.classes, facts.class_at, asked, process=process, product=product, meaning=meaning
    )
    edge, by_edge = _best_edges(facts, asked, edges)
    makes = _makes(facts, asked, class_value, meaning, product, _starting_out(facts, edge, edges))
    near = makes & (facts.kind == KINDS.index("convertible"))  # it would make it, and says it has to convert
    by_process = np.where(process >= CONVERTS_BY_PROCESS, process, 0.0)
    undocumented = np.maximum.reduce([by_process, by_catalogue, near])
    fit = np.maximum(by_edge, UNDOCUMENTED_FIT * undocumented).astype(np.float32)

    route = np.full(len(facts.kind), NO_ROUTE, dtype=np.int8)
    route[fit > 0] = CONVERTS
    route[makes & ~near] = MAKES
    route[_barred(facts, asked.bars)] = NO_ROUTE
    route[facts.kind == KINDS.index("shelter")] = HOSTS
    edge[(route != CONVERTS) | (by_edge < fit)] = -1
    return Routes(route, edge, fit, edges)


def _makes(
    facts: Facts,
    asked: Asked,
    class_value: Floats,
    meaning: Floats,
    product: Floats,
    starting_out: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Who makes what is asked for today, by class or by own words, (n,)."""
    if asked.likely.not_at_scale:
        # A class says nothing here: whoever makes it in spite of all has to say so itself.
        return (meaning >= IN_SO_MANY_WORDS) | (product >= IN_SO_MANY_WORDS)
    by_class = (class_value >= MAKES_BY_CLASS) & ~(starting_out & ~_made_there(facts, asked))
    supported = (class_value >= SUPPORTED) | (facts.class_at < 0)  # an unknown class is none against it
    by_words = (meaning >= np.where(supported, MAKES_BY_WORDS_SUPPORTED, MAKES_BY_WORDS)) | (
        product >= np.where(supported, MAKES_BY_PRODUCT_SUPPORTED, MAKES_BY_PRODUCT)
    )
    return by_class | by_words | _nearest_unclassed(facts, meaning)


def _nearest_unclassed(facts: Facts, meaning: Floats) -> NDArray[np.bool_]:
    """Of the plants whose class is unknown, those whose own words are nearest: nothing else can tell them."""
    near = np.where(facts.class_at < 0, np.nan_to_num(meaning), 0.0)
    if len(near) > NEAREST:
        near[np.argpartition(-near, NEAREST)[NEAREST:]] = 0.0
    return near >= NEAR_ENOUGH


def _best_edges(
    facts: Facts, asked: Asked, edges: tuple[Conversion, ...]
) -> tuple[NDArray[np.int16], NDArray[np.float32]]:
    """The edge that suits each plant best, (n,) into ``edges`` or -1, and how well it does, (n,)."""
    best = np.full(len(facts.kind), -1, dtype=np.int16)
    fit = np.zeros(len(facts.kind), dtype=np.float32)
    column = {edge.id: at for at, edge in enumerate(all_edges())}
    for number, edge in enumerate(edges):
        starts = np.array([*(edge.starts_from(code) for code in facts.classes), False])
        rows = np.flatnonzero(starts[facts.class_at])
        found = edge_fit(edge, asked, facts.processes[rows], facts.shows[rows, column[edge.id]])
        better = rows[found > fit[rows]]
        fit[better], best[better] = found[found > fit[rows]], number
    return best, fit


def _starting_out(facts: Facts, edge: NDArray[np.int16], edges: tuple[Conversion, ...]) -> NDArray[np.bool_]:
    """Where an edge says that a class has to convert to the item, the class alone does not make it today."""
    per_class = np.zeros((len(facts.classes) + 1, len(edges) + 1), dtype=bool)
    for at, code in enumerate(facts.classes):
        for number, known in enumerate(edges):
            per_class[at, number] = code not in known.to_classes[:1]
    return per_class[facts.class_at, edge]


def _made_there(facts: Facts, asked: Asked) -> NDArray[np.bool_]:
    """Where a plant's class makes the very item asked for or, where none is named, is the likeliest."""
    item = asked.likely.named
    if item is not None:
        made = [item.classes.get(code, 0.0) >= SECOND for code in facts.classes]
    else:
        made = [asked.classes.get(code, 0.0) >= LIKELIEST for code in facts.classes]
    return np.array([*made, False], dtype=bool)[facts.class_at]


def _barred(facts: Facts, bars: tuple[Conversion, ...]) -> NDArray[np.bool_]:
    """Plants for which one of the negative edges holds, (n,)."""
    column = {edge.id: at for at, edge in enumerate(all_edges())}
    held = facts.shows[:, [column[bar.id] for bar in bars]] == SHOWN.index("right")
    barred: NDArray[np.bool_] = held.any(axis=1)
    return barred


def readiness(routes: Routes) -> Floats:
    """How soon each route delivers, (n,) in [0, 1]: 1 is today, 0 is two years or more.

    A conversion counts as far as it suits the item and the plant: a quick way to something else is none.
    """
    months = np.full(len(routes.route), SLOWEST_MONTHS)
    months[routes.route == MAKES] = 0.0
    months[routes.route == HOSTS] = HOSTING_MONTHS
    by_edge = np.array([ordinary_months(edge) for edge in routes.edges] + [UNDOCUMENTED_MONTHS])
    converts = routes.route == CONVERTS
    months[converts] = by_edge[routes.edge[converts]]
    ready = 1.0 - np.minimum(months, SLOWEST_MONTHS) / SLOWEST_MONTHS
    result: Floats = np.where(converts, ready * routes.fit, ready).astype(np.float32)
    return result


def ordinary_months(edge: Conversion) -> float:
    """The middle of an edge's ordinary months (full certification)."""
    return sum(edge.ordinary_months) / 2 if edge.ordinary_months else UNDOCUMENTED_MONTHS
