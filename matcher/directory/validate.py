"""A table is a directory only when every column holds what it should: checked whole, column by column."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from matcher.directory.schema import FIELDS, INTEGERS, LISTS, PROVENANCE, base_schema, extras_of
from matcher.errors import InputError
from matcher.knowledge.places import STATES
from matcher.model import KINDS, VERIFICATIONS, Provenance

if TYPE_CHECKING:
    import pyarrow as pa

#: Mexico with its islands and sea, in degrees.
LATITUDES: Final = (14.0, 33.0)
LONGITUDES: Final = (-119.0, -86.0)
YEARS: Final = (1500, 2100)
_RANGES: Final[dict[str, tuple[float, float]]] = {
    "latitude": LATITUDES,
    "longitude": LONGITUDES,
    "first_seen": YEARS,
    "last_seen": YEARS,
    "founded": YEARS,
    "employees_min": (0, 10_000_000),
    "employees_max": (0, 10_000_000),
    "export_share": (0, 1),
    "lead_time_weeks": (0, 10_000),
}


def validate(table: pa.Table) -> None:
    """Raise InputError naming the first column that is wrong, and how.

    Checked: types, unique and filled ids, names and kinds, states by INEGI's short names, ranges of numbers,
    points with both coordinates inside Mexico, ranges the right way round, list parts, readable provenance.
    """
    _columns(table)
    _filled(table, "supplier_id")
    _filled(table, "name")
    _filled(table, "kind")
    _unique(table, "supplier_id")
    _among(table, "kind", KINDS)
    _among(table, "verification", VERIFICATIONS)
    _among(table, "state", tuple(state.name for state in STATES))
    for name, (low, high) in _RANGES.items():
        _between(table, name, low, high)
    _in_order(table, "first_seen", "last_seen")
    _in_order(table, "employees_min", "employees_max")
    _both_or_neither(table, "latitude", "longitude")
    for name in LISTS:
        _parts(table, name)
    _provenance(table)


def _wrong(name: str, problem: str) -> InputError:
    return InputError(problem, field=name)


def _columns(table: pa.Table) -> None:
    import pyarrow as pa

    schema = base_schema()
    for name in (*FIELDS, PROVENANCE):
        if name not in table.column_names:
            raise _wrong(name, "the column is missing")
        if table.schema.field(name).type != schema.field(name).type:
            found = table.schema.field(name).type
            raise _wrong(name, f"holds {found}, wanted {schema.field(name).type}")
    for name in extras_of(table.column_names):
        if table.schema.field(name).type != pa.string():
            raise _wrong(name, f"holds {table.schema.field(name).type}, wanted string")


def _refuse_any(
    table: pa.Table, name: str, mask: Any, say: Callable[[int, Any], str], of: str | None = None
) -> None:
    """Raise for the first row where the mask holds."""
    import pyarrow.compute as pc

    rows = pc.indices_nonzero(pc.fill_null(mask, fill_value=False))
    if len(rows):
        row = rows[0].as_py()
        raise _wrong(name, say(row + 1, table[of or name][row].as_py()))


def _filled(table: pa.Table, name: str) -> None:
    import pyarrow.compute as pc

    empty = pc.or_kleene(pc.is_null(table[name]), pc.equal(pc.utf8_trim_whitespace(table[name]), ""))
    _refuse_any(table, name, empty, lambda row, _: f"is empty in row {row}")


def _unique(table: pa.Table, name: str) -> None:
    import pyarrow.compute as pc

    if pc.count_distinct(table[name]).as_py() != table.num_rows:
        counts = pc.value_counts(table[name])
        twice = min(count["values"] for count in counts.to_pylist() if count["counts"] > 1)
        raise _wrong(name, f"'{twice}' stands more than once")


def _among(table: pa.Table, name: str, allowed: tuple[str, ...]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    known = pc.is_in(table[name], value_set=pa.array(allowed, pa.string()))
    other = pc.and_(pc.is_valid(table[name]), pc.invert(known))
    _refuse_any(
        table, name, other, lambda row, value: f"'{value}' in row {row} is none of {', '.join(allowed)}"
    )


def _between(table: pa.Table, name: str, low: float, high: float) -> None:
    import pyarrow.compute as pc

    column = table[name]
    outside = pc.or_(pc.less(column, low), pc.greater(column, high))
    if name not in INTEGERS:
        outside = pc.or_(outside, pc.is_nan(column))
    _refuse_any(table, name, outside, lambda row, value: f"{value} in row {row} is not from {low} to {high}")


def _in_order(table: pa.Table, low: str, high: str) -> None:
    import pyarrow.compute as pc

    wrong = pc.greater(table[low], table[high])
    _refuse_any(table, low, wrong, lambda row, value: f"{value} in row {row} is more than its {high}")


def _both_or_neither(table: pa.Table, one: str, other: str) -> None:
    import pyarrow.compute as pc

    half = pc.xor(pc.is_null(table[one]), pc.is_null(table[other]))
    _refuse_any(table, one, half, lambda row, _: f"stands without its {other}, or the reverse, in row {row}")


def _parts(table: pa.Table, name: str) -> None:
    import pyarrow.compute as pc

    parts = pc.list_flatten(table[name])
    empty = pc.or_kleene(pc.is_null(parts), pc.equal(parts, ""))
    if pc.any(empty).as_py():
        raise _wrong(name, "holds a list with an empty part")


def _provenance(table: pa.Table) -> None:
    for row, cell in enumerate(table[PROVENANCE].to_pylist(), 1):
        try:
            for record in (json.loads(cell) if cell else {}).values():
                Provenance(**record)
        except (ValueError, TypeError, AttributeError) as problem:
            raise _wrong(PROVENANCE, f"row {row} is no JSON object of provenance records") from problem
