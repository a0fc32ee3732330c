"""Numbers between Arrow and numpy: what Arrow itself would give, nulls and slices included."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from matcher.arrow import floats_of, int64_array, known_in, values_of

numbers = st.lists(st.none() | st.integers(-(2**31), 2**31 - 1), max_size=40)


@given(numbers, st.integers(0, 5))
def test_a_sliced_column_reads_as_arrow_says(cells, start):
    column = pa.chunked_array([pa.array(cells, pa.int32())]).slice(start)
    expected = [np.nan if cell is None else float(cell) for cell in cells[start:]]
    assert np.array_equal(floats_of(column), np.array(expected), equal_nan=True)
    array = column.combine_chunks()
    assert known_in(array).tolist() == [cell is not None for cell in cells[start:]]


def test_numbers_go_back_and_forth():
    assert int64_array([3, 1, 2]).to_pylist() == [3, 1, 2]
    assert values_of(int64_array([])).tolist() == []
