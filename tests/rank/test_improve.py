"""What would raise a supplier, and which musts keep others out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.errors import UnknownSupplier
from matcher.model.ranking import Relaxation
from matcher.rank.improve import raising, relaxing
from tests.rank.rankings import matrices, points, policies, ranking_of

UNKNOWN = float("nan")


def test_points_to_gain_worked_by_hand():
    # a: 50 x (1 - 0.8), b: 30 x (1 - 0.2), c: unknown, 20 x (1 - 0.7); the unknown comes first, as a question
    ranking = ranking_of([[0.8, 0.2, UNKNOWN]], [50, 30, 20])
    told = raising(ranking, "s00")
    assert [(one.criterion.name, one.known) for one in told] == [("c", False), ("b", True), ("a", True)]
    assert [one.points for one in told] == pytest.approx([6.0, 24.0, 10.0])
    assert told[0].say("en") == "What of c? (up to 6.0 points more)"
    assert told[0].say("es") == "¿Qué hay de c? (hasta 6.0 puntos más)"
    assert told[1].say("en") == "B: 24.0 points more if it were as good as can be"
    assert told[1].say("es") == "B (es): 24.0 puntos más si fuera lo mejor posible"


def test_only_what_gains_most_is_told_and_nothing_of_what_is_best_or_weighs_nothing():
    ranking = ranking_of([[1.0, 0.2, UNKNOWN, 0.0]], [50, 30, 20, 0])
    assert [one.criterion.name for one in raising(ranking, "s00")] == ["c", "b"]
    assert [one.criterion.name for one in raising(ranking, "s00", most=1)] == ["b"]


def test_an_unknown_without_a_question_is_told_by_its_name():
    ranking = ranking_of([[UNKNOWN]], [100], questions=False)
    assert raising(ranking, "s00")[0].say("en").startswith("A: 50.0 points more")


@given(matrices(1, 3), points, policies)
def test_the_points_told_are_those_that_the_ranking_would_give(values, weights, policy):
    ranking = ranking_of(values, weights, unknown=policy)
    for one in raising(ranking, "s00", most=4):
        best = values.copy()
        best[0, "abcd".index(one.criterion.name)] = 1.0
        other = ranking_of(best, weights, unknown=policy)
        assert other.scores.total[0] == pytest.approx(ranking.scores.total[0] + one.points)
        assert one.points > 0


def test_only_who_passed_can_be_raised():
    with pytest.raises(UnknownSupplier, match="s07"):
        raising(ranking_of([[0.5]], [100]), "s07")


def test_one_must_is_enough_or_the_fewest_together_are_named():
    everyone = np.ones(4, bool)
    state, iso, route = (np.array(mask, bool) for mask in ([0, 1, 1, 1], [0, 1, 0, 1], [0, 1, 0, 1]))
    assert relaxing([("state", state), ("iso", iso)], everyone) == (
        Relaxation(("state",), 2, 1),
        Relaxation(("iso",), 1, 0),
    )
    stuck = everyone.copy()
    stuck[[0, 2]] = False
    assert relaxing([("state", state), ("iso", iso), ("route", route)], stuck)[-1] == Relaxation(
        ("state", "iso", "route"), 2, 2
    )
    assert relaxing([], everyone) == ()


masks = st.integers(0, 4).flatmap(lambda m: arrays(np.bool_, (m, 6)))


@given(masks, arrays(np.bool_, 6))
def test_what_relaxing_promises_is_what_dropping_brings(fails, allowed):
    failures = [(f"must {at}", mask) for at, mask in enumerate(fails)]

    def passing(dropped):
        kept = [mask for label, mask in failures if label not in dropped]
        return int((allowed & ~np.any(kept, axis=0)).sum()) if kept else int(allowed.sum())

    told = relaxing(failures, allowed)
    for one in told:
        assert one.passing == passing(one.musts)
        assert one.gained == one.passing - passing(())
    singles = [one for one in told if len(one.musts) == 1]
    assert [one.musts[0] for one in singles] == [label for label, _ in failures]
    together = [one for one in told if len(one.musts) > 1]
    gains = any(one.gained for one in singles)
    assert bool(together) == (not gains and passing(()) < int(allowed.sum()))
    for one in together:
        labels = [label for label, _ in failures]
        rivals = [drop for drop in subsets(labels) if len(drop) <= len(one.musts)]
        assert all(
            passing(drop) == passing(()) or (len(drop) == len(one.musts) and passing(drop) <= one.passing)
            for drop in rivals
        )


def subsets(labels):
    return [
        [label for at, label in enumerate(labels) if number >> at & 1]
        for number in range(1, 2 ** len(labels))
    ]
