"""The columns of a directory and their types."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Final

from matcher.model import Supplier

if TYPE_CHECKING:
    import pyarrow as pa

#: Metadata key and format number of a saved directory.
METADATA_KEY: Final = b"matcher"
FORMAT: Final = 1

LISTS: Final = ("products", "processes", "certifications", "equipment")
DECIMALS: Final = ("latitude", "longitude", "export_share", "lead_time_weeks")
INTEGERS: Final = ("first_seen", "last_seen", "employees_min", "employees_max", "founded")
#: A supplier's fields in their order, ``provenance`` (a JSON object per row) and ``extra`` apart.
FIELDS: Final = tuple(field.name for field in fields(Supplier) if field.name not in ("provenance", "extra"))
PROVENANCE: Final = "provenance"


@cache
def base_schema() -> pa.Schema:
    """The schema without extras; an absent list is null, as everything unknown is."""
    import pyarrow as pa

    def kind_of(name: str) -> pa.DataType:
        if name in LISTS:
            return pa.list_(pa.string())
        if name in DECIMALS:
            return pa.float64()
        return pa.int32() if name in INTEGERS else pa.string()

    columns = [pa.field(name, kind_of(name)) for name in FIELDS]
    return pa.schema([*columns, pa.field(PROVENANCE, pa.string())])


def extras_of(names: list[str]) -> list[str]:
    """The column names that are none of ours, sorted."""
    return sorted(name for name in names if name not in FIELDS and name != PROVENANCE)
