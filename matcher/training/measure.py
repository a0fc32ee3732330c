"""How well an encoder finds the other language's name among many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.encode.protocol import Encoder, Vectors
from matcher.text import fold
from matcher.training.pairs import Pair


@dataclass(frozen=True)
class Recall:
    """Shares of queries whose own name came first, and within the first ten; and how hard the test was."""

    at_1: float
    at_10: float
    n_queries: int
    n_candidates: int

    def __str__(self) -> str:
        return f"{self.at_1:.3f} / {self.at_10:.3f} ({self.n_queries:,} among {self.n_candidates:,})"


def name_recall(encoder: Encoder, queries: Sequence[Pair], names: Sequence[Pair], to: str) -> Recall:
    """English to Spanish (``to="es"``) or back (``to="en"``), among the distinct names of that language.

    A query with several right names counts its best; equal scores count as found, names that differ only in
    case and accents are one.
    """
    source = "en" if to == "es" else "es"
    places = {text: place for place, text in enumerate(dict.fromkeys(fold(getattr(p, to)) for p in names))}
    right: dict[str, set[int]] = {}
    for pair in names:
        right.setdefault(fold(getattr(pair, source)), set()).add(places[fold(getattr(pair, to))])
    asked = list(dict.fromkeys(fold(getattr(pair, source)) for pair in queries))
    ranks = _ranks(encoder.encode(asked), encoder.encode(list(places)), [right[text] for text in asked])
    return Recall(
        float(np.mean(ranks < 1)), float(np.mean(ranks < 10)), n_queries=len(asked), n_candidates=len(places)
    )


def _ranks(asked: Vectors, candidates: Vectors, right: Sequence[set[int]]) -> np.ndarray:
    ranks = np.zeros(len(asked), dtype=np.int64)
    for index, (vector, own) in enumerate(zip(asked, right, strict=True)):
        scores = candidates @ vector
        ranks[index] = int((scores > scores[sorted(own)].max()).sum())
    return ranks


def sentence_recall(encoder: Encoder, sentences: Sequence[Pair], to: str) -> Recall:
    """Each sentence's own translation among all of them."""
    return name_recall(encoder, sentences, sentences, to)
