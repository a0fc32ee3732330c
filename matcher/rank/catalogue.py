"""Which item of the catalogue a need asks for, and what the catalogue knows of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.model.hits import Floats

#: Cosine from which a need is taken to ask for an item of the catalogue.
NAMED: Final = 0.66
NO_ITEM: Final = -1


@dataclass(frozen=True, slots=True)
class Known:
    """What ranking needs of an item: who makes it, who could convert to it, whether Mexico makes it."""

    name: str
    classes_main: tuple[str, ...]
    classes_convert: tuple[str, ...]
    mexico: str
    mark: str

    @property
    def not_at_scale(self) -> bool:
        """Whether Mexico does not make it at scale."""
        return self.mexico == "not_at_scale"


def catalogue_lines() -> tuple[str, ...]:
    """Every item that is not held out, as an index keeps it: a line of JSON each."""
    from matcher.knowledge.items import ITEMS  # a match reads them from its index

    return tuple(
        json.dumps(
            asdict(Known(item.name_en, item.classes_main, item.classes_convert, item.mexico, item.mark)),
            ensure_ascii=False,
        )
        for item in ITEMS
        if not item.held_out
    )


def asked_item(
    similarity: Floats, item_of: NDArray[np.int32], lines: Sequence[str]
) -> tuple[Known, float] | None:
    """The item that a need asks for and how closely, or None when no item is near enough.

    Parameters
    ----------
    similarity : ndarray, shape (terms,), best cosine of each term of the bank with the head and the title
    item_of : ndarray, shape (terms,), the item that a term names, NO_ITEM for a term of a classification
    lines : the items, as ``catalogue_lines`` gives them
    """
    if not len(lines):
        return None
    closest = np.zeros(len(lines), dtype=np.float32)
    named = item_of != NO_ITEM
    np.maximum.at(closest, item_of[named], similarity[named])
    best = int(closest.argmax())
    if closest[best] < NAMED:
        return None
    held = json.loads(lines[best])
    known = Known(
        held["name"],
        tuple(held["classes_main"]),
        tuple(held["classes_convert"]),
        held["mexico"],
        held["mark"],
    )
    return known, float(closest[best])
