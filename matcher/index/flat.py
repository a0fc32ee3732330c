"""faiss's exact index: a first look at large indexes, which ``Dense`` then settles to the last digit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


class Flat:
    """Inner products by ``faiss.IndexFlatIP``; keeps a copy of the vectors (n, d)."""

    def __init__(self, vectors: Floats) -> None:
        import faiss

        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def near(self, query: Floats, k: int, rows: Rows, slack: float) -> Rows:
        """Those of ``rows`` (m,) whose product with ``query`` (d,) is within ``slack`` of the k-th best.

        faiss looks only at those rows (an ``IDSelectorBitmap``): the filter comes before the k.
        """
        import faiss

        allowed = np.zeros((self._index.ntotal + 7) // 8 * 8, dtype=np.uint8)
        allowed[rows] = 1
        bitmap = np.packbits(allowed, bitorder="little")
        # faiss types the functions as compiled; its Python layer takes arrays and keywords.
        selected = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]
        wanted = faiss.SearchParameters(sel=selected)  # type: ignore[call-arg]
        best, _ = self._index.search(query[None], min(k, len(rows)), params=wanted)
        _, _, found = self._index.range_search(query[None], float(best[0, -1]) - slack, params=wanted)
        return np.sort(found.astype(np.int64))
