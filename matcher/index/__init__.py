"""Finding rows: exact by meaning, by words, under any filter; stored so that a fault is noticed.

``build_index`` and ``update_index`` write a folder, ``open_index`` checks it and gives an ``Index``.
"""

from __future__ import annotations

from matcher.index.content import Changes, changed_rows
from matcher.index.filters import Filter, FilterOutcome, apply_filters, parse_filter
from matcher.index.index import Index, open_index
from matcher.index.manifest import Manifest
from matcher.index.store import build_index
from matcher.index.update import UpdateReport, update_index

__all__ = [
    "Changes",
    "Filter",
    "FilterOutcome",
    "Index",
    "Manifest",
    "UpdateReport",
    "apply_filters",
    "build_index",
    "changed_rows",
    "open_index",
    "parse_filter",
    "update_index",
]
