"""DENUE, INEGI's directory of establishments: every edition and channel, manufacturing rows only.

Contacts, streets and the legal names of micro firms, which are mostly those of persons, are never read in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from matcher.errors import InputError
from matcher.knowledge.scian import scian_classes
from matcher.model import Supplier
from matcher.sources import values
from matcher.sources.archive import metadata_text
from matcher.sources.denue_columns import CLASS, HEADINGS, REQUIRED, official
from matcher.sources.files import sheets
from matcher.sources.headings import listed, rows_of
from matcher.sources.makers import NOT_MAKING, refusal
from matcher.sources.mapping import renamed
from matcher.sources.mojibake import is_mangled, tidy
from matcher.sources.names import has_legal_form
from matcher.sources.outcome import SHIFTED, Reject, Row, Tally
from matcher.sources.place import known_point
from matcher.sources.size import MICRO_PERSONS, size_band
from matcher.text import fold

#: The columns that a mapping may name.
COLUMNS: Final = tuple(HEADINGS)
ABOUT: Final[Mapping[str, str]] = {
    "name": "DENUE",
    "title": "Directorio Estadístico Nacional de Unidades Económicas",
    "publisher": "INEGI",
    "licence": "INEGI, Términos de Libre Uso de la Información",
    "attribution": "Fuente: INEGI, DENUE",
    "url": "https://www.inegi.org.mx/app/descarga/?ti=6",
}
_EDITION = re.compile(r"DENUE[ _](0[1-9]|1[0-2])[_/-](20\d\d)", re.IGNORECASE)
_ISO_MONTH = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def suppliers(paths: Sequence[Path], mapping: Mapping[str, str], tally: Tally) -> Iterator[Supplier | Reject]:
    """Every row of every file as a Supplier or a Reject; one establishment may come once per edition."""
    for path in paths:
        as_of = edition(path)
        if as_of:
            tally.editions.add(as_of)
        for row in read(path, mapping, tally):
            yield to_supplier(row, tally, as_of)


def read(path: Path, mapping: Mapping[str, str], tally: Tally) -> Iterator[Row]:
    """The rows of one file under DENUE's official column names, only those that are used.

    Raises InputError when the headings are not DENUE's.
    """
    for sheet in sheets(path, tally):
        raw = [" ".join(heading.split()) for heading in sheet.headings]
        repaired = [tidy(heading) for heading in raw]
        headings = official(renamed(repaired, mapping, sheet.label))
        _check(headings, raw, sheet.label)
        yield from rows_of(sheet, headings)


def _check(headings: Sequence[str], raw: Sequence[str], label: str) -> None:
    missing = [name for name in REQUIRED if name not in headings]
    if not any(name in headings for name in CLASS):
        missing.append(CLASS[0])
    if not missing:
        return
    mangled = [heading for heading in raw if is_mangled(heading)]
    why = (
        f"headings such as '{mangled[0][:60]}' are UTF-8 read in another encoding, and others were renamed"
        if mangled
        else f"found {listed(raw)}"
    )
    raise InputError(
        f"lacks DENUE's {', '.join(missing)}: {why}; "
        "give INEGI's own file, or name the columns in a mapping (--map)",
        file=label,
    )


def edition(path: Path) -> str | None:
    """The month that a file stands for, by the metadata note in its zip or beside its folder, else None."""
    if path.suffix.lower() == ".zip":
        note = metadata_text(path)
    else:
        beside = path.resolve().parent.parent / "metadatos" / "metadatos_denue.txt"
        note = beside.read_text("utf-8", "replace") if beside.is_file() else ""
    found = _EDITION.search(note)
    if found:
        return f"{found[2]}-{found[1]}"
    month = _ISO_MONTH.search(note)
    return month[0] if month else None


def to_supplier(row: Row, tally: Tally, as_of: str | None = None) -> Supplier | Reject:
    """One establishment as a Supplier; refused without id or name and outside manufacturing."""
    if row.shifted:
        return row.reject(SHIFTED)
    denue_id, name = values.text(row["id"]), values.text(row["nom_estab"]) or values.text(row["raz_social"])
    if denue_id is None:
        return row.reject("no id")
    if name is None:
        return row.reject("no name")
    code = row["codigo_act"].strip() or _code_of(row["nombre_act"])
    if reason := refusal(code):
        return row.reject(reason, NOT_MAKING)
    state, municipality = _place(row, tally)
    latitude, longitude = known_point(row["latitud"], row["longitud"], state, tally)
    band = values.counted(size_band, row["per_ocu"], "employees", tally) or (None, None)
    scian = values.counted(values.class_code, code, "scian", tally)
    return Supplier(
        supplier_id=f"denue-{denue_id.removesuffix('.0')}",
        name=name,
        kind="manufacturer",
        description=values.text(row["nombre_act"]),
        scian=scian,
        scian_vintage=values.only_vintage(scian) if scian else None,
        state=state,
        municipality=municipality,
        latitude=latitude,
        longitude=longitude,
        first_seen=_first_seen(row["fecha_alta"]),
        last_seen=int(as_of[:4]) if as_of else None,
        employees_min=band[0],
        employees_max=band[1],
        website=values.website(row["www"]),
        source=ABOUT["name"],
        source_id=denue_id.removesuffix(".0"),
        as_of=as_of,
        extra=_extra(row, name, band[1]),
    )


def _place(row: Row, tally: Tally) -> tuple[str | None, str | None]:
    state_text, municipality = row["entidad"], row["municipio"]
    if not state_text.strip():
        state_text = row["cve_ent"]
    if not state_text.strip() and row["ubicacion"].count(",") >= 2:
        # The API writes "LOCALIDAD, Municipio, ENTIDAD".
        _, municipality, state_text = row["ubicacion"].rsplit(",", 2)
    state = values.counted(values.state, state_text, "state", tally)
    return state, values.municipality(municipality, state)


def _first_seen(cell: str) -> int | None:
    """The year of ``2010-07``, ``JULIO 2010`` or ``2025-04``."""
    found = _YEAR.search(cell)
    return int(found[0]) if found else None


def _extra(row: Row, name: str, employees_max: int | None) -> dict[str, str]:
    legal = values.text(row["raz_social"])
    micro = employees_max is not None and employees_max <= MICRO_PERSONS
    if legal and (fold(legal) == fold(name) or (micro and not has_legal_form(legal))):
        legal = None
    found = {"legal_name": legal, "park": values.text(row["nom_CenCom"]), "clee": values.text(row["clee"])}
    return {key: value for key, value in found.items() if value is not None}


@lru_cache(maxsize=1)
def _codes_by_title() -> dict[str, str]:
    """Class titles of both editions, folded; the API gives the title without the code."""
    classes = [found for edition_year in ("2018", "2023") for found in scian_classes(edition_year)]
    return {fold(found.title_es): found.code for found in classes if len(found.code) == 6}


@lru_cache(maxsize=4096)
def _code_of(title: str) -> str:
    return _codes_by_title().get(fold(tidy(title)), "")
