"""Ways to convert: how well an edge, or what the catalogue says of a class, suits the item and the plant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.conversions import CONVERSIONS, NEGATIVE_CONVERSIONS, SHOWN, Conversion, Shown
from matcher.knowledge.processes import PROCESSES, neighbours
from matcher.model.hits import Floats
from matcher.rank.asked import SAME_PRODUCT, Asked

#: Probability from which the catalogue is taken to say that a class could convert to what is asked for.
COULD: Final = 0.2
#: What a way is worth whose product is just near enough, and whose plants bring no process that is asked for.
#: Expert estimates, like the others here.
LEAST_FIT: Final = 0.3
NOTHING_BROUGHT: Final = 0.5
#: What is left of a way by what the plant's own words show, in the order of SHOWN: nothing, the right kind of
#: plant, something else, the wrong kind.
LEFT: Final = np.array([0.7, 1.0, 0.4, 0.1], dtype=np.float32)
#: What is left of one whose plant says nothing: unknown is never out.
SAYS_NOTHING: Final = float(LEFT[SHOWN.index("nothing")])
#: What the processes that a plant states leave of a way that the catalogue alone knows: none stated, none of
#: those asked for.
PROCESSES_UNKNOWN: Final = 0.7
OTHER_PROCESSES: Final = 0.3
#: A class of what is left over ("other metal products") is a heading, not a process: its plants' own words
#: have to tell of the item, by this much of a process, probability of the product or cosine, and even then
#: this is left. Plastics are moulded or extruded under any heading.
RESIDUAL, MOULDED = "99", "326"
SOME_PROCESS, SOME_PRODUCT, SOME_MEANING = 0.25, 0.1, 0.4
LEFT_OVER: Final = 0.6
#: From which a plant says something near the item: probability of the product, cosine for one that is said to
#: make it and for one that would convert.
SAYS_PRODUCT, SAYS_MEANING, SAYS_NEAR = 0.02, 0.4, 0.3
#: Nearness of processes that share most of their equipment and skills.
SAME_SHOP: Final = 0.8


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the own words of n suppliers say of the item, each (n,), NaN where they say nothing.

    ``meaning`` is a cosine, ``product`` the probability that they offer it, ``process`` the share of the
    processes asked for that each has, ``other`` how surely they tell of another trade; ``others`` (n,) says
    who names things, none of them asked for, ``named`` how surely each names what is.
    """

    meaning: Floats
    product: Floats
    process: Floats
    other: Floats
    others: NDArray[np.bool_]
    named: Floats

    @property
    def tell(self) -> NDArray[np.bool_]:
        """Whose words tell of the item at all, (n,)."""
        return (
            (self.process >= SOME_PROCESS) | (self.product >= SOME_PRODUCT) | (self.meaning >= SOME_MEANING)
        )

    def elsewhere(self, meaning: float) -> NDArray[np.bool_]:
        """Who names only things that are neither asked for nor near it, (n,), near from that cosine.

        Who makes toilet valves only is no way to infusion sets, though its class could be.
        """
        near = (self.product >= SAYS_PRODUCT) | (self.meaning >= meaning) | (self.process > 0)
        return self.others & ~near


def all_edges() -> tuple[Conversion, ...]:
    """Every edge, negative ones last: the columns of ``Facts.shows``."""
    return (*CONVERSIONS, *NEGATIVE_CONVERSIONS)


@lru_cache(maxsize=8)
def starting_from(codes: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which edges that could work start from which class, (c + 1, e) over CONVERSIONS.

    The last row is for an unknown class: none starts there.
    """
    starts = [[edge.starts_from(code) for edge in CONVERSIONS] for code in codes]
    return np.array([*starts, [False] * len(CONVERSIONS)], dtype=bool)


def shown_of(codes: Sequence[str | None], names: Sequence[str], texts: Sequence[str]) -> NDArray[np.int8]:
    """What each plant's name and text show of each edge, (n, e) int8 into SHOWN over ``all_edges``.

    Nothing for an edge from another class. For a negative edge ``right`` says that it holds: where the class
    is unknown, a plant may be of any, and an edge holds that its own words call for.
    """
    edges = all_edges()
    shown = np.zeros((len(texts), len(edges)), dtype=np.int8)
    for row, (code, name, text) in enumerate(zip(codes, names, texts, strict=True)):
        for at, edge in enumerate(edges):
            if edge.sign > 0 and code and edge.starts_from(code):
                shown[row, at] = SHOWN.index(_shown(edge, name, text))
            elif edge.sign < 0 and _bars(edge, code, f"{name} {text}"):
                shown[row, at] = SHOWN.index("right")
    return shown


def _shown(edge: Conversion, name: str, text: str) -> Shown:
    """A name that says nothing is no sign against a plant that says nothing else."""
    shown = edge.shown_by(f"{name} {text}")
    return shown if text.strip() or shown == "right" else "nothing"


def _bars(edge: Conversion, code: str | None, text: str) -> bool:
    of_class = edge.starts_from(code) if code else bool(edge.only_if_says)
    return of_class and edge.holds_for(text)


def edge_fit(edge: Conversion, asked: Asked) -> float:
    """How well an edge suits the item, in [0, 1]: how near its product is, times what its processes bring."""
    near = (asked.edges[edge.id] - SAME_PRODUCT) / (1 - SAME_PRODUCT)
    brings = NOTHING_BROUGHT + (1 - NOTHING_BROUGHT) * _brought(edge, asked)
    return (LEAST_FIT + (1 - LEAST_FIT) * near) * brings


def suited(edge: Conversion, processes: NDArray[np.bool_], shown: NDArray[np.int8]) -> NDArray[np.float32]:
    """How well k plants of its classes suit an edge, (k,) in [0, 1], by what each shows of itself.

    ``processes`` (k, p) are those that each states, which may be the right ones or, where any is stated,
    other ones; ``shown`` (k,) is what its words say of the edge.
    """
    right, other = SHOWN.index("right"), SHOWN.index("other")
    left = LEFT[shown]
    states = processes.any(axis=1)
    left = np.where(states & (shown == right), SAYS_NOTHING, left)
    left = np.where(states & (shown != right), np.minimum(left, LEFT[other]), left)
    result: NDArray[np.float32] = np.where(processes[:, _columns(edge)].any(axis=1), LEFT[right], left)
    return result


def catalogue_fit(codes: Sequence[str], class_at: NDArray[np.int32], asked: Asked, own: OwnWords) -> Floats:
    """How likely each plant could convert by what the catalogue says of its class, (n,); 0 where unlikely."""
    likely = {code: value for code, value in asked.likely.convertible().items() if value >= COULD}
    of_class = np.array([*(likely.get(code, 0.0) for code in codes), 0.0])[class_at]
    some = PROCESSES_UNKNOWN + (1 - PROCESSES_UNKNOWN) * own.process
    has = np.where(own.process > 0, some, np.where(np.isnan(own.process), PROCESSES_UNKNOWN, OTHER_PROCESSES))
    left = np.where(own.tell | np.isnan(own.product), LEFT_OVER, 0.0)
    residual = [code.endswith(RESIDUAL) and not code.startswith(MOULDED) for code in codes]
    fit = of_class * has * np.where(np.array([*residual, False])[class_at], left, 1.0)
    result: Floats = fit.astype(np.float32)
    return result


def _brought(edge: Conversion, asked: Asked) -> float:
    """The share of the processes asked for that plants of an edge have or are near to; all where none is."""
    if not asked.processes:
        return 1.0
    has = set(edge.present_processes)
    nearest = (
        1.0
        if key in has
        else max((weight for other, weight in neighbours(key).items() if other in has), default=0.0)
        for key in asked.processes
    )
    return sum(nearest) / len(asked.processes)


@cache
def _columns(edge: Conversion) -> NDArray[np.int64]:
    """Columns of ``Facts.processes``: what the edge starts from, and what shares most of its equipment."""
    keys = set(edge.present_processes)
    keys |= {
        other
        for key in edge.present_processes
        for other, weight in neighbours(key).items()
        if weight >= SAME_SHOP
    }
    return np.array([at for at, process in enumerate(PROCESSES) if process.key in keys], dtype=np.int64)
