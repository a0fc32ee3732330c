"""What is worked out of a whole table once and kept for as long as the table lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

if TYPE_CHECKING:
    import pyarrow as pa

_T = TypeVar("_T")


def per_table(make: Callable[[pa.Table], _T]) -> Callable[[pa.Table], _T]:
    """Keep what is worked out of a table for as long as it lives: need after need asks for the same."""
    kept: dict[int, tuple[ref[Any], _T]] = {}

    @wraps(make)
    def known(table: pa.Table) -> _T:
        at = id(table)
        if at not in kept:
            kept[at] = (ref(table, lambda _gone: kept.pop(at, None)), make(table))
        return kept[at][1]

    return known
