"""Nearness in meaning: exact, whatever the filter, the batch or the machine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.index.flat import Flat

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

#: Rows worked on at a time for a few queries: 256 rows of 256 float64 (0.5 MB) stay in a core's own cache.
BLOCK: Final = 256
#: And for many, where the multiplication costs more than the copying.
MANY: Final = 8
BATCH_BLOCK: Final = 4096
#: Rows from which one query under a filter goes through faiss: below, its copy costs more than it saves.
FAISS_FROM: Final = 200_000
#: Queries scored in full at a time: 64 of them over 100,000 rows take 26 MB.
BATCH: Final = 64


class Dense:
    """Cosines of unit rows, ``vectors`` (n, d) float32, which may lie in mapped memory.

    Plain matrix products. Beside faiss's exact index (1.15, IndexFlatIP with a bitmap; 250,000 rows of 256,
    two busy cores) they took 0.4 of its time for one query, 0.1 to 0.3 for 64, filtered or not, and 1.1 to
    3.3, a few milliseconds more, for one query under a filter: there large indexes go through faiss, at
    the price of a copy of the rows. ``tests/benchmarks/bench_search.py`` shows both.
    """

    def __init__(self, vectors: Floats) -> None:
        self.vectors = vectors

    @cached_property
    def flat(self) -> Flat:
        """faiss's index of the same vectors, made when first needed."""
        return Flat(self.vectors)

    def scores(self, queries: Floats, rows: Rows | None = None) -> Floats:
        """Cosines (q, m) of queries (q, d) with the rows asked for, or with all.

        Sums run in float64 and are rounded once, to float32. A float32 sum would depend on how the
        library cuts the work up, so that a filter or a batch would change the last digit of a score.
        """
        wide = queries.astype(np.float64)
        n = len(self.vectors) if rows is None else len(rows)
        scores = np.empty((len(queries), n), dtype=np.float32)
        step = BLOCK if len(queries) < MANY else BATCH_BLOCK
        buffer = np.empty((min(step, n), self.vectors.shape[1]))
        for start in range(0, n, step):
            part = slice(start, min(start + step, n))
            block = buffer[: part.stop - start]
            np.copyto(block, self.vectors[part] if rows is None else self.vectors[rows[part]])
            scores[:, part] = wide @ block.T
        return np.clip(scores, -1.0, 1.0, out=scores)

    def rough(self, queries: Floats, rows: Rows | None = None) -> Floats:
        """Cosines (q, m) summed in float32: quick, and off by ``slack`` at most."""
        if rows is not None and 2 * len(rows) < len(self.vectors):
            return queries @ self.vectors[rows].T
        found = queries @ self.vectors.T
        return found if rows is None else np.take(found, rows, axis=1)

    @property
    def slack(self) -> float:
        """Error bound of a float32 sum of d products of unit vectors, and of the final rounding.

        Source: Higham (2002), Accuracy and Stability of Numerical Algorithms, section 3.1.
        """
        return float((self.vectors.shape[1] + 2) * np.finfo(np.float32).eps)

    def nearest(self, queries: Floats, k: int, rows: Rows | None) -> Iterator[tuple[Rows, Floats]]:
        """For each query its k best rows and their cosines, best first, equal ones by row."""
        if rows is not None and len(queries) == 1 and len(self.vectors) >= FAISS_FROM and len(rows):
            # Twice: the last one kept may be overrated as much as one left out is underrated.
            yield self._best(queries[0], self.flat.near(queries[0], k, rows, 2 * self.slack), k)
            return
        for start in range(0, len(queries), BATCH):
            some = queries[start : start + BATCH]
            for query, rough in zip(some, self.rough(some, rows), strict=True):
                near = np.flatnonzero(rough >= kth_highest(rough, k) - 2 * self.slack)
                yield self._best(query, near if rows is None else rows[near], k)

    def _best(self, query: Floats, candidates: Rows, k: int) -> tuple[Rows, Floats]:
        exact = self.scores(query[None], candidates)[0]
        best = top_rows(exact, k)
        return candidates[best], exact[best]


def chosen_rows(allowed: NDArray[np.bool_] | None, n: int) -> Rows | None:
    """The row numbers that a filter lets through, None for all; raises ValueError for another shape."""
    if allowed is None:
        return None
    allowed = np.asarray(allowed)
    if allowed.dtype != np.bool_ or allowed.shape != (n,):
        raise ValueError(f"Got allowed of {allowed.dtype} {allowed.shape}; it must be bool ({n},).")
    return None if allowed.all() else np.flatnonzero(allowed)


def top_rows(scores: Floats, k: int) -> Rows:
    """The positions of the k highest scores, best first, equal ones in their own order."""
    near = np.flatnonzero(scores >= kth_highest(scores, k))
    return near[np.argsort(-scores[near], kind="stable")[:k]]


def kth_highest(scores: Floats, k: int) -> float:
    """The k-th highest score, minus infinity where there are no more than k."""
    if k >= len(scores):
        return -np.inf
    return float(np.partition(scores, len(scores) - k)[len(scores) - k])
