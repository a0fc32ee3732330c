"""Any file that a person gives, as sheets: told apart by its ending, checked by its content."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final
from zipfile import BadZipFile

from matcher.errors import InputError, MissingFileError
from matcher.sources.archive import zip_texts
from matcher.sources.columnar import parquet_sheet
from matcher.sources.delimited import delimited_sheet
from matcher.sources.outcome import Tally
from matcher.sources.sheet import Sheet
from matcher.sources.workbook import workbook_sheet

TEXT_ENDINGS: Final = (".csv", ".tsv", ".tab", ".txt")
ENDINGS: Final = (*TEXT_ENDINGS, ".xlsx", ".xlsm", ".parquet", ".zip")


def check_file(path: Path) -> None:
    """Raise MissingFileError unless a readable file lies there, InputError when it is empty."""
    try:
        with path.open("rb") as handle:
            first = handle.read(1)
    except IsADirectoryError as problem:
        raise MissingFileError("is a folder; give the files inside it", file=path) from problem
    except FileNotFoundError as problem:
        raise MissingFileError("is not there; check the name", file=path) from problem
    except (OSError, ValueError) as problem:
        raise MissingFileError(f"cannot be read ({problem}); check its rights", file=path) from problem
    if not first:
        raise InputError("is empty; give a file with a heading line and rows", file=path)


def sheets(path: Path, tally: Tally) -> Iterator[Sheet]:
    """The tables of a file, one after the other; several only for a zip with several CSVs.

    Raises InputError for an ending that is not known or a content that does not go with it.
    """
    check_file(path)
    for sheet in _by_ending(path):
        tally.encodings[sheet.label] = sheet.encoding
        yield sheet


def _by_ending(path: Path) -> Iterator[Sheet]:
    label, ending = str(path), path.suffix.lower()
    if ending in TEXT_ENDINGS:
        yield delimited_sheet(partial(_opened, path), label)
    elif ending in (".xlsx", ".xlsm"):
        yield workbook_sheet(path, label)
    elif ending == ".parquet":
        yield parquet_sheet(path, label)
    elif ending == ".zip":
        yield from _of_zip(path, label)
    else:
        known = ", ".join(ENDINGS)
        raise InputError(f"has the ending '{ending}'; known are {known}: unpack or save it so", file=label)


def _of_zip(path: Path, label: str) -> Iterator[Sheet]:
    try:
        for member_label, opener in zip_texts(path, label):
            yield delimited_sheet(opener, member_label)
    except (BadZipFile, OSError, NotImplementedError, EOFError, zlib.error) as problem:
        raise InputError("breaks off while it is read; download it again", file=label) from problem


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")
