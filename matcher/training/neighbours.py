"""Hard negatives: which pairs to draw beside a pair, so that a batch holds what is easily confused.

At first the rows that follow in the table, which is the same product family where a table stands in the order
of its codes. Once a model is there, the pairs that it finds most alike (as ANCE does; Xiong et al., 2021).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.training.corpus import Corpus
from matcher.training.ragged import Ints
from matcher.training.vectors import text_vectors, unit

#: Above this many pairs the search looks at the nearest cells only.
_EXACT: Final = 5000
_CELLS: Final = 512
_LOOKED_AT: Final = 6


def following_rows(n_pairs: int, count: int) -> Ints:
    """For each pair the next ones of the table, shape (n_pairs, count); the last is followed by the first."""
    return (np.arange(n_pairs)[:, None] + np.arange(1, count + 1)) % n_pairs


def most_alike(corpus: Corpus, table: NDArray[np.float32], count: int) -> Ints:
    """For each strong pair the strong pairs most alike, for the others the next ones; shape (n_pairs, count).

    Parameters
    ----------
    table : ndarray, shape (tokens, dim)
        The model so far. A pair lies where its English and its Spanish vector meet.
    """
    neighbours = following_rows(len(corpus.weights), count)
    strong = np.flatnonzero(corpus.strong)
    if len(strong) <= count:
        return neighbours
    en, es = (text_vectors(corpus, side, strong, table) for side in (corpus.en, corpus.es))
    middle = unit(en + es)
    found = _search(middle, count + 1)
    places = np.arange(len(strong))
    for place, row in zip(places, found, strict=True):
        others = [other for other in row.tolist() if other not in (place, -1)][:count]
        neighbours[strong[place], : len(others)] = strong[others]
    return neighbours


def _search(vectors: NDArray[np.float32], count: int) -> Ints:
    import faiss

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        kind = f"IVF{_CELLS},Flat" if len(vectors) > _EXACT else "Flat"
        index = faiss.index_factory(vectors.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
        index.train(vectors)
        if len(vectors) > _EXACT:
            faiss.extract_index_ivf(index).nprobe = _LOOKED_AT
        index.add(vectors)
        found: Ints = index.search(vectors, count)[1]
        return found
    finally:
        faiss.omp_set_num_threads(threads)
