"""What a need asks for, in the terms that suppliers are compared by: query texts, classes, processes, edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.conversions import CONVERSIONS, Conversion
from matcher.knowledge.processes import find_processes, process
from matcher.model import Need
from matcher.model.hits import Floats
from matcher.text import sentences

#: What a buyer puts first says what is wanted; later sentences bring volumes, places and reasons.
TITLE_WEIGHT: Final = 3.0
MAX_SENTENCES: Final = 24
#: Cosine from which a conversion's product counts as the thing asked for.
SAME_PRODUCT: Final = 0.62


@dataclass(frozen=True, slots=True)
class Asked:
    """A need as evidence: ``classes`` class -> weight in [0, 1], ``processes`` key -> 1, ``edges`` -> closeness.

    ``bars`` are negative edges that this need runs into: what looks close and is not.
    """

    classes: Mapping[str, float]
    processes: tuple[str, ...]
    edges: Mapping[str, float]
    bars: tuple[Conversion, ...]


def query_texts(need: Need) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """The title (else the first sentence) and the sentences of a need, with their weights."""
    lines = sentences(need.text)[:MAX_SENTENCES]
    title = need.title or (lines[0] if lines else need.text)
    rest = [line for line in lines if line != title]
    weights = [TITLE_WEIGHT] + [1.0] * len(rest)
    return (title, *rest), np.array(weights, dtype=np.float32)


def need_vector(vectors: Floats, weights: NDArray[np.float32]) -> Floats:
    """One unit vector for the whole need: the weighted mean of its texts. Zero if no word is known."""
    mean = weights @ vectors
    length = float(np.linalg.norm(mean))
    return (mean / length if length > 0 else mean).astype(np.float32)


def asked_of(need: Need, classes: Mapping[str, float], product_closeness: Mapping[str, float]) -> Asked:
    """Put together what a need asks for.

    ``classes`` is the class vote; ``product_closeness`` maps each conversion edge to the cosine between the
    need and the nearest of the edge's product phrases.
    """
    stated = [found.key for name in need.processes if (found := process(name)) is not None]
    keys = tuple(dict.fromkeys([*stated, *find_processes(need.text)]))
    near = {
        edge.edge_id: close
        for edge in CONVERSIONS
        if (close := _closeness(edge, classes, product_closeness)) >= SAME_PRODUCT
    }
    bars = tuple(edge for edge in CONVERSIONS if edge.sign < 0 and edge.edge_id in near)
    edges = {
        edge.edge_id: near[edge.edge_id] for edge in CONVERSIONS if edge.sign > 0 and edge.edge_id in near
    }
    return Asked(classes, keys, edges, bars)


def _closeness(
    edge: Conversion, classes: Mapping[str, float], product_closeness: Mapping[str, float]
) -> float:
    by_words = product_closeness.get(edge.edge_id, 0.0)
    if edge.sign < 0:
        return by_words
    by_class = max((classes.get(code, 0.0) for code in edge.to_classes), default=0.0)
    return max(by_words, 0.9 * by_class if by_words >= 0.4 else 0.0)


def edge_phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every product phrase of every conversion edge, and beside it the edge it belongs to."""
    pairs = [
        (phrase, edge.edge_id) for edge in CONVERSIONS for phrase in (*edge.products_en, *edge.products_es)
    ]
    return tuple(phrase for phrase, _ in pairs), tuple(edge for _, edge in pairs)


def closeness_by_edge(similarity: Floats, edges: Sequence[str]) -> dict[str, float]:
    """The best cosine per edge, from (phrases, query texts) similarities."""
    best: dict[str, float] = {}
    for edge, close in zip(edges, similarity.max(axis=1), strict=True):
        best[edge] = max(best.get(edge, 0.0), float(close))
    return best
