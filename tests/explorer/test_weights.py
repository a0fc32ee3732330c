"""Weights: whoever moves one takes from, or gives to, those not locked; the sum is always exactly 100."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from matcher.config import BALANCED
from matcher.errors import WeightError
from matcher.explorer.weights import FULL, Weights, balanced, share

NAMES = tuple(BALANCED)
moves = some.lists(
    some.tuples(some.sampled_from(NAMES), some.floats(-50, 150), some.frozensets(some.sampled_from(NAMES))),
    max_size=12,
)


def of(**points: float) -> Weights:
    return Weights.of(points)


def test_starts_balanced():
    assert balanced().points == BALANCED


def test_moving_one_takes_from_the_others_in_proportion():
    assert of(a=50, b=30, c=20).moved("a", 75).points == {"a": 75.0, "b": 15.0, "c": 10.0}


def test_moving_one_gives_to_the_others_in_proportion():
    assert of(a=50, b=30, c=20).moved("a", 0).points == {"a": 0.0, "b": 60.0, "c": 40.0}


def test_others_at_zero_share_alike():
    assert of(a=100, b=0, c=0).moved("a", 40).points == {"a": 40.0, "b": 30.0, "c": 30.0}


def test_a_locked_one_stays_and_the_free_ones_pay():
    weights = of(a=50, b=30, c=20).locking("b")
    assert weights.moved("a", 60).points == {"a": 60.0, "b": 30.0, "c": 10.0}
    assert weights.moved("a", 90).points == {"a": 70.0, "b": 30.0, "c": 0.0}  # as far as the lock allows
    assert weights.moved("b", 10) == weights
    assert weights.locking("b", False).moved("b", 10).points == {"a": 64.3, "b": 10.0, "c": 25.7}


def test_with_all_others_locked_nothing_moves():
    weights = of(a=50, b=30, c=20).locking("b").locking("c")
    assert weights.moved("a", 10) == weights


@given(moves)
def test_rule_the_sum_is_100_locked_ones_stay_none_is_negative(moves):
    weights = balanced()
    for name, points, locked in moves:
        before = Weights(weights.tenths, locked)
        weights = before.moved(name, points)
        assert sum(weights.tenths.values()) == FULL
        assert math.isclose(sum(weights.points.values()), 100.0, abs_tol=1e-9)
        assert min(weights.tenths.values()) >= 0
        assert all(weights.tenths[one] == before.tenths[one] for one in locked)
        assert list(weights.points) == list(NAMES)


@given(some.integers(0, 10_000), some.lists(some.integers(0, 1000), min_size=1, max_size=9))
def test_rule_shares_sum_to_the_whole_and_are_within_one_of_their_due(total, by):
    parts = share(total, by)
    assert sum(parts) == total
    due = by if any(by) else [1] * len(by)
    assert all(abs(part - total * one / sum(due)) < 1 for part, one in zip(parts, due, strict=True))


@pytest.mark.parametrize("points", [math.nan, math.inf, -math.inf])
def test_points_that_are_no_number_are_refused(points):
    with pytest.raises(WeightError, match="must be a number"):
        balanced().moved("meaning", points)


def test_what_makes_no_sense_is_refused():
    with pytest.raises(WeightError, match="'colour', which is no criterion; choose from product"):
        balanced().moved("colour", 10)
    with pytest.raises(WeightError, match="'colour', which is no criterion"):
        balanced().locking("colour")
    with pytest.raises(WeightError, match="all zero"):
        of(a=0, b=0)
    with pytest.raises(WeightError, match="zero or more"):
        of(a=-1, b=2)
