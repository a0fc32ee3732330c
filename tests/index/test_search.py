"""Search: the exact best, whatever the filter; parts that add up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import EncoderError, InputError, WeightError
from matcher.index import build_index, open_index
from tests.index.conftest import VECTORS, random_directory

N = 400


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    rows, vectors = random_directory(N)
    path = tmp_path_factory.mktemp("crowd") / "index"
    build_index(path, rows=rows, vectors=vectors, model_id="toy-8")
    return open_index(path)


def unit(seed, dim=8):
    vector = np.random.default_rng(seed).normal(size=dim)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def brute_force(index, vector, text, k, allowed):
    """Every row scored on its own, in double precision, and sorted by score and row."""
    words = index.lexical_scores(text)
    scored = []
    for row in np.flatnonzero(allowed):
        cosine = np.float32(index.vectors[row].astype(np.float64) @ vector.astype(np.float64))
        parts = np.float32(0.75) * max(cosine, np.float32(0)), np.float32(0.25) * words[row]
        scored.append((-(parts[0] + parts[1]), row))
    return [(row, -score) for score, row in sorted(scored)[:k]]


def test_the_nearest_in_meaning_comes_first_and_equals_keep_the_order_of_their_ids(index):
    hits = index.search(VECTORS[0], "", 3)
    assert hits.rows.tolist() == [0, 3, 1]
    assert hits.score.tolist() == [0.75, 0.75, 0.0]


def test_shared_words_decide_between_equals(index):
    assert index.search(VECTORS[0], "moldes", 2).rows.tolist() == [3, 0]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    share=st.sampled_from([0.0, 0.01, 0.1, 0.5, 1.0]),
    k=st.integers(1, N + 50),
    text=st.sampled_from(["", "circuit assemblies", "inyección de moldes, acero", "nothing shared zzz"]),
)
def test_a_filtered_search_is_brute_force_over_what_passes(crowd, seed, share, k, text):
    allowed = np.random.default_rng(seed).random(N) < share
    hits = crowd.search(unit(seed), text, k, allowed)
    expected = brute_force(crowd, unit(seed), text, k, allowed)
    assert hits.rows.tolist() == [row for row, _ in expected]
    assert hits.score.tolist() == [score for _, score in expected]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), share=st.floats(0, 1))
def test_filtering_never_changes_a_score(crowd, seed, share):
    allowed = np.random.default_rng(seed).random(N) < share
    whole = crowd.search(unit(seed), "sterile gown", N)
    kept = allowed[whole.rows]
    hits = crowd.search(unit(seed), "sterile gown", N, allowed)
    assert hits.rows.tolist() == whole.rows[kept].tolist()
    assert hits.score.tolist() == whole.score[kept].tolist()


def test_the_parts_sum_to_the_score(crowd):
    hits = crowd.search(unit(1), "inyeccion de moldes", 100)
    assert hits.parts["words"].any()
    assert (hits.parts["meaning"] + hits.parts["words"] == hits.score).all()
    assert sum(hits.parts.values()).tolist() == hits.score.tolist()


def test_more_asked_for_than_there_are_gives_all_of_them(index):
    assert len(index.search(VECTORS[1], "board", 100)) == 6
    assert len(index.search(VECTORS[1], "board", 100, np.array([True] * 2 + [False] * 4))) == 2


def test_nothing_allowed_gives_nothing(index):
    hits = index.search(VECTORS[1], "board", 5, np.zeros(6, dtype=bool))
    assert len(hits) == 0
    assert index.dense(VECTORS[:2], np.zeros(6, dtype=bool)).shape == (2, 0)
    assert len(index.nearest(VECTORS[:1], 3, np.zeros(6, dtype=bool))[0]) == 0


def test_weights_of_zero_leave_a_part_out(index):
    hits = index.search(VECTORS[0], "moldes", 1, weights={"words": 1.0})
    assert hits.rows.tolist() == [3]
    assert hits.parts["meaning"].tolist() == [0.0]


def test_a_figure_is_the_same_alone_in_a_batch_and_filtered(crowd):
    queries = np.stack([unit(seed) for seed in range(40)])
    together = crowd.dense(queries)
    some = np.arange(N) % 3 == 0
    for at in (0, 7, 39):
        alone = crowd.dense(queries[at : at + 1])[0]
        assert (alone == together[at]).all()
        assert (crowd.dense(queries[at : at + 1], some)[0] == alone[some]).all()


@pytest.mark.parametrize("share", [1.0, 0.6, 0.1])
@pytest.mark.parametrize("k", [1, 10, 150, 2000])
def test_the_nearest_are_those_of_the_full_scores_ties_by_row(crowd, share, k):
    allowed = np.random.default_rng(0).random(N) < share
    rows = np.flatnonzero(allowed)
    queries = np.stack([unit(seed) for seed in range(70)] + [np.zeros(8, dtype=np.float32)])
    full = crowd.dense(queries, allowed)
    for hits, scores in zip(crowd.nearest(queries, k, allowed), full, strict=True):
        order = np.argsort(-scores, kind="stable")[:k]
        assert hits.rows.tolist() == rows[order].tolist()
        assert hits.score.tolist() == scores[order].tolist()


@pytest.mark.parametrize("share", [1.0, 0.6, 0.1])
def test_faiss_agrees(crowd, share):
    import faiss

    allowed = np.random.default_rng(0).random(N) < share
    bits = np.packbits(allowed, bitorder="little")
    chosen = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
    flat = faiss.IndexFlatIP(8)
    flat.add(np.array(crowd.vectors))
    queries = np.stack([unit(seed) for seed in range(5)])
    scores, _ = flat.search(queries, 20, params=faiss.SearchParameters(sel=chosen))
    for hits, expected in zip(crowd.nearest(queries, 20, allowed), scores, strict=True):
        assert hits.score == pytest.approx(expected, abs=1e-6)
        assert allowed[hits.rows].all()


def test_an_index_of_nobody_answers_with_nobody(tmp_path, rows):
    build_index(tmp_path / "empty", rows=rows.slice(0, 0), vectors=VECTORS[:0], model_id="toy-6")
    empty = open_index(tmp_path / "empty")
    assert len(empty) == 0
    assert len(empty.search(VECTORS[0], "moldes", 5)) == 0
    assert len(empty.nearest(VECTORS[:1], 5)[0]) == 0


def test_a_vector_of_another_model_is_refused_naming_the_right_one(index):
    with pytest.raises(EncoderError, match=r"shape \(4,\).*wants \(6\).*'toy-6'"):
        index.search(np.ones(4, dtype=np.float32), "x", 1)


def test_a_vector_that_is_not_a_number_is_refused(index):
    with pytest.raises(EncoderError, match="NaN"):
        index.dense(np.full((1, 6), np.nan, dtype=np.float32))


def test_k_below_one_is_refused(index):
    with pytest.raises(InputError, match="Got k=0; it must be at least 1"):
        index.search(VECTORS[0], "x", 0)


def test_an_unknown_or_negative_weight_is_refused(index):
    with pytest.raises(WeightError, match="'colour', which is no part; choose from meaning, words"):
        index.search(VECTORS[0], "x", 1, weights={"colour": 1.0})
    with pytest.raises(WeightError, match="zero or more"):
        index.search(VECTORS[0], "x", 1, weights={"words": -1.0})


def test_a_filter_of_another_length_is_refused(index):
    with pytest.raises(ValueError, match=r"must be bool \(6,\)"):
        index.search(VECTORS[0], "x", 1, np.ones(5, dtype=bool))
