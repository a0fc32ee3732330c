"""The one computation behind every figure: parts add up, unknowns stay within the range, ties are stable."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.errors import WeightError
from matcher.model.score import UNKNOWN_POLICIES, applied, normalise, score, shown

CRITERIA = ("fit", "near", "fresh")
HALF = np.array([0.5, 0.5, 0.5])
unknowable = st.one_of(st.floats(0, 1), st.just(float("nan")))
matrices = arrays(np.float64, st.tuples(st.integers(1, 8), st.just(3)), elements=unknowable)
points = st.lists(st.floats(0, 100), min_size=3, max_size=3).filter(lambda weights: sum(weights) > 1)


def weights_of(raw):
    return np.array(list(normalise(dict(zip(CRITERIA, raw, strict=True)), CRITERIA).values()))


def test_a_worked_example():
    # 60 x 0.5 + 30 x 1.0 + 10 x unknown
    values = np.array([[0.5, 1.0, np.nan]])
    weights = np.array([60.0, 30.0, 10.0])
    assert score(values, weights, "neutral", HALF).total == pytest.approx([65.0])
    assert score(values, weights, "pessimistic", HALF).total == pytest.approx([60.0])
    assert score(values, weights, "leave-out", HALF).total == pytest.approx([60.0 / 0.9])
    assert score(values, weights, "neutral", HALF).low == pytest.approx([60.0])
    assert score(values, weights, "neutral", HALF).high == pytest.approx([70.0])


@given(matrices, points, st.sampled_from(UNKNOWN_POLICIES))
def test_parts_sum_to_the_score_and_the_score_lies_in_its_range(values, raw, policy):
    scores = score(values, weights_of(raw), policy, HALF)
    assert scores.parts.sum(axis=1) == pytest.approx(scores.total)
    assert (scores.low <= scores.total + 1e-6).all()
    assert (scores.total <= scores.high + 1e-6).all()
    assert (scores.high <= 100 + 1e-6).all()


@given(matrices, points, st.sampled_from(UNKNOWN_POLICIES), st.integers(0, 2))
def test_raising_a_known_criterion_never_lowers_a_score(values, raw, policy, column):
    weights = weights_of(raw)
    raised = values.copy()
    raised[:, column] = np.where(np.isnan(values[:, column]), np.nan, np.minimum(values[:, column] + 0.3, 1))
    assert (
        score(raised, weights, policy, HALF).total >= score(values, weights, policy, HALF).total - 1e-9
    ).all()


def test_nothing_known_scores_zero_when_left_out():
    assert score(
        np.full((1, 3), np.nan), np.array([50.0, 30.0, 20.0]), "leave-out", HALF
    ).total == pytest.approx([0.0])


@given(points)
def test_weights_always_sum_to_100(raw):
    assert sum(weights_of(raw)) == pytest.approx(100)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"speed": 10}, "no criterion; choose from fit, near, fresh"),
        ({"fit": -1}, "must be zero or more"),
        ({"fit": float("nan")}, "must be zero or more"),
        ({"fit": 0}, "all zero"),
    ],
)
def test_weights_that_make_no_sense_are_refused(weights, message):
    with pytest.raises(WeightError, match=message):
        normalise(weights, CRITERIA)


def test_points_of_a_criterion_that_does_not_apply_go_to_the_others():
    assert applied({"fit": 60, "near": 20, "fresh": 20}, CRITERIA, {"fit", "fresh"}) == {
        "fit": 75.0,
        "near": 0.0,
        "fresh": 25.0,
    }
    with pytest.raises(WeightError, match="it can use fit"):
        applied({"near": 5}, CRITERIA, {"fit"})


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 100), min_size=1), st.integers(0, 3))
def test_the_figures_printed_add_up_to_the_total_printed(parts, digits):
    total, printed = shown(parts, digits)
    assert round(sum(printed.values()), digits) == total
    assert list(printed) == list(parts)
    for name, part in parts.items():
        assert abs(printed[name] - part) <= 10**-digits + 1e-6
