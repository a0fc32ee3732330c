"""Routes: whether a supplier makes what is asked for, could convert to it, hosts it, or has no way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.conversions import CONVERSIONS, SHOWN, Conversion
from matcher.knowledge.processes import PROCESSES
from matcher.model import KINDS, ROUTES
from matcher.model.hits import Floats
from matcher.rank.asked import Asked
from matcher.rank.catalogue import SECOND
from matcher.rank.facts import Facts
from matcher.rank.things import NAMING_PROCESSES
from matcher.rank.ways import (
    SAYS_NEAR,
    SAYS_NOTHING,
    OwnWords,
    all_edges,
    catalogue_fit,
    edge_fit,
    starting_from,
    suited,
)

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
#: What the words of a plant have to say of the item where they alone tell of the class that makes it.
A_LITTLE_PRODUCT, A_LITTLE_MEANING = 0.02, 0.2
#: Cosine from which words name the item, or nearly.
NAMES_IT: Final = 0.35
#: How surely a plant has to name the thing asked for, by its noun, to count as one that makes it.
NAMES_THING: Final = 0.15
#: Class weight from which a class may make it.
SUPPORTED: Final = 0.1
#: How surely a plant has to tell of another trade for a word alike to say nothing: of one whose registered
#: class has nothing to do with the item, and of one of unknown class whose words are less near than this.
ANOTHER_TRADE: Final = 0.3
SURELY, HALF_NEAR = 0.5, 0.35
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
#: Fit under which a way is none where the plant's own words speak against it, or state its processes.
LEAST_WAY: Final = 0.1


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


def routes_of(facts: Facts, asked: Asked, registered: Floats, class_value: Floats, own: OwnWords) -> Routes:
    """The route of every supplier for what is asked.

    ``registered`` (n,) is the weight of the class that each is registered under, ``class_value`` (n,) with
    those that its words tell of; NaN where unknown.
    """
    edges = tuple(edge for edge in CONVERSIONS if edge.id in asked.edges)
    elsewhere = own.elsewhere(SAYS_NEAR)
    edge, by_edge, suits = _best_edges(facts, asked, edges, elsewhere)
    by_class = _by_class(facts, registered, class_value, own) & ~_starting_out(facts, asked, edge, edges)
    by_words = _by_words(facts, asked, (registered, class_value), own, edge >= 0)
    makes = by_class & (asked.likely.not_at_scale is None) | by_words
    near = makes & (facts.kind == KINDS.index("convertible"))  # it would make it, and says it has to convert
    by_process = np.where(own.process >= CONVERTS_BY_PROCESS, own.process, 0.0)
    by_catalogue = suits * catalogue_fit(facts.classes, facts.class_at, asked, own)
    by_catalogue[elsewhere] = 0.0
    undocumented = np.maximum.reduce([by_process, by_catalogue, near])
    fit = np.maximum(by_edge, UNDOCUMENTED_FIT * undocumented).astype(np.float32)
    fit[(fit < LEAST_WAY) & ((suits < SAYS_NOTHING) | ~np.isnan(own.process))] = 0.0

    route = np.full(len(facts.kind), NO_ROUTE, dtype=np.int8)
    route[fit > 0] = CONVERTS
    route[makes & ~near] = MAKES
    route[_barred(facts, asked.bars)] = NO_ROUTE
    route[facts.kind == KINDS.index("shelter")] = HOSTS
    edge[(route != CONVERTS) | (by_edge < fit)] = -1
    return Routes(route, edge, fit, edges)


def _by_class(facts: Facts, registered: Floats, class_value: Floats, own: OwnWords) -> NDArray[np.bool_]:
    """Whose class makes it, (n,): the registered one or, where its words hint at the item, one they tell of.

    A bottler that says "llenado" is no pharmaceutical plant.
    """
    hints = (own.product >= A_LITTLE_PRODUCT) | (own.meaning >= A_LITTLE_MEANING)
    told = (class_value >= MAKES_BY_CLASS) & (hints | (facts.class_at < 0))
    return (registered >= MAKES_BY_CLASS) | told


def _by_words(
    facts: Facts,
    asked: Asked,
    classes: tuple[Floats, Floats],
    own: OwnWords,
    has_to_convert: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Whose own words say that it makes what is asked for, (n,).

    More has to be said by a plant whose class has nothing to do with it, or of which an edge says that it
    has to convert. ``classes`` are the weight of the registered class, and with those that its words tell of.
    """
    registered, class_value = classes
    if asked.likely.not_at_scale:
        # A class says nothing here: whoever makes it in spite of all has to say so in as many words.
        return (own.meaning >= IN_SO_MANY_WORDS) | (own.product >= IN_SO_MANY_WORDS)
    # An unknown class is none against it.
    supported = (class_value >= SUPPORTED) & ~has_to_convert | (facts.class_at < 0)
    by_meaning = own.meaning >= np.where(supported, MAKES_BY_WORDS_SUPPORTED, MAKES_BY_WORDS)
    by_product = own.product >= np.where(supported, MAKES_BY_PRODUCT_SUPPORTED, MAKES_BY_PRODUCT)
    # One word alike is not enough of a plant that tells of another trade: perlite insulates, and is no gown.
    own_trade = (registered >= SUPPORTED) | (facts.class_at < 0) | ~(own.other >= ANOTHER_TRADE)
    by_name = (own.named >= NAMES_THING) & ~has_to_convert
    return (
        (by_meaning | by_product) & own_trade
        | by_name
        | _by_process(facts, asked, own)
        | _nearest_unclassed(facts, own)
    )


def _by_process(facts: Facts, asked: Asked, own: OwnWords) -> NDArray[np.bool_]:
    """Who has the process that names the product, (n,): who makes harnesses says so, whatever its class."""
    if not asked.processes or asked.processes[0] not in NAMING_PROCESSES:
        return np.zeros(len(facts.kind), dtype=bool)
    at = [process.key for process in PROCESSES].index(asked.processes[0])
    named: NDArray[np.bool_] = facts.processes[:, at] & (own.meaning >= NAMES_IT)
    return named


def _nearest_unclassed(facts: Facts, own: OwnWords) -> NDArray[np.bool_]:
    """Of the plants whose class is unknown, those whose own words are nearest: nothing else can tell them.

    Not where these words are but half near and tell of another trade: a carton works is no maker
    of battery packs.
    """
    another = (own.other >= SURELY) & (own.meaning < HALF_NEAR)
    near = np.where((facts.class_at < 0) & ~another, np.nan_to_num(own.meaning), 0.0)
    if len(near) > NEAREST:
        near[np.argpartition(-near, NEAREST)[NEAREST:]] = 0.0
    return near >= NEAR_ENOUGH


def _best_edges(
    facts: Facts, asked: Asked, edges: tuple[Conversion, ...], elsewhere: NDArray[np.bool_]
) -> tuple[NDArray[np.int16], NDArray[np.float32], NDArray[np.float32]]:
    """The edge that suits each plant best, (n,) into ``edges`` or -1, how well the way suits item and plant,
    (n,), and how well the plant suits any way out of its class, (n,), 1 where none is known.

    Who makes things ``elsewhere`` (n,) has a way only by an edge that its own words call for.
    """
    best = np.full(len(facts.kind), -1, dtype=np.int16)
    fit, suits = np.zeros(len(best), dtype=np.float32), np.full(len(best), -1.0, dtype=np.float32)
    starts = starting_from(facts.classes)[facts.class_at]
    for column, edge in enumerate(CONVERSIONS):
        rows = np.flatnonzero(starts[:, column])
        plants = suited(edge, facts.processes[rows], facts.shows[rows, column])
        suits[rows] = np.maximum(suits[rows], plants)
        if edge in edges:
            called = np.where(elsewhere[rows] & (plants < SAYS_NOTHING), np.float32(0.0), plants)
            found = np.float32(edge_fit(edge, asked)) * called
            better = found > fit[rows]
            best[rows[better]], fit[rows[better]] = edges.index(edge), found[better]
    return best, fit, np.where(suits < 0, np.float32(1.0), suits)


def _starting_out(
    facts: Facts, asked: Asked, edge: NDArray[np.int16], edges: tuple[Conversion, ...]
) -> NDArray[np.bool_]:
    """Where an edge says that a class has to convert to the item, the class alone does not make it today."""
    per_class = np.zeros((len(facts.classes) + 1, len(edges) + 1), dtype=bool)
    for at, code in enumerate(facts.classes):
        for number, known in enumerate(edges):
            per_class[at, number] = code not in known.to_classes[:1]
    return per_class[facts.class_at, edge] & ~_made_there(facts, asked)


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
