"""Suppliers as rows of the table, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from matcher.directory.schema import FIELDS, LISTS, PROVENANCE, base_schema, extras_of
from matcher.model import Provenance, Supplier

if TYPE_CHECKING:
    import pyarrow as pa


def to_table(suppliers: Sequence[Supplier]) -> pa.Table:
    """One row per supplier, in order; each extra is a string column after the typed ones."""
    import pyarrow as pa

    schema = base_schema()
    columns = [
        pa.array([_cell(supplier, name) for supplier in suppliers], schema.field(name).type)
        for name in FIELDS
    ]
    columns.append(pa.array([_provenance_text(supplier.provenance) for supplier in suppliers], pa.string()))
    table = pa.Table.from_arrays(columns, schema=schema)
    extras = extras_of(list({name for supplier in suppliers for name in supplier.extra}))
    for name in extras:
        table = table.append_column(
            pa.field(name, pa.string()), pa.array([s.extra.get(name) for s in suppliers], pa.string())
        )
    return table


def to_suppliers(table: pa.Table) -> list[Supplier]:
    """A Supplier for each row of a table with a directory's columns."""
    names = table.column_names
    extras = extras_of(names)
    columns = {name: table[name].to_pylist() for name in names}
    return [_supplier(columns, extras, row) for row in range(table.num_rows)]


def _cell(supplier: Supplier, name: str) -> Any:
    value = getattr(supplier, name)
    return (list(value) or None) if name in LISTS else value


def _supplier(columns: Mapping[str, list[Any]], extras: Sequence[str], row: int) -> Supplier:
    values = {name: columns[name][row] for name in FIELDS}
    for name in LISTS:
        values[name] = tuple(values[name] or ())
    extra = {name: columns[name][row] for name in extras if columns[name][row] is not None}
    return Supplier(**values, provenance=_provenance(columns[PROVENANCE][row]), extra=extra)


def _provenance_text(provenance: Mapping[str, Provenance]) -> str | None:
    if not provenance:
        return None
    records = {
        field: {key: value for key, value in asdict(record).items() if value is not None}
        for field, record in provenance.items()
    }
    return json.dumps(records, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _provenance(cell: str | None) -> dict[str, Provenance]:
    return {field: Provenance(**record) for field, record in json.loads(cell).items()} if cell else {}
