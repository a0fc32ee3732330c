"""What rows say, independent of how their table was stored: texts, checksums, and what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, pairwise
from math import isnan
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

    from matcher.index.index import Index

Rows = NDArray[np.int64]
ID: Final = "supplier_id"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a table would change in an index: row numbers of the table, and ids that only the index holds."""

    added: Rows
    changed: Rows
    unchanged: Rows
    removed: tuple[str, ...]

    @property
    def to_encode(self) -> Rows:
        """Row numbers of the table that need a vector, in order."""
        return np.sort(np.concatenate([self.added, self.changed]))

    def __repr__(self) -> str:
        parts = f"{len(self.added)} added, {len(self.changed)} changed, {len(self.unchanged)} unchanged"
        return f"<Changes {parts}, {len(self.removed)} removed>"


def changed_rows(index: Index, rows: pa.Table) -> Changes:
    """Compare a table with an index by the content of each row; raises InputError as ``check_rows``."""
    return compare(index.rows, rows)


def compare(old: pa.Table, new: pa.Table) -> Changes:
    """What ``new`` changes in ``old``; both sorted by supplier id."""
    check_rows(new)
    held = dict(zip(ids_of(old), row_hashes(old), strict=True))
    found: dict[str, list[int]] = {"added": [], "changed": [], "unchanged": []}
    for row, (supplier_id, content) in enumerate(zip(ids_of(new), row_hashes(new), strict=True)):
        before = held.pop(supplier_id, None)
        found["added" if before is None else "unchanged" if before == content else "changed"].append(row)
    as_rows = {name: np.array(numbers, dtype=np.int64) for name, numbers in found.items()}
    return Changes(**as_rows, removed=tuple(held))


def check_rows(rows: pa.Table) -> None:
    """Raise InputError unless the table is sorted by a supplier id that is text, never empty or repeated."""
    if ID not in rows.column_names:
        raise InputError(f"Got a table without the column '{ID}'; it has {', '.join(rows.column_names)}.")
    before = ""
    for row, supplier_id in enumerate(ids_of(rows)):
        if not isinstance(supplier_id, str) or not supplier_id:
            raise InputError(f"row {row} has no id; every supplier needs one", field=ID)
        if row and supplier_id <= before:
            problem = "stands twice" if supplier_id == before else f"comes after '{before}'"
            raise InputError(f"'{supplier_id}' {problem}; sort the table by id, each id once", field=ID)
        before = supplier_id


def ids_of(rows: pa.Table) -> list[str]:
    """The supplier ids, in order."""
    ids: list[str] = rows.column(ID).to_pylist()
    return ids


def texts_of(rows: pa.Table, column: str) -> list[str]:
    """One text a row: a cell as it stands, a list joined by ``; ``, empty where unknown."""
    return [_text(cell) for cell in cells_of(rows.column(column))]


def cells_of(column: pa.ChunkedArray) -> list[Any]:
    """``column.to_pylist()``, several times as fast for texts and lists of texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type):
        cells: list[Any] = column.to_numpy().tolist()
        return cells
    if not (pa.types.is_list(column.type) and pa.types.is_string(column.type.value_type)):
        return list(column.to_pylist())
    lists = column.combine_chunks()
    parts = pc.list_flatten(lists).to_numpy(zero_copy_only=False).tolist()
    lengths = pc.list_value_length(lists).to_pylist()
    bounds = accumulate((length or 0 for length in lengths), initial=0)
    return [
        None if length is None else parts[a:b]
        for length, (a, b) in zip(lengths, pairwise(bounds), strict=True)
    ]


def row_hashes(rows: pa.Table) -> list[bytes]:
    """A checksum of each row's content: the same whatever the order, types and chunks of its columns.

    An unknown cell counts as if its column were not there.
    """
    known: list[list[Any]] = [[] for _ in range(rows.num_rows)]
    for name in sorted(rows.column_names):
        column = rows.column(name)
        if column.null_count < rows.num_rows:
            for row, cell in zip(known, cells_of(column), strict=True):
                if (value := _canonical(cell)) is not None:
                    row.extend((name, value))
    # JSON quotes what a cell holds, so that no cell can pass for two.
    encode = json.JSONEncoder(sort_keys=True, default=str).encode
    return [blake2b(encode(row).encode(), digest_size=16).digest() for row in known]


def data_hash(rows: pa.Table) -> str:
    """A checksum of a whole table, from its rows in order."""
    return blake2b(b"".join(row_hashes(rows)), digest_size=32).hexdigest()


def _canonical(cell: Any) -> Any:
    if isinstance(cell, float):
        return None if isnan(cell) else int(cell) if cell.is_integer() else cell
    return None if cell in (None, "", []) else cell


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return "; ".join(map(str, filter(None, cell))) if isinstance(cell, list) else str(cell)
