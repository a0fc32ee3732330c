"""However weights are reached, the best rows are those that scoring and sorting every row gives."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.model import UNKNOWN_POLICIES, Reasons
from matcher.model.reweigh import Reweigher
from matcher.model.score import DECIMALS, score
from tests.rank.rankings import ranking_of

WIDTH = 5
NEUTRAL = np.linspace(0.2, 0.8, WIDTH)
policies = st.sampled_from(UNKNOWN_POLICIES)
# few distinct values and some a hair apart, so that rows tie, nearly tie and are doubled
cells = st.sampled_from([0.0, 0.25, 0.5, 0.5 + 1e-12, 0.5 + 3e-11, 0.5 + 1e-8, 1.0, float("nan")])
matrices = arrays(
    np.float64,
    st.tuples(st.integers(0, 30), st.just(WIDTH)),
    elements=st.one_of(cells, st.floats(0, 1), st.just(float("nan"))),
)
weightings = (
    st.lists(
        st.one_of(st.floats(0, 100), st.sampled_from([0.0, 1e-9, 1.0, 50.0])), min_size=WIDTH, max_size=WIDTH
    )
    .filter(lambda points: sum(points) > 1)
    .map(lambda points: 100 * np.array(points) / sum(points))
)


def plain(values, weights, unknown, groups, top, *, per_group):
    """Every row scored and sorted; ties in the order of rows."""
    order = np.argsort(-np.round(score(values, weights, unknown, NEUTRAL).total, DECIMALS), kind="stable")
    parts = [order[groups[order] == group] for group in np.unique(groups)] if per_group else [order]
    return [row for part in parts for row in part[:top].tolist()]


def moved(weights, at, points):
    """One weight at so many points, the others in proportion."""
    weights = weights * (100 - points) / (100 - weights[at])
    weights[at] = points
    return weights


@given(
    matrices,
    st.lists(st.tuples(weightings, policies, st.integers(0, 12), st.booleans()), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_best_are_those_of_every_row_sorted(values, asked, random):
    groups = np.array([random.randint(0, 2) for _ in values], dtype=np.int8)
    reweigher = Reweigher(values, NEUTRAL, groups, short=random.choice([0, 2]))
    for weights, unknown, top, per_group in asked:
        best = reweigher.best(weights, unknown, top, per_group=per_group)
        assert best.tolist() == plain(values, weights, unknown, groups, top, per_group=per_group)


@pytest.mark.parametrize("unknown", UNKNOWN_POLICIES)
@pytest.mark.parametrize("spread", ["many tied", "none tied", "a hair apart"])
def test_so_they_are_after_hundreds_of_moves(unknown, spread):
    rng = np.random.default_rng(3)
    values = rng.random((6000, WIDTH))
    if spread == "many tied":
        values = np.round(values, 1)
    if spread == "a hair apart":
        values = 0.5 + 1e-7 * values
    values[rng.random(values.shape) < 0.3] = np.nan
    groups = rng.integers(0, 3, len(values)).astype(np.int8)
    reweigher, weights = Reweigher(values, NEUTRAL, groups), np.full(WIDTH, 100 / WIDTH)
    for step in range(300):
        weights = moved(weights, step % WIDTH, rng.uniform(0, [2, 99][step % 7 == 0]))
        best = reweigher.best(weights, unknown, 20, per_group=step % 2 == 0)
        if step % 5 == 0 or step > 280:
            assert best.tolist() == plain(values, weights, unknown, groups, 20, per_group=step % 2 == 0)


@given(matrices, weightings, policies, st.data())
def test_a_row_scores_the_same_whoever_is_scored_with_it(values, weights, unknown, data):
    some = data.draw(st.lists(st.integers(0, max(len(values) - 1, 0)), max_size=len(values)))
    for layout in (values, np.asfortranarray(values)):
        whole, part = (score(rows, weights, unknown, NEUTRAL) for rows in (layout, layout[some]))
        for name in ("parts", "total", "low", "high"):
            assert getattr(whole, name)[some].tobytes() == getattr(part, name).tobytes()


@given(weightings, policies)
def test_what_is_known_by_a_crumb_of_weight_stays_within_full_score(weights, unknown):
    values = np.vstack([np.where(np.eye(WIDTH) > 0, 1.0, np.nan), np.full((1, WIDTH), np.nan)])
    assert score(values, weights, unknown, NEUTRAL).total.max() <= 100 + 1e-9


def test_the_way_to_the_weights_leaves_no_trace():
    rng = np.random.default_rng(5)
    first = ranking_of(np.round(rng.random((5000, 4)), 2), [40, 30, 20, 10], routes=rng.integers(0, 3, 5000))
    there = first.reweigh({"a": 10, "b": 70, "c": 20})
    back = there.reweigh({"d": 5, "a": 95}, "leave-out").best(50).best(3, per_route=False)
    back = back.reweigh(first.weights, "neutral").best(first.top, per_route=True)
    fresh = ranking_of(first.values, [10, 70, 20, 0], routes=first.routes)
    assert back.to_dict() == first.to_dict()
    assert there.to_dict() == fresh.to_dict()
    assert there.candidates != first.candidates


def test_candidates_carry_the_scores_of_the_whole():
    rng = np.random.default_rng(6)
    values = np.where(rng.random((3000, 4)) < 0.3, np.nan, rng.random((3000, 4)))
    ranking = ranking_of(values, [40, 30, 20, 10], unknown="leave-out").reweigh({"a": 1, "c": 2, "d": 3})
    for at, candidate in zip(ranking.positions, ranking.candidates, strict=True):
        assert candidate.supplier.supplier_id == f"s{at:02}"
        assert candidate.score == pytest.approx(ranking.scores.total[at], abs=0.01)
        assert list(candidate.contributions.values()) == pytest.approx(ranking.scores.parts[at], abs=0.01)


def test_rankings_of_one_need_can_be_read_in_parallel():
    rng = np.random.default_rng(7)
    first = ranking_of(rng.random((2000, 4)), [25, 25, 25, 25])
    weightings = [dict(zip("abcd", map(float, points), strict=True)) for points in rng.random((60, 4))]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda weights: first.reweigh(weights).positions, weightings))
    assert found == [ranking_of(first.values, list(weights.values())).positions for weights in weightings]


def test_reasons_are_looked_up_when_first_shown():
    looked_up = []

    def reasons_for(row, supplier, route, language):
        looked_up.append((row, language))
        return Reasons(unknown=(f"{supplier.supplier_id} {language}",))

    first = replace(
        ranking_of([[0.9, 0.1], [0.8, 0.9], [0.1, 0.8]], [90, 10], top=2), reasons_for=reasons_for
    )
    assert [one.reasons.unknown for one in first.candidates] == [("s00 en",), ("s01 en",)]
    assert [one.reasons.unknown for one in first.reweigh({"b": 1}).candidates] == [("s01 en",), ("s02 en",)]
    assert first.in_language("es").candidates[0].reasons.unknown == ("s00 es",)
    assert looked_up == [(0, "en"), (1, "en"), (2, "en"), (0, "es"), (1, "es")]


def test_nobody_is_ranked_where_nobody_passed():
    empty = ranking_of(np.empty((0, 4)), [25, 25, 25, 25], routes=[])
    assert empty.candidates == empty.reweigh({"a": 1}).best(5, per_route=False).candidates == ()
