"""Comparing the cells of a column with what a person typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.arrow import floats_of, values_of
from matcher.errors import FilterError
from matcher.knowledge.places import state
from matcher.text import fold, words

if TYPE_CHECKING:
    import pyarrow as pa

Mask = NDArray[np.bool_]
#: Fields whose text sorts in the order of what it says: ISO dates.
DATES: Final = ("as_of",)
#: Fields of every supplier that hold words, whatever type their column has.
_TEXTS: Final = frozenset(
    {"supplier_id", "name", "kind", "description", "state", "municipality", "verification"}
)
#: Digits of a class; fewer name the branch above it.
CLASS_DIGITS: Final = 6


def compared(rows: pa.Table, field: str, operator: str, value: str) -> tuple[Mask, Mask]:
    """Which rows pass ``field operator value``, and which rows do not know the field: two (n,) masks.

    Texts are compared without case, accents and punctuation; a list passes ``=`` if any element does, and
    ``!=`` if none equals. Raises FilterError where a number is wanted and none came.
    """
    if field not in rows.column_names:
        nowhere = np.zeros(rows.num_rows, dtype=bool)
        return nowhere, ~nowhere
    column = rows.column(field)
    if not _is_number(column.type):
        if operator in ("=", "!="):
            return _by_text(column, operator, _test(field, value))
        if field in DATES:
            return _by_text(column, "=", _later(value) if operator == ">=" else _earlier(value))
        if field in _TEXTS or _is_list(column.type):
            raise FilterError(f"Got filter '{field}{operator}{value}', but {field} is text; use = or !=.")
    return _by_number(numbers(rows, field), operator, _number(field, operator, value))


def numbers(rows: pa.Table, field: str) -> NDArray[np.float64]:
    """A column as numbers, (n,), NaN where unknown or no number."""
    if field not in rows.column_names:
        return np.full(rows.num_rows, np.nan)
    column = rows.column(field)
    if _is_number(column.type):
        return floats_of(column)
    return np.array([_as_number(cell) for cell in column.to_pylist()], dtype=np.float64)


def _is_number(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _is_list(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _as_number(cell: Any) -> float:
    try:
        return np.nan if cell is None else float(cell)
    except (TypeError, ValueError):
        return np.nan


def _number(field: str, operator: str, value: str) -> float:
    number = _as_number(value)
    if not np.isfinite(number):
        raise FilterError(
            f"Got filter '{field}{operator}{value}', but {field} is a number; '{value}' is none."
        )
    return number


def _by_number(cells: NDArray[np.float64], operator: str, number: float) -> tuple[Mask, Mask]:
    unknown = np.isnan(cells)
    compare = {"=": np.equal, "!=": np.not_equal, ">=": np.greater_equal, "<=": np.less_equal}[operator]
    return compare(cells, number) & ~unknown, unknown


def _by_text(column: pa.ChunkedArray, operator: str, test: Callable[[str], bool]) -> tuple[Mask, Mask]:
    import pyarrow.compute as pc

    cells, row_of = column.combine_chunks(), np.arange(len(column))
    if _is_list(cells.type):
        cells, row_of = pc.list_flatten(cells), values_of(pc.list_parent_indices(cells))
    # A directory repeats its values: each distinct one is tested once, "unknown" among them.
    coded = cells.cast("string").dictionary_encode(null_encoding="encode")
    code, values = values_of(coded.indices), coded.dictionary.to_pylist()
    telling = np.array([value not in (None, "") for value in values], dtype=bool)
    passing = np.array([value is not None and test(value) for value in values], dtype=bool)
    passes, known = np.zeros(len(column), dtype=bool), np.zeros(len(column), dtype=bool)
    passes[row_of[passing[code]]] = True
    known[row_of[telling[code]]] = True
    return (passes if operator == "=" else ~passes) & known, ~known


def _test(field: str, value: str) -> Callable[[str], bool]:
    if field == "scian" and value.isdigit() and len(value) < CLASS_DIGITS:
        return lambda cell: cell.startswith(value)
    if field == "state" and (home := state(value)):
        return lambda cell: state(cell) == home
    wanted = _plain(value)
    return lambda cell: _plain(cell) == wanted


def _later(value: str) -> Callable[[str], bool]:
    return lambda cell: cell >= value


def _earlier(value: str) -> Callable[[str], bool]:
    # "<=2024" takes in all of 2024: a date counts up to the part that was given.
    return lambda cell: cell[: len(value)] <= value


def _plain(text: str) -> str:
    """Only its words, so that ``ISO 13485`` is ``iso_13485``; a text without words as it stands."""
    return " ".join(words(text)) or fold(text)
