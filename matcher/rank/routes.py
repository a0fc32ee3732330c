"""Routes: whether a supplier makes what is asked for, could convert to it, hosts it, or has no way to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.conversions import CONVERSIONS, Conversion
from matcher.knowledge.processes import PROCESSES, neighbours
from matcher.model import KINDS, ROUTES, Supplier
from matcher.model.hits import Floats
from matcher.rank.asked import SAME_PRODUCT, Asked
from matcher.rank.catalogue import SECOND
from matcher.rank.facts import Facts

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
#: Probability from which the catalogue is taken to say that a class could convert to what is asked for.
COULD: Final = 0.2
#: Cosine, or product value, from which a plant makes what Mexico does not make at scale: it says so itself.
IN_SO_MANY_WORDS: Final = 0.7
#: Process evidence from which a plant without a documented edge may still convert.
CONVERTS_BY_PROCESS: Final = 0.8
#: Months within which a route is worth something; a shelter starts a line in 3 to 6 (expert estimate).
SLOWEST_MONTHS: Final = 24.0
HOSTING_MONTHS: Final = 4.5
UNDOCUMENTED_MONTHS: Final = 12.0
#: What a way to convert is worth whose product is just near enough; of a plant that states other processes
#: than the edge starts from, that states none; and of a way that no edge documents.
LEAST_FIT: Final = 0.3
OTHER_PROCESSES: Final = 0.4
PROCESSES_UNKNOWN: Final = 0.8
UNDOCUMENTED_FIT: Final = 0.6
#: Nearness of processes that share most of their equipment and skills.
SAME_SHOP: Final = 0.8


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
    facts: Facts,
    asked: Asked,
    class_value: Floats,
    meaning: Floats,
    product: Floats,
    process: Floats,
    supplier_at: Callable[[Sequence[int]], list[Supplier]],
) -> Routes:
    """The route of every supplier for what is asked; all arrays (n,), unknowns as zero.

    ``supplier_at`` reads suppliers by row, for dead ends that hang on what a plant says of itself.
    """
    edges = tuple(edge for edge in CONVERSIONS if edge.id in asked.edges)
    edge = _best_edge(facts, asked, edges)
    starting_out = _starting_out(facts, edge, edges) & ~_made_there(facts, asked)
    by_class = (class_value >= MAKES_BY_CLASS) & ~starting_out
    supported = (class_value >= SUPPORTED) | (facts.class_at < 0)  # an unknown class is none against it
    by_words = (meaning >= np.where(supported, MAKES_BY_WORDS_SUPPORTED, MAKES_BY_WORDS)) | (
        product >= np.where(supported, MAKES_BY_PRODUCT_SUPPORTED, MAKES_BY_PRODUCT)
    )
    by_words |= _nearest_unclassed(facts, meaning)
    if asked.likely.not_at_scale:
        # A class says nothing here: whoever makes it in spite of all has to say so itself.
        by_class = np.zeros_like(by_class)
        by_words = (meaning >= IN_SO_MANY_WORDS) | (product >= IN_SO_MANY_WORDS)
    makes = by_class | by_words
    barred = _barred(facts, asked.bars, supplier_at)
    near = makes & (facts.kind == KINDS.index("convertible"))  # it would make it, and says it has to convert
    undocumented = np.maximum.reduce(
        [np.where(process >= CONVERTS_BY_PROCESS, process, 0.0), _by_catalogue(facts, asked), near]
    )
    fit = np.maximum(_edge_fit(facts, asked, edge, edges), UNDOCUMENTED_FIT * undocumented).astype(np.float32)

    route = np.full(len(facts.kind), NO_ROUTE, dtype=np.int8)
    route[fit > 0] = CONVERTS
    route[makes & ~near] = MAKES
    route[barred] = NO_ROUTE
    route[facts.kind == KINDS.index("shelter")] = HOSTS
    edge[route != CONVERTS] = -1
    return Routes(route, edge, fit, edges)


def _nearest_unclassed(facts: Facts, meaning: Floats) -> NDArray[np.bool_]:
    """Of the plants whose class is unknown, those whose own words are nearest: nothing else can tell them."""
    near = np.where(facts.class_at < 0, meaning, 0.0)
    if len(near) > NEAREST:
        near[np.argpartition(-near, NEAREST)[NEAREST:]] = 0.0
    return near >= NEAR_ENOUGH


def _best_edge(facts: Facts, asked: Asked, edges: tuple[Conversion, ...]) -> NDArray[np.int16]:
    best = np.full(len(facts.classes) + 1, -1, dtype=np.int16)  # the last one: class unknown
    for at, code in enumerate(facts.classes):
        from_here = [number for number, edge in enumerate(edges) if edge.starts_from(code)]
        if from_here:
            best[at] = max(from_here, key=lambda number: asked.edges[edges[number].id])
    return best[facts.class_at]


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


def _edge_fit(
    facts: Facts, asked: Asked, edge: NDArray[np.int16], edges: tuple[Conversion, ...]
) -> NDArray[np.float64]:
    """How near the edge's product is to the item, and whether the plant has the processes it starts from."""
    near = [(asked.edges[known.id] - SAME_PRODUCT) / (1 - SAME_PRODUCT) for known in edges]
    closeness = np.array([*(LEAST_FIT + (1 - LEAST_FIT) * close for close in near), 0.0])[edge]
    states = facts.processes.any(axis=1)
    has = np.zeros(len(facts.kind), dtype=bool)
    for number, known in enumerate(edges):
        rows = np.flatnonzero(edge == number)
        has[rows] = facts.processes[np.ix_(rows, _near_processes(known))].any(axis=1)
    return closeness * np.where(has, 1.0, np.where(states, OTHER_PROCESSES, PROCESSES_UNKNOWN))


def _near_processes(edge: Conversion) -> NDArray[np.int64]:
    """Columns of ``Facts.processes``: what the edge starts from, and what shares most of its equipment."""
    keys = set(edge.present_processes)
    keys |= {
        other
        for key in edge.present_processes
        for other, weight in neighbours(key).items()
        if weight >= SAME_SHOP
    }
    return np.array([at for at, process in enumerate(PROCESSES) if process.key in keys], dtype=np.int64)


def _by_catalogue(facts: Facts, asked: Asked) -> NDArray[np.float64]:
    """How likely a plant's class could convert to the item, by the catalogue; 0 where that is unlikely."""
    likely = {code: value for code, value in asked.likely.convertible().items() if value >= COULD}
    return np.array([*(likely.get(code, 0.0) for code in facts.classes), 0.0])[facts.class_at]


def _barred(
    facts: Facts, bars: tuple[Conversion, ...], supplier_at: Callable[[Sequence[int]], list[Supplier]]
) -> NDArray[np.bool_]:
    """Plants for which one of the negative edges holds.

    A plant whose class is unknown may be of any: there an edge holds that its own words call for.
    """
    barred = np.zeros(len(facts.class_at), dtype=bool)
    for bar in bars:
        unknown = bool(bar.only_if_says)
        of_class = np.array([*(bar.starts_from(code) for code in facts.classes), unknown], dtype=bool)
        rows = np.flatnonzero(of_class[facts.class_at])
        if bar.reads_texts:
            plants = supplier_at([int(row) for row in rows])
            holds = [bar.holds_for(f"{plant.name} {plant.capability_text}") for plant in plants]
            rows = rows[np.array(holds, dtype=bool)]
        barred[rows] = True
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
