"""From the reference tables and marked needs to the reader that is bundled."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from matcher.config import data_dir
from matcher.files import beside
from matcher.knowledge.items import ITEMS
from matcher.knowledge.scian import buyer_terms
from matcher.rank.lines import Lines
from matcher.rank.wanted import Wanted
from matcher.text import fold
from matcher.training.reader.corpus import Tell, lines, marked_needs
from matcher.training.reader.lines import fit_lines
from matcher.training.reader.wanted import fit_wanted


def needs_path() -> Path:
    """Where the marked needs lie."""
    return data_dir() / "needs" / "marked.csv"


def make(tell: Tell = lambda _: None) -> tuple[Lines, Wanted]:
    """Fit both parts of the reader.

    Items that are kept aside for measuring are not learned, nor needs that are; the same tables give the same
    reader with one torch thread on the same kind of machine.
    """
    needs = [need for need in marked_needs(needs_path()) if need.trains]
    known = [item for item in ITEMS if not item.held_out]
    aside = frozenset(fold(name) for item in ITEMS if item.held_out for name in item.names)
    read = fit_lines(lines(needs, items=known, without=aside), tell)
    return read, fit_wanted(needs, products(), read, tell)


def products() -> list[tuple[str, str, str]]:
    """Buyers' terms with their language and class, to put into needs in place of what they want."""
    return [(term.term, term.language, term.code) for term in buyer_terms() if not term.term.isupper()]


def save(read: Lines, wanted: Wanted, path: Path) -> None:
    """Write a reader as safetensors, all but the table of parts in half precision."""
    from safetensors.numpy import save_file

    arrays = {**read.arrays(), **wanted.arrays()}
    kept = {
        name: np.ascontiguousarray(array.astype(np.float16) if array.dtype == np.float32 else array)
        for name, array in arrays.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with beside(path) as draft:
        save_file(kept, draft)
