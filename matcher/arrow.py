"""Numbers between Arrow and numpy, by their bytes.

``to_numpy``, ``pa.array`` and ``pa.scalar`` import pandas to see whether it is pandas they were given; that
takes half a second, more than a whole match.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa


def values_of(array: pa.Array) -> NDArray[Any]:
    """The numbers of an Arrow array of a fixed-width type, (n,), without a copy; rubbish where null."""
    found = np.frombuffer(array.buffers()[1], dtype=array.type.to_pandas_dtype())
    return found[array.offset : array.offset + len(array)]


def known_in(array: pa.Array) -> NDArray[np.bool_]:
    """Which values of an Arrow array are not null, (n,)."""
    valid = array.buffers()[0]
    if valid is None:
        return np.ones(len(array), dtype=bool)
    bits = np.unpackbits(np.frombuffer(valid, dtype=np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)


def floats_of(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """A numeric column as float64, (n,), NaN where null."""
    array = column.cast("float64").combine_chunks()
    return np.where(known_in(array), values_of(array), np.nan)


def int64_array(numbers: Sequence[int] | NDArray[np.int64]) -> pa.Array:
    """Numbers as an Arrow array of int64, to take rows by."""
    import pyarrow as pa

    numbers = np.asarray(numbers, dtype=np.int64)
    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(numbers.tobytes())])
