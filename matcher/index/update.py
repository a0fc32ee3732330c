"""Upsert and delete by supplier id: only what changed is encoded anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import EncoderError, InputError, UnknownSupplier
from matcher.index.content import ID, compare, ids_of
from matcher.index.index import Index, open_index
from matcher.index.manifest import Manifest
from matcher.index.store import build_index

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float32]
#: From a table to what is stored beside it, by name: arrays, and lists of texts.
Facts = Callable[["pa.Table"], tuple[Mapping[str, NDArray[Any]], Mapping[str, Sequence[str]]]]


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """How many suppliers an update added, changed, removed and left as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int
    manifest: Manifest

    def __str__(self) -> str:
        return (
            f"{self.added:,} added, {self.changed:,} changed, {self.removed:,} removed, "
            f"{self.unchanged:,} unchanged: {self.manifest.n:,} suppliers"
        )


def update_index(
    path: str | Path,
    *,
    rows: pa.Table,
    vectors: Floats,
    delete: Collection[str] = (),
    model_id: str | None = None,
    about: Mapping[str, Any] | None = None,
    facts: Facts | None = None,
) -> UpdateReport:
    """Put rows in, in place of those of the same id, and take others out; crash-safe as ``build_index``.

    The result answers exactly as an index built whole from the same rows. To that end the words are
    indexed anew (tantivy counts a deleted row's words until it happens to merge them away); vectors, which
    cost most, are kept, and so is whatever else the index holds, unless ``facts`` gives it anew.

    Parameters
    ----------
    rows
        New and changed rows, sorted by supplier id; ``changed_rows`` says which. Unchanged ones do no harm.
    vectors : ndarray, shape (len(rows), d), float32
    delete
        Ids to take out.
    model_id
        The encoder of ``vectors``, refused if the index is of another.
    facts
        Called with the whole new table: the arrays and lists of texts that follow from its rows.

    Raises
    ------
    InputError
        An id is both in ``rows`` and in ``delete``, or the rows are not sorted by id.
    UnknownSupplier
        An id to take out is not in the index.
    IndexMissing, IndexDamaged, IndexMismatch
        As ``open_index``.
    """
    index = open_index(path, model_id=model_id)
    changes = compare(index.rows, rows)
    _check_delete(index, rows, delete)
    if vectors.shape != (rows.num_rows, index.manifest.dim):
        raise EncoderError(
            f"Got vectors of shape {vectors.shape} for {rows.num_rows} rows; want "
            f"({rows.num_rows}, {index.manifest.dim}) from model '{index.manifest.model_id}'."
        )
    gone = {*ids_of(rows), *delete}
    kept = np.array([supplier_id not in gone for supplier_id in ids_of(index.rows)], dtype=bool)
    table, table_vectors = _joined(index, kept, rows, vectors)
    arrays, texts = facts(table) if facts else ({}, {})
    manifest = build_index(
        path,
        rows=table,
        vectors=table_vectors,
        model_id=index.manifest.model_id,
        name=index.manifest.name,
        about=index.manifest.about if about is None else about,
        arrays={**index.arrays, **arrays},
        texts={**index.lists, **texts},
    )
    unchanged = int(kept.sum()) + len(changes.unchanged)
    removed = len(index) - unchanged - len(changes.changed)
    return UpdateReport(len(changes.added), len(changes.changed), removed, unchanged, manifest)


def _check_delete(index: Index, rows: pa.Table, delete: Collection[str]) -> None:
    held, given = set(ids_of(index.rows)), set(ids_of(rows))
    for supplier_id in delete:
        if supplier_id in given:
            raise InputError(f"'{supplier_id}' is to be put in and taken out at once; choose one", field=ID)
        if supplier_id not in held:
            raise UnknownSupplier(f"Got '{supplier_id}' to take out; {index!r} has no such supplier.")


def _joined(
    index: Index, kept: NDArray[np.bool_], rows: pa.Table, vectors: Floats
) -> tuple[pa.Table, Floats]:
    import pyarrow as pa

    table = pa.concat_tables([index.rows.filter(pa.array(kept)), rows], promote_options="permissive")
    ids = ids_of(table)
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    return table.take(order), np.concatenate([index.vectors[kept], vectors])[order]
