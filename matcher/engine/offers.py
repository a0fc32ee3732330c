"""Which items of the catalogue each supplier's own words offer, worked out once when an index is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.index import Index
from matcher.model.hits import Floats
from matcher.rank.sought import Catalogue
from matcher.text import sentences

if TYPE_CHECKING:
    import pyarrow as pa

#: Names under which an index keeps each supplier's best items, and how well its words fit them.
ITEM_AT: Final = "offer_item"
FIT: Final = "offer_fit"
#: Items kept for each supplier.
KEPT: Final = 16
#: A supplier whose best item is less alike than this says too little for any item to be its very own.
CLEAR: Final = 0.35


def offer_arrays(table: pa.Table, catalogue: Catalogue) -> dict[str, NDArray[Any]]:
    """``offer_item`` (n, k) uint16 and ``offer_fit`` (n, k) float32 in [0, 1], best first, for n suppliers.

    The fit of an item is the best likeness of any one product or sentence of the supplier with all that is
    said of the item, as a share of the supplier's best (of CLEAR, where that is less), squared.
    """
    seen: dict[str, Floats] = {}
    n_items = len(catalogue.vectors)
    kept = min(KEPT, n_items)
    items = np.zeros((table.num_rows, kept), dtype=np.uint16)
    fits = np.zeros((table.num_rows, kept), dtype=np.float32)
    columns = (table["products"].to_pylist(), table["description"].to_pylist())
    for row, (products, description) in enumerate(zip(*columns, strict=True)):
        said = (*(products or ()), *sentences(description or ""))
        if not said:
            continue
        for text in said:
            if text not in seen:
                seen[text] = catalogue.letters.similarity(text)
        alike = np.max([seen[text] for text in said], axis=0)
        best = np.argsort(-alike, kind="stable")[:kept]
        items[row], fits[row] = best, (alike[best] / max(float(alike[best[0]]), CLEAR)) ** 2
    return {ITEM_AT: items, FIT: fits}


def offered(index: Index, probabilities: Floats) -> Floats:
    """How likely each supplier offers what is sought, (n,) in [0, 1]: probability times fit, summed."""
    items, fits = index.array(ITEM_AT), index.array(FIT)
    total: Floats = np.minimum((probabilities[items] * fits).sum(axis=1), 1.0).astype(np.float32)
    return total
