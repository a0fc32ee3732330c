"""Anybody's supplier table: CSV, XLSX or Parquet under our column names, or under theirs with a mapping."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Final

from matcher.model import KINDS, Provenance, Supplier
from matcher.sources import values
from matcher.sources.files import sheets
from matcher.sources.headings import check_columns, rows_of
from matcher.sources.mapping import renamed
from matcher.sources.mojibake import tidy
from matcher.sources.outcome import SHIFTED, Reject, Row, Tally
from matcher.sources.place import known_point

REQUIRED: Final = ("supplier_id", "name", "kind")
COLUMNS: Final = (
    *REQUIRED,
    "description",
    "products",
    "processes",
    "certifications",
    "equipment",
    "scian",
    "scian_vintage",
    "state",
    "municipality",
    "latitude",
    "longitude",
    "first_seen",
    "last_seen",
    "employees_min",
    "employees_max",
    "founded",
    "export_share",
    "parent",
    "parent_country",
    "website",
    "lead_time_weeks",
    "source",
    "source_id",
    "as_of",
    "verification",
    "provenance",
)
#: What to say of where rows come from; a person's own table names its own sources.
ABOUT: Final[Mapping[str, str]] = {}


def suppliers(paths: Sequence[Path], mapping: Mapping[str, str], tally: Tally) -> Iterator[Supplier | Reject]:
    """Every row of every file as a Supplier or a Reject; an id that was there before is refused."""
    seen: set[str] = set()
    for path in paths:
        for row in read(path, mapping, tally):
            found = to_supplier(row, tally)
            if isinstance(found, Supplier):
                if found.supplier_id in seen:
                    yield row.reject(
                        f"supplier_id '{found.supplier_id}' is there already; ids must be unique"
                    )
                    continue
                seen.add(found.supplier_id)
            yield found


def read(path: Path, mapping: Mapping[str, str], tally: Tally) -> Iterator[Row]:
    """The rows of one file under our column names.

    Raises InputError when a required column is absent, listing those found.
    """
    for sheet in sheets(path, tally):
        headings = renamed([tidy(heading) for heading in sheet.headings], mapping, sheet.label)
        headings = _ours(headings)
        check_columns(headings, REQUIRED, sheet=sheet, what="the supplier table", mapped=True)
        yield from rows_of(sheet, headings)


def _ours(headings: Sequence[str]) -> list[str]:
    """Headings that are ours but for case and blanks, under our names: ``Supplier ID`` is ``supplier_id``."""
    plain = [heading.casefold().replace(" ", "_").replace("-", "_") for heading in headings]
    return [
        name if name in COLUMNS and name not in headings else heading
        for heading, name in zip(headings, plain, strict=True)
    ]


def to_supplier(row: Row, tally: Tally) -> Supplier | Reject:
    """One row as a Supplier; refused without id, name or a kind. Values that cannot be used are counted."""
    if row.shifted:
        return row.reject(SHIFTED)
    supplier_id, name = values.text(row["supplier_id"]), values.text(row["name"])
    kind = row["kind"].strip().casefold()
    if supplier_id is None:
        return row.reject("no supplier_id")
    if name is None:
        return row.reject("no name")
    if kind not in KINDS:
        return row.reject(f"kind is '{row['kind'].strip()}'; choose from {', '.join(KINDS)}", "bad kind")
    state = values.counted(values.state, row["state"], "state", tally)
    latitude, longitude = known_point(row["latitude"], row["longitude"], state, tally)
    first_seen, last_seen = _range(row, "first_seen", "last_seen", values.year, tally)
    employees_min, employees_max = _range(row, "employees_min", "employees_max", values.whole, tally)
    return Supplier(
        supplier_id=supplier_id,
        name=name,
        kind=kind,
        description=values.text(row["description"]),
        products=values.texts(row["products"]),
        processes=values.texts(row["processes"]),
        certifications=values.certificates(row["certifications"]),
        equipment=values.texts(row["equipment"]),
        scian=values.counted(values.class_code, row["scian"], "scian", tally),
        scian_vintage=values.counted(values.vintage, row["scian_vintage"], "scian_vintage", tally),
        state=state,
        municipality=values.municipality(row["municipality"], state),
        latitude=latitude,
        longitude=longitude,
        first_seen=first_seen,
        last_seen=last_seen,
        employees_min=employees_min,
        employees_max=employees_max,
        founded=values.counted(values.year, row["founded"], "founded", tally),
        export_share=values.counted(values.share, row["export_share"], "export_share", tally),
        parent=values.text(row["parent"]),
        parent_country=values.text(row["parent_country"]),
        website=values.counted(values.website, row["website"], "website", tally),
        lead_time_weeks=values.counted(values.amount, row["lead_time_weeks"], "lead_time_weeks", tally),
        source=values.text(row["source"]),
        source_id=values.text(row["source_id"]),
        as_of=values.counted(values.date, row["as_of"], "as_of", tally),
        verification=values.counted(values.verification, row["verification"], "verification", tally),
        provenance=values.counted(_provenance, row["provenance"], "provenance", tally) or {},
        extra=_extra(row),
    )


def _range(
    row: Row, low: str, high: str, reader: values.Reader[int], tally: Tally
) -> tuple[int | None, int | None]:
    """Two ends of a range; both unknown when they are the wrong way round."""
    least = values.counted(reader, row[low], low, tally)
    most = values.counted(reader, row[high], high, tally)
    if least is not None and most is not None and least > most:
        tally.unknown[low] += 1
        tally.unknown[high] += 1
        return None, None
    return least, most


def _provenance(cell: str) -> dict[str, Provenance] | None:
    """Field provenance as a saved directory writes it: a JSON object of objects."""
    try:
        records = json.loads(cell)
        found = {str(field): Provenance(**record) for field, record in records.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    parts = (part for record in found.values() for part in astuple(record))
    return found if all(part is None or isinstance(part, str) for part in parts) else None


def _extra(row: Row) -> dict[str, str]:
    pairs = ((heading, values.text(cell)) for heading, cell in row.cells.items() if heading not in COLUMNS)
    return {heading: cell for heading, cell in pairs if cell is not None}
