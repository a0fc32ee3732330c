"""Delimited text as rows: comma, semicolon, tab or bar, line breaks inside quoted cells and all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, TextIO

from matcher.errors import InputError
from matcher.sources.encoding import find_encoding
from matcher.sources.sheet import NumberedRow, Sheet

DELIMITERS: Final = (",", ";", "\t", "|")
_SNIFFED_CHARACTERS: Final = 1 << 16


def delimited_sheet(opener: Callable[[], BinaryIO], label: str) -> Sheet:
    """A text file as a Sheet. ``opener`` gives the bytes anew each time: once to look, once to read.

    Raises InputError for an encoding that does not fit and for a heading that is not there.
    """
    with opener() as stream:
        encoding = find_encoding(stream, label)
    with _text(opener, encoding) as lines:
        delimiter = _delimiter(lines.read(_SNIFFED_CHARACTERS))
    rows = _rows(opener, encoding, delimiter, label)
    _, headings = next(rows, (1, []))
    return Sheet(label, encoding, headings, rows)


def _text(opener: Callable[[], BinaryIO], encoding: str) -> TextIO:
    return io.TextIOWrapper(opener(), encoding=encoding, newline="")


def _delimiter(sample: str) -> str:
    """The delimiter that cuts the heading into most cells; the first of equals."""

    def n_cells(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=n_cells)


def _rows(opener: Callable[[], BinaryIO], encoding: str, delimiter: str, label: str) -> Iterator[NumberedRow]:
    with _text(opener, encoding) as lines:
        reader = csv.reader(lines, delimiter=delimiter)
        line = 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as problem:
            raise InputError(
                f"the row that starts here cannot be read ({problem}); look for a quote that never closes",
                file=label,
                line=line,
            ) from problem
