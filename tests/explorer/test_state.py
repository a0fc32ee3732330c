"""Weights always sum to 100, whatever is moved or locked; the state is a value that goes to JSON and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.explorer.state import State, move

NAMES = ("a", "b", "c", "d")


def of_100(raw):
    total = sum(raw)
    return {name: 100 * part / total for name, part in zip(NAMES, raw, strict=True)}


weights = st.lists(st.floats(0, 100), min_size=4, max_size=4).filter(lambda raw: sum(raw) > 1).map(of_100)


def test_the_others_make_room_in_proportion():
    moved = move({"a": 40, "b": 40, "c": 20, "d": 0}, "c", 50)
    assert moved == {"a": 25, "b": 25, "c": 50, "d": 0}


def test_a_locked_weight_stays_and_bounds_the_others():
    assert move({"a": 40, "b": 40, "c": 20}, "c", 90, {"a"}) == {"a": 40, "b": 0, "c": 60}
    assert move({"a": 40, "b": 60}, "a", 10, {"b"}) == {"a": 40, "b": 60}
    assert move({"a": 40, "b": 60}, "a", 10, {"a"}) == {"a": 40, "b": 60}


def test_when_the_others_have_nothing_they_share_in_equal_parts():
    assert move({"a": 100, "b": 0, "c": 0}, "a", 40) == {"a": 40, "b": 30, "c": 30}


@given(weights, st.sampled_from(NAMES), st.floats(-50, 150), st.sets(st.sampled_from(NAMES)))
def test_weights_sum_to_100_none_is_negative_and_locked_ones_stay(held, name, points, locked):
    moved = move(held, name, points, locked)
    assert sum(moved.values()) == pytest.approx(100)
    assert all(points >= 0 for points in moved.values())
    assert all(moved[other] == held[other] for other in locked)


def test_a_state_survives_json():
    state = State("masks", top=5, route="makes", unknown="pessimistic", locked=frozenset({"class"}))
    state = state.moved("crossing", 30).picked("x1", "near").picked("x2", "").picked("x2", None)
    assert State.from_dict(json.loads(json.dumps(state.to_dict()))) == state
    assert state.picks == {"x1": "near"}


def test_a_state_that_cannot_be_is_refused():
    with pytest.raises(InputError, match="unknown"):
        State.from_dict({**State().to_dict(), "unknown": "guess"})
    with pytest.raises(InputError, match="route"):
        State.from_dict({**State().to_dict(), "route": "flies"})
