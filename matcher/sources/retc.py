"""RETC, Mexico's register of emitters: one row per plant and year.

A plant's class may stand in one year and not in another, so the files are read twice: once to learn the last
class of every plant, once to give a Supplier for each of its rows. The directory merges those by their id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from matcher.errors import InputError
from matcher.model import Supplier
from matcher.sources import values
from matcher.sources.files import sheets
from matcher.sources.headings import listed, rows_of
from matcher.sources.makers import NOT_MAKING, refusal
from matcher.sources.mapping import renamed
from matcher.sources.mojibake import tidy
from matcher.sources.names import split_names
from matcher.sources.outcome import SHIFTED, Reject, Row, Tally
from matcher.sources.place import known_point
from matcher.sources.retc_columns import HEADINGS, REQUIRED, is_making_sector, official, year_of

#: The columns that a mapping may name.
COLUMNS: Final = tuple(HEADINGS)
ABOUT: Final[Mapping[str, str]] = {
    "name": "RETC",
    "title": "Registro de Emisiones y Transferencia de Contaminantes, establecimientos",
    "publisher": "SEMARNAT",
    "licence": "Datos abiertos del Gobierno de México, Términos de Libre Uso MX",
    "attribution": "Fuente: SEMARNAT, RETC",
    "url": "https://datos.gob.mx",
}


def suppliers(paths: Sequence[Path], mapping: Mapping[str, str], tally: Tally) -> Iterator[Supplier | Reject]:
    """Every row of every file as a Supplier, one per plant and year, or as a Reject."""
    verdicts = _verdicts(paths, mapping)
    for path in paths:
        for row in read(path, mapping, tally):
            tally.editions.add(row["year"])
            refused = verdicts.get(nra_of(row))
            yield row.reject(refused, NOT_MAKING) if refused else to_supplier(row, tally)


def read(path: Path, mapping: Mapping[str, str], tally: Tally) -> Iterator[Row]:
    """The rows of one file under our names for RETC's columns, each with its year.

    Raises InputError when the headings are not RETC's, or when nothing says which year the file is of.
    """
    year = year_of(path)
    for sheet in sheets(path, tally):
        raw = [tidy(heading) for heading in sheet.headings]
        headings = [name if name in HEADINGS else "" for name in _named(renamed(raw, mapping, sheet.label))]
        missing = [name for name in REQUIRED if name not in headings]
        if missing:
            raise InputError(
                f"lacks RETC's {', '.join(missing)}; found {listed(raw)}: give the register's own list of "
                "establishments, or name the columns in a mapping (--map)",
                file=sheet.label,
            )
        if year is None and "year" not in headings:
            raise InputError(
                "does not say its year; put it into the file's name, like es_2014.csv", file=sheet.label
            )
        for row in rows_of(sheet, headings):
            of_row = values.year(row["year"]) or year
            yield Row(row.file, row.line, {**row.cells, "year": str(of_row or "")}, row.shifted)


def _named(headings: Sequence[str]) -> list[str]:
    """Mapped columns carry our name already; the register's own are looked up."""
    found = official(headings)
    return [heading if heading in HEADINGS else name for heading, name in zip(headings, found, strict=True)]


def nra_of(row: Row) -> str:
    """The register's number of a plant, the only thing that says two rows are one plant."""
    return "".join(row["nra"].split()).upper()


def _verdicts(paths: Sequence[Path], mapping: Mapping[str, str]) -> dict[str, str]:
    """Why a plant is refused, for those that are, by its number.

    The class of its last year decides; a plant that never had one is kept when its sector is one of making.
    """
    last: dict[str, tuple[str, str]] = {}
    making: set[str] = set()
    for path in paths:
        for row in read(path, mapping, Tally()):
            nra, code = nra_of(row), row["scian"].strip()
            if code and row["year"] >= last.get(nra, ("", ""))[0]:
                last[nra] = (row["year"], code)
            if is_making_sector(row["sector"]):
                making.add(nra)
            last.setdefault(nra, ("", ""))
    return {nra: reason for nra, (_, code) in last.items() if (reason := _refusal(code, nra in making))}


def _refusal(code: str, making: bool) -> str | None:
    if not code:
        return None if making else "no class in any year, and its sector is not one of manufacturing"
    return refusal(code)


def to_supplier(row: Row, tally: Tally) -> Supplier | Reject:
    """One plant as one year's row shows it; refused without number, name or year."""
    if row.shifted:
        return row.reject(SHIFTED)
    nra, year = nra_of(row), values.year(row["year"])
    name, commercial = split_names(row["name"])
    if not nra:
        return row.reject("no NRA")
    if name is None:
        return row.reject("no name")
    if year is None:
        return row.reject("no year")
    state = values.counted(values.state, row["state"], "state", tally)
    # A class that the plant has left since must not come back where its later one is unknown.
    written = row["scian"].strip()
    scian = None if refusal(written) else values.counted(_six_digits, written, "scian", tally)
    latitude, longitude = known_point(row["latitude"], row["longitude"], state, tally, signed=False)
    extra = {"commercial_name": commercial, "park": values.text(row["park"])}
    return Supplier(
        supplier_id=f"retc-{nra}",
        name=name,
        kind="manufacturer",
        description=values.text(row["activity"]),
        scian=scian,
        scian_vintage=values.only_vintage(scian) if scian else None,
        state=state,
        municipality=values.municipality(row["municipality"], state),
        latitude=latitude,
        longitude=longitude,
        first_seen=year,
        last_seen=year,
        source=ABOUT["name"],
        source_id=nra,
        as_of=str(year),
        extra={key: value for key, value in extra.items() if value is not None},
    )


def _six_digits(cell: str) -> str | None:
    """A known class, not a level above it."""
    code = values.class_code(cell)
    return code if code and len(code) == 6 else None
