"""Building a directory from a stream: compact columns as it grows, repeated ids merged at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from matcher.directory.rows import to_table
from matcher.directory.schema import base_schema
from matcher.model import Supplier

if TYPE_CHECKING:
    import pyarrow as pa

    from matcher.directory.directory import Directory

_BATCH: Final = 8192


class Builder:
    """Takes suppliers one by one; the k-th sighting of an id goes to the k-th layer.

    Ids are unique within a layer, so that layers merge as directories do, in the order of arrival, and
    nothing but the ids stays in memory as Python objects.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._layers: list[_Layer] = []

    def add(self, supplier: Supplier) -> bool:
        """Take one supplier; True when its id is new, False when it will be merged."""
        depth = self._seen.get(supplier.supplier_id, 0)
        self._seen[supplier.supplier_id] = depth + 1
        if depth == len(self._layers):
            self._layers.append(_Layer())
        self._layers[depth].add(supplier)
        return depth == 0

    def finish(self, about: Mapping[str, Any]) -> Directory:
        """The directory of everything taken, validated and sorted by supplier id."""
        from matcher.directory.directory import Directory

        tables = [layer.finish() for layer in self._layers] or [base_schema().empty_table()]
        whole = Directory.of(tables[0], about)
        for table in tables[1:]:
            whole, _ = whole.merge(Directory.of(table, about))
        return whole


class _Layer:
    def __init__(self) -> None:
        self._waiting: list[Supplier] = []
        self._tables: list[pa.Table] = []

    def add(self, supplier: Supplier) -> None:
        self._waiting.append(supplier)
        if len(self._waiting) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        self._tables.append(to_table(self._waiting))
        self._waiting = []

    def finish(self) -> pa.Table:
        import pyarrow as pa

        if self._waiting:
            self._flush()
        return pa.concat_tables(self._tables, promote_options="default")
