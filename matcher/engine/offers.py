"""What each supplier's own words offer, worked out once when an index is built: items and classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.engine.trained import trained
from matcher.index import Index
from matcher.model.hits import Floats
from matcher.rank.lines import Lines, softmax
from matcher.rank.sought import Catalogue
from matcher.rank.things import itself
from matcher.text import fold, sentences

if TYPE_CHECKING:
    import pyarrow as pa

#: Names under which an index keeps each supplier's best items, and how well its words fit them.
ITEM_AT: Final = "offer_item"
FIT: Final = "offer_fit"
#: Items kept for each supplier.
KEPT: Final = 16
#: A supplier whose best item is less alike than this says too little for any item to be its very own.
CLEAR: Final = 0.35
#: The power to which a likeness is raised.
SHARP: Final = 2
#: Names under which an index keeps the classes that its words tell of, and how surely; classes kept for each.
CLASS_AT: Final = "said_class"
SURE: Final = "said_share"
CLASSES_KEPT: Final = 6
#: Weight from which a class fits what is sought, and under which it has nothing to do with it; share from
#: which a supplier's words tell of a class.
FITTING, FOREIGN, TOLD = 0.1, 0.05, 0.3
#: Letters that a text must have to say something: a register's "sí" is no silicon.
SHORTEST: Final = 3
#: Texts whose likeness to every item is kept at hand: registers say the same things over and over.
REMEMBERED: Final = 2_000


def offer_arrays(table: pa.Table, catalogue: Catalogue) -> dict[str, NDArray[Any]]:
    """``offer_item`` (n, k) uint16 and ``offer_fit`` (n, k) float32 in [0, 1], best first, for n suppliers.

    The fit of an item is the best likeness of any one product or sentence of the supplier to it, as a share
    of the supplier's best (of CLEAR, where that is less), squared.
    """
    likeness = lru_cache(REMEMBERED)(catalogue.likeness)
    kept = min(KEPT, len(catalogue.vectors))
    items = np.zeros((table.num_rows, kept), dtype=np.uint16)
    fits = np.zeros((table.num_rows, kept), dtype=np.float32)
    for row, said in enumerate(_said(table)):
        if said and kept:
            alike = np.max([likeness(itself(text)) for text in said], axis=0)
            best = np.argsort(-alike, kind="stable")[:kept]
            items[row], fits[row] = best, (alike[best] / max(float(alike[best[0]]), CLEAR)) ** SHARP
    return {ITEM_AT: items, FIT: fits}


def _said(table: pa.Table) -> Iterator[tuple[str, ...]]:
    """What each supplier says of its products: the list, and each sentence of its description."""
    columns = (table["products"].to_pylist(), table["description"].to_pylist())
    for products, description in zip(*columns, strict=True):
        said = (*(products or ()), *sentences(description or ""))
        yield tuple(text for text in said if len(fold(text)) >= SHORTEST)


def class_arrays(table: pa.Table, lines: Lines) -> dict[str, NDArray[Any]]:
    """``said_class`` (n, k) uint32 codes and ``said_share`` (n, k) float32, best first, for n suppliers.

    The share of a class is the highest that any one product or sentence of the supplier gives it.
    """
    shares = lru_cache(REMEMBERED)(lambda text: softmax(lines.logits(lines.hidden([text])))[0])
    codes = np.zeros((table.num_rows, CLASSES_KEPT), dtype=np.uint32)
    sure = np.zeros((table.num_rows, CLASSES_KEPT), dtype=np.float32)
    for row, said in enumerate(_said(table)):
        if said:
            highest = np.max([shares(text) for text in said], axis=0)
            best = np.argsort(-highest, kind="stable")[:CLASSES_KEPT]
            codes[row], sure[row] = lines.codes[best], highest[best]
    return {CLASS_AT: codes, SURE: sure}


@dataclass(frozen=True, slots=True)
class Said:
    """What the own words of n suppliers tell of classes, each (n,) in [0, 1], NaN for one that says nothing.

    ``likely`` is how likely the classes that they tell of make what is sought; ``other`` how surely they tell
    of a trade that does not.
    """

    likely: Floats
    other: Floats


def said_classes(index: Index, classes: Mapping[str, float]) -> Said:
    """What each supplier's words tell of the classes that make what is sought, by their weight."""
    codes, sure = index.array(CLASS_AT), index.array(SURE)
    known = np.array([0, *sorted(int(code) for code in classes)], dtype=np.uint32)
    weights = np.array([classes.get(str(code), 0.0) for code in known], dtype=np.float32)
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    weight = np.where(known[at] == codes, weights[at], 0.0)
    silent: NDArray[np.bool_] = sure.max(axis=1, initial=0.0) <= 0
    likely = (weight * sure).max(axis=1, initial=0.0)
    fitting = np.where(weight >= FITTING, sure, 0.0).max(axis=1, initial=0.0)
    foreign = np.where(weight < FOREIGN, sure, 0.0).max(axis=1, initial=0.0)
    other = np.where(fitting < TOLD, np.clip((foreign - TOLD) / (1 - TOLD), 0.0, 1.0), 0.0)
    return Said(_unknown(likely, silent), _unknown(other, silent))


def class_weights(texts: Sequence[str], classes: Mapping[str, float]) -> Floats:
    """What each of k texts tells of the classes that make what is sought, (k,): their weight, shared out."""
    lines, _ = trained()
    weights = np.array([classes.get(str(code), 0.0) for code in lines.codes], dtype=np.float32)
    result: Floats = softmax(lines.logits(lines.hidden(texts))) @ weights
    return result


def _unknown(values: NDArray[Any], silent: NDArray[np.bool_]) -> Floats:
    result: Floats = np.where(silent, np.nan, values).astype(np.float32)
    return result


def says_what(index: Index) -> NDArray[np.bool_]:
    """Which suppliers say anything of their products, (n,): of the others it is unknown what they offer."""
    found: NDArray[np.bool_] = (index.array(FIT) > 0).max(axis=1, initial=False)
    return found


def offered(index: Index, probabilities: Floats) -> Floats:
    """How likely each supplier offers what is sought, (n,) in [0, 1]: probability times fit, summed."""
    items, fits = index.array(ITEM_AT), index.array(FIT)
    total: Floats = np.minimum((probabilities[items] * fits).sum(axis=1), 1.0).astype(np.float32)
    return total
