"""Sheet: one table of a file, headings and rows of text, whatever format it came in."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: The line a row starts on, the heading being line 1, and its cells.
NumberedRow = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be read once: ``rows`` is used up by reading. ``encoding`` is what a report says of it."""

    label: str
    encoding: str
    headings: list[str]
    rows: Iterator[NumberedRow]


def cell_text(value: Any) -> str:
    """A typed cell as text: whole floats without ``.0``, dates as ISO, lists joined by ``;``, NaN empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(cell_text(part).replace(";", ",") for part in value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _number_text(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
