"""Nearness in meaning: exact, whatever the filter, the batch or the machine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

#: Rows worked on at a time for a few queries: 256 rows of 256 float64 (0.5 MB) stay in a core's own cache.
BLOCK: Final = 256
#: And for many, where the multiplication costs more than the copying.
MANY: Final = 8
BATCH_BLOCK: Final = 4096
#: Queries scored in full at a time: 64 of them over 100,000 rows take 26 MB.
BATCH: Final = 64
#: From so many allowed rows on, faiss finds the candidates; below, its import costs more than it saves.
FAISS_FROM: Final = 200_000


class Dense:
    """Cosines of unit rows. ``vectors`` (n, d) float32; ``faiss_from`` allowed rows on, faiss is used."""

    def __init__(self, vectors: Floats, faiss_from: int = FAISS_FROM) -> None:
        self.vectors, self.faiss_from = vectors, faiss_from

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

    def rough(self, query: Floats, rows: Rows | None = None) -> tuple[Floats, float]:
        """Cosines (m,) of one query summed in float32, and by how much they can be off at most."""
        if rows is None:
            found = self.vectors @ query
        elif 2 * len(rows) < len(self.vectors):
            found = self.vectors[rows] @ query
        else:
            found = (self.vectors @ query)[rows]
        return found, self.slack

    @property
    def slack(self) -> float:
        """Error bound of a float32 sum of d products of unit vectors, and of the final rounding.

        Source: Higham (2002), Accuracy and Stability of Numerical Algorithms, section 3.1.
        """
        return float((self.vectors.shape[1] + 2) * np.finfo(np.float32).eps)

    def nearest(self, queries: Floats, k: int, rows: Rows | None) -> Iterator[tuple[Rows, Floats]]:
        """For each query its k best rows and their cosines, best first, equal ones by row."""
        n = len(self.vectors) if rows is None else len(rows)
        if n >= self.faiss_from:
            yield from self._nearest_by_faiss(queries, min(k, n), rows)
            return
        for start in range(0, len(queries), BATCH):
            for scores in self.scores(queries[start : start + BATCH], rows):
                best = top_rows(scores, k)
                yield (best if rows is None else rows[best]), scores[best]

    def _nearest_by_faiss(self, queries: Floats, k: int, rows: Rows | None) -> Iterator[tuple[Rows, Floats]]:
        n = len(self.vectors) if rows is None else len(rows)
        wanted = min(n, k + 64)
        rough, found = self._faiss_search(queries, wanted, rows)
        for query, scores, near in zip(queries, rough, found, strict=True):
            candidates = np.sort(near[near >= 0])
            exact = self.scores(query[None], candidates)[0]
            best = top_rows(exact, k)
            # A row that faiss left out may still tie with, or beat, the last one kept.
            if wanted < n and scores.min() + 2 * self.slack >= exact[best[-1]]:
                yield self._nearest_by_scan(query, k, float(exact[best[-1]]), rows)
            else:
                yield candidates[best], exact[best]

    def _nearest_by_scan(
        self, query: Floats, k: int, at_least: float, rows: Rows | None
    ) -> tuple[Rows, Floats]:
        rough, slack = self.rough(query, rows)
        near = np.flatnonzero(rough >= at_least - slack)
        candidates = near if rows is None else rows[near]
        exact = self.scores(query[None], candidates)[0]
        best = top_rows(exact, k)
        return candidates[best], exact[best]

    def _faiss_search(self, queries: Floats, k: int, rows: Rows | None) -> tuple[Floats, Rows]:
        import faiss

        # Since 1.15 faiss skips BLAS for batches under 500 queries of 256 dimensions (its pull request
        # 5022): 4 to 9 times slower for 32 to 256 queries on two cores.
        faiss.cvar.distance_compute_blas_threshold = 1 if len(queries) > 1 else 1 << 30
        found: tuple[Floats, Rows]
        if rows is None:
            found = self._flat.search(queries, k)
            return found
        mask = np.zeros(len(self.vectors), dtype=bool)
        mask[rows] = True
        bits = np.packbits(mask, bitorder="little")
        chosen = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        found = self._flat.search(queries, k, params=faiss.SearchParameters(sel=chosen))  # type: ignore[call-arg]
        return found

    @cached_property
    def _flat(self) -> Any:
        import faiss

        flat = faiss.IndexFlatIP(self.vectors.shape[1])
        flat.add(np.ascontiguousarray(self.vectors))
        return flat


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
    if k >= len(scores):
        return np.argsort(-scores, kind="stable")
    edge = np.partition(scores, len(scores) - k)[len(scores) - k]
    near = np.flatnonzero(scores >= edge)
    return near[np.argsort(-scores[near], kind="stable")[:k]]
