"""faiss and numpy give the same rows and the same figures, ties by row, under any filter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.index import dense
from matcher.index.dense import Dense

RNG = np.random.default_rng(3)
VECTORS = RNG.normal(size=(500, 16)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
VECTORS[100:120] = VECTORS[7]  # ties


def found(k, rows, through_faiss):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dense, "FAISS_FROM", 0 if through_faiss else 10**9)
        return next(Dense(VECTORS).nearest(VECTORS[7:8], k, rows))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 600), st.sets(st.integers(0, 499), min_size=1))
def test_both_ways_answer_alike(k, allowed):
    rows = np.array(sorted(allowed), dtype=np.int64)
    by_faiss, by_numpy = found(k, rows, True), found(k, rows, False)
    assert by_faiss[0].tolist() == by_numpy[0].tolist()
    assert by_faiss[1].tolist() == by_numpy[1].tolist()
    assert len(by_faiss[0]) == min(k, len(rows))
