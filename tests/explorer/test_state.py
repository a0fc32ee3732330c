"""State: every change gives a new plain value, which survives a trip through JSON."""

import json

import pytest

from matcher.errors import InputError, NeedError, WeightError
from matcher.explorer.state import State
from matcher.model import Need

STERILE = Need("IV sets", need_id="n-1", title="Sets", required_certifications=("iso_13485",))


def test_survives_a_trip_through_json():
    state = (
        State(top=5, route="converts", unknown="pessimistic")
        .asking(STERILE)
        .moved("crossing", 30)
        .locking("crossing")
        .picking("b", "nearest")
        .picking("a")
        .marking("a", True)
        .marking("b", False)
        .having(language="es", stability=True, one_per_company=True)
    )
    again = State.from_dict(json.loads(json.dumps(state.to_dict())))
    assert again == state
    assert list(again.picks) == ["b", "a"]
    assert State.from_dict({}) == State()


def test_other_words_keep_the_musts_and_drop_the_picks():
    state = State().asking(STERILE).picking("a", "near")
    other = state.asking("catheters")
    assert other.need == Need("catheters", need_id="n-1", required_certifications=("iso_13485",))
    assert other.picks == {}
    assert state.picks == {"a": "near"}
    assert state.asking("IV sets") is state


def test_picks_are_added_reworded_and_dropped():
    state = State().picking("a").picking("b", " close ").picking("a", "cheap")
    assert dict(state.picks) == {"a": "cheap", "b": "close"}
    assert dict(state.dropping("a").dropping("never picked").picks) == {"b": "close"}


def test_marks_belong_to_a_need_and_stay_with_it():
    state = State().asking("IV sets").marking("a", True).marking("b", False)
    assert dict(state.marked) == {"a": True, "b": False}
    other = state.asking("catheters")
    assert dict(other.marked) == {}
    assert dict(other.marking("a", False).asking("IV sets").marked) == {"a": True, "b": False}
    assert dict(state.marking("a", None).marked) == {"b": False}
    assert list(State().asking(STERILE).marking("a", True).marks) == ["n-1"]
    assert State().marked == {}


def test_follows_a_profile():
    state = State().locking("class").following("cost of change")
    assert state.weights.profile().name == "cost_of_change"
    assert state.weights.points["class"] == State().weights.points["class"]
    with pytest.raises(WeightError, match="'cheapest' is no profile"):
        state.following("cheapest")


@pytest.mark.parametrize("top", [0, -1, 2.5, True])
def test_a_top_that_makes_no_sense_is_refused(top):
    with pytest.raises(InputError, match=r"field 'top'.*at least 1"):
        State(top=top)


def test_what_cannot_be_used_is_named():
    with pytest.raises(NeedError, match="The need is empty"):
        State().asking("  ")
    with pytest.raises(InputError, match="field 'route': Got 'sells'; choose from makes"):
        State(route="sells")
    with pytest.raises(InputError, match="field 'unknown': Got 'bad'"):
        State().having(unknown="bad")
    with pytest.raises(InputError, match="field 'language': Got 'fr'; choose from en, es"):
        State(language="fr")
    with pytest.raises(InputError, match="Nothing was looked for yet"):
        State().marking("a", True)
    with pytest.raises(InputError, match="field 'marks': Got 'yes' for 'a'"):
        State.from_dict({"marks": {"need": {"a": "yes"}}})
    with pytest.raises(InputError, match="Got 'colour'; known are need"):
        State.from_dict({"colour": 1})
    with pytest.raises(WeightError, match="'colour', which is no criterion"):
        State.from_dict({"weights": {"colour": 1}})
    with pytest.raises(NeedError, match="text"):
        State.from_dict({"need": {"need_id": "a"}})
