"""Weights learned from marks: they honour the marks, stay near the preset, and say how far to trust them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InputError, WeightError
from matcher.model.score import UNKNOWN_POLICIES
from matcher.rank.learning import propose
from tests.rank.rankings import matrices, policies, ranking_of

PRESET = {"a": 70.0, "b": 20.0, "c": 10.0}
# A buyer who looks at b: good where b is high, whatever the preset makes of a.
VALUES = [
    [0.5, 0.9, 0.5],
    [0.6, 0.8, 0.4],
    [0.55, 0.9, 0.6],
    [0.9, 0.2, 0.5],
    [0.95, 0.1, 0.6],
    [0.9, 0.3, 0.4],
]
MARKS = {"s00": True, "s01": True, "s02": True, "s03": False, "s04": False, "s05": False}


def ranking(**options):
    return ranking_of(VALUES, PRESET.values(), **options)


def test_marks_move_the_weight_that_tells_good_from_bad():
    told = propose(ranking(), MARKS, PRESET, strength=0.1)
    assert [(change.criterion, change.after > change.before) for change in told.changes[:2]] == [
        ("b", True),
        ("a", False),
    ]
    assert (told.ordered_before, told.ordered_after) == (0.0, 1.0)
    assert told.ordered_left_out == 1.0
    assert told.bears
    assert told.say("en").endswith("100% stand in the right order, 0% before; of marks left out, 100%.")
    assert told.say("es").startswith("De los pares de un bueno y un malo, 100% están en el orden correcto")


def test_the_weights_proposed_are_those_by_which_the_marks_are_ordered():
    before = ranking()
    after = before.reweigh(propose(before, MARKS, PRESET, strength=0.1).weights)
    assert {one.supplier.supplier_id for one in after.best(3).candidates} == {"s00", "s01", "s02"}


def test_changes_come_largest_first_and_each_lies_in_its_range():
    told = propose(ranking(), MARKS, PRESET)
    moved = [abs(change.after - change.before) for change in told.changes]
    assert moved == sorted(moved, reverse=True)
    for change in told.changes:
        assert change.low <= change.high
        assert (change.low, change.high) == told.ranges[change.criterion]
        assert told.weights[change.criterion] == change.after
    assert propose(ranking(), MARKS, PRESET) == told


def test_marks_that_the_preset_honours_change_nothing():
    honoured = {mark: not good for mark, good in MARKS.items()}
    told = propose(ranking(), honoured, PRESET)
    assert told.changes == ()
    assert told.weights == pytest.approx(PRESET)
    assert "honour these marks" in told.say("en")
    assert "ya respetan" in told.say("es")


def test_the_stronger_the_preset_the_less_the_marks_move_it():
    moved = [
        abs(propose(ranking(), MARKS, PRESET, strength=strength).weights["b"] - PRESET["b"])
        for strength in (0.1, 1, 10, 1000)
    ]
    assert moved == sorted(moved, reverse=True)
    assert moved[-1] < 1 < moved[0]
    with pytest.raises(InputError, match="above zero"):
        propose(ranking(), MARKS, PRESET, strength=0)


@pytest.mark.parametrize("kept", [("s00", "s01"), ("s00", "s03", "s04"), ()])
def test_too_few_marks_leave_the_preset_and_say_what_is_missing(kept):
    told = propose(ranking(), {key: MARKS[key] for key in kept}, PRESET)
    assert not told.learned
    assert not told.bears
    assert told.weights == PRESET
    assert (told.changes, told.ordered_after) == ((), None)
    assert "mark at least 2 of each" in told.say("en")
    assert "marque al menos 2" in told.say("es")


def test_marks_on_who_did_not_pass_are_named_and_left_out():
    told = propose(ranking(), {**MARKS, "z99": True}, PRESET)
    assert told.ignored == ("z99",)
    assert told.n_good == told.n_bad == 3
    assert told.weights == propose(ranking(), MARKS, PRESET).weights


def test_marks_at_odds_with_themselves_are_not_borne_out():
    values = [
        [0.5, 0.5, 0.5],
        [0.2, 0.9, 0.1],
        [0.9, 0.3, 0.2],
        [0.5, 0.5, 0.5],
        [0.2, 0.9, 0.1],
        [0.9, 0.3, 0.2],
    ]
    told = propose(ranking_of(values, PRESET.values()), MARKS, PRESET)
    assert not told.bears
    assert "mark more before you accept" in told.say("en") or not told.changes


def test_what_the_need_does_not_ask_about_gets_no_points():
    told = propose(ranking(applies="bc"), MARKS, PRESET)
    assert told.weights["a"] == 0
    assert set(told.ranges) == {"b", "c"}
    with pytest.raises(WeightError, match="no criterion"):
        propose(ranking(), MARKS, {"speed": 100})


def test_a_weight_falls_below_zero_only_where_that_is_asked_for():
    against = [[0.5, 0.5, 0.1], [0.5, 0.5, 0.2], [0.5, 0.5, 0.9], [0.5, 0.5, 0.8]]
    marks = {"s00": True, "s01": True, "s02": False, "s03": False}
    here = ranking_of(against, PRESET.values())
    assert propose(here, marks, PRESET, strength=0.01).weights["c"] == pytest.approx(0, abs=1e-9)
    free = propose(here, marks, PRESET, strength=0.01, allow_negative=True)
    assert free.weights["c"] < -5
    assert sum(free.weights.values()) == pytest.approx(100)
    assert free.ordered_after == 1.0


@pytest.mark.parametrize("policy", UNKNOWN_POLICIES)
def test_unknowns_count_by_the_policy_of_the_ranking(policy):
    # Of the good ones b is unknown: neutral counts 0.6 for it, more than the bad have; pessimistic nothing.
    unknown = float("nan")
    values = [[0.5, unknown, 0.5], [0.5, unknown, 0.5], [0.6, 0.3, 0.5], [0.6, 0.3, 0.5]]
    marks = {"s00": True, "s01": True, "s02": False, "s03": False}
    told = propose(ranking_of(values, PRESET.values(), unknown=policy), marks, PRESET)
    gained = told.weights["b"] - PRESET["b"]
    assert gained > 0 if policy != "pessimistic" else gained < 0


@settings(max_examples=15, deadline=None)
@given(
    matrices(4, 8),
    policies,
    st.lists(st.booleans(), min_size=8, max_size=8),
    st.sampled_from([0.1, 1.0, 10.0]),
)
def test_proposals_can_always_be_applied_and_never_fit_the_marks_worse(values, policy, words, strength):
    preset = {"a": 40.0, "b": 30.0, "c": 30.0, "d": 0.0}
    here = ranking_of(values, preset.values(), unknown=policy)
    told = propose(here, {f"s{at:02}": words[at] for at in range(len(values))}, preset, strength=strength)
    assert sum(told.weights.values()) == pytest.approx(100)
    assert min(told.weights.values()) >= 0
    assert here.reweigh(told.weights).weights == pytest.approx(told.weights)
    if told.learned:
        assert 0 <= told.ordered_left_out <= 1
        assert all(-1e-6 <= low <= high <= 100 + 1e-6 for low, high in told.ranges.values())


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_found_is_the_least_loss_that_any_weights_reach(seed):
    draw = np.random.default_rng(seed)
    values = draw.uniform(size=(6, 3)).round(3)
    told = propose(ranking_of(values, PRESET.values()), MARKS, PRESET)
    pairs = (values[:3, None] - values[3:]).reshape(-1, 3)

    def loss(points):
        short = np.maximum(0, 0.05 - pairs @ points / 100)
        away = (points - np.array(list(PRESET.values()))) / 100
        return 6 / 9 * (short**2).sum() + (away**2).sum()

    found = loss(np.array(list(told.weights.values())))
    others = draw.dirichlet(np.ones(3), 300) * 100
    near = (9 * np.array(list(told.weights.values())) + others) / 10
    assert found <= min(*map(loss, others), *map(loss, near)) + 1e-7
