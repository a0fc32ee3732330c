"""Excel workbooks as rows: the first sheet that holds something, read row by row."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from matcher.errors import InputError
from matcher.sources.archive import refuse_bomb
from matcher.sources.sheet import NumberedRow, Sheet, cell_text

_EMPTY = "is empty; give a workbook whose first sheet has a heading row and rows below it"


def workbook_sheet(path: Path, label: str) -> Sheet:
    """The first worksheet with a filled row; formulas count by the value that was last computed.

    Raises InputError when the file is no workbook, is suspiciously compressed, or holds nothing.
    """
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as archive:
            refuse_bomb(archive.infolist(), label)
        with warnings.catch_warnings():
            # openpyxl warns of drawings and validations that it leaves out; only the cells are wanted here.
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True)
    except InputError:
        raise
    except Exception as problem:  # openpyxl raises whatever its XML and zip layers raise
        raise InputError(
            f"is no readable Excel workbook ({type(problem).__name__}); save it again as .xlsx or CSV",
            file=label,
        ) from problem
    rows = _numbered(book, label)
    first = next(rows, None)
    if first is None:
        raise InputError(_EMPTY, file=label)
    return Sheet(label, "xlsx", first[1], rows)


def _numbered(book: Any, label: str) -> Iterator[NumberedRow]:
    try:
        for sheet in book.worksheets:
            # Some writers record a wrong extent, which read-only mode would believe.
            sheet.reset_dimensions()
            filled = _filled(sheet)
            first = next(filled, None)
            if first is not None:
                yield from chain([first], filled)
                return
    except InputError:
        raise
    except Exception as problem:
        raise InputError(
            f"breaks off while it is read ({type(problem).__name__}: {problem}); save it again", file=label
        ) from problem
    finally:
        book.close()


def _filled(sheet: Any) -> Iterator[NumberedRow]:
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [cell_text(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield line, cells
