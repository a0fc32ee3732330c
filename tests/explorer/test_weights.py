"""The sliders' weights: what is locked stays, the rest follows; the arithmetic is that of the profiles."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from matcher.errors import WeightError
from matcher.explorer.weights import Weights, balanced
from matcher.rank.criteria import NAMES
from matcher.rank.profiles import preset, presets

moves = some.lists(
    some.tuples(some.sampled_from(NAMES), some.floats(-50, 150), some.frozensets(some.sampled_from(NAMES))),
    max_size=12,
)


def of(**points: float) -> Weights:
    return Weights.of(points)


def test_starts_balanced():
    assert balanced() == Weights(preset("balanced").points)


def test_a_locked_one_stays_until_it_is_free_again():
    weights = of(a=50, b=30, c=20).locking("b")
    assert weights.moved("a", 60).points == {"a": 60.0, "b": 30.0, "c": 10.0}
    assert weights.moved("b", 10) == weights
    assert weights.locking("b", False).moved("b", 10).points == {"a": 64.3, "b": 10.0, "c": 25.7}


def test_with_all_others_locked_nothing_moves():
    weights = of(a=50, b=30, c=20).locking("b").locking("c")
    assert weights.moved("a", 10) == weights


@given(moves)
def test_rule_the_sum_is_100_locked_ones_stay_none_is_negative_after_any_moves(moves):
    weights = balanced()
    for name, points, locked in moves:
        before = Weights(weights.points, locked)
        weights = before.moved(name, points)
        assert math.isclose(sum(weights.points.values()), 100.0, abs_tol=1e-9)
        assert min(weights.points.values()) >= 0
        assert all(weights.points[one] == before.points[one] for one in locked)
        assert list(weights.points) == list(NAMES)


def test_a_profile_leaves_what_is_locked():
    weights = balanced().locking("class").taking(preset("quality").points)
    assert weights.points["class"] == balanced().points["class"]
    assert weights.profile().name == "quality"
    assert weights.moved("crossing", 40).profile() is None
    assert [balanced().taking(one.points).profile() for one in presets()] == list(presets())


def test_what_is_kept_stays_like_what_is_locked():
    weights = of(a=50, b=30, c=20).taking({"a": 10, "b": 10, "c": 99}, kept={"c"})
    assert weights == of(a=40, b=40, c=20)


def test_without_a_choice_no_profile_is_followed():
    weights = balanced()
    for name in NAMES[1:]:
        weights = weights.locking(name)
    assert weights.profile() is None
    assert of(a=50, b=50).profile() is None


def test_what_makes_no_sense_is_refused():
    with pytest.raises(WeightError, match="'colour' is no criterion"):
        balanced().moved("colour", 10)
    with pytest.raises(WeightError, match="'colour' is no criterion; choose from product"):
        balanced().locking("colour")
    with pytest.raises(WeightError, match="must be a number"):
        balanced().moved("meaning", math.nan)
    with pytest.raises(WeightError, match="all zero"):
        of(a=0, b=0)
