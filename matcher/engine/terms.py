"""Each supplier's own terms, one by one: a plant that makes ten things is as near as the nearest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.encode import Encoder
from matcher.index import Index
from matcher.model.hits import Floats

if TYPE_CHECKING:
    import pyarrow as pa

#: Names under which an index keeps the vectors of all distinct terms, and which of them each row has.
VECTORS: Final = "term_vectors"
TERM_OF: Final = "term_of"
STARTS: Final = "term_starts"


def term_arrays(table: pa.Table, encoder: Encoder) -> dict[str, NDArray[Any]]:
    """What an index keeps of the products of n suppliers.

    ``term_vectors`` (distinct, d) float32; ``term_of`` (m,) int32, the terms of all rows one after another;
    ``term_starts`` (n + 1,) int64, where each row's begin.
    """
    per_row = [products or [] for products in table["products"].to_pylist()]
    distinct = sorted({term for products in per_row for term in products})
    number = {term: at for at, term in enumerate(distinct)}
    starts = np.cumsum([0, *(len(products) for products in per_row)])
    flat = [number[term] for products in per_row for term in products]
    return {
        VECTORS: encoder.encode(distinct) if distinct else np.zeros((0, encoder.dim), dtype=np.float32),
        TERM_OF: np.array(flat, dtype=np.int32),
        STARTS: starts.astype(np.int64),
    }


def nearest_term(index: Index, vector: Floats) -> Floats:
    """The cosine of each supplier's nearest term with a need's vector (d,): (n,), 0 without terms."""
    of, starts = index.array(TERM_OF), index.array(STARTS)
    best = np.zeros(len(index), dtype=np.float32)
    has = starts[1:] > starts[:-1]
    if has.any():
        closeness = (index.array(VECTORS) @ vector)[of]
        best[has] = np.maximum.reduceat(closeness, starts[:-1][has])
    return best
