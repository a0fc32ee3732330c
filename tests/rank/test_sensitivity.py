"""Stability under other weights, the smallest change that swaps two, and the question that tells most."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownSupplier
from matcher.rank.sensitivity import position, smallest_swap, stability, telling_unknown
from tests.rank.rankings import matrices, order, points, policies, ranking_of

UNKNOWN = float("nan")


def test_who_leads_in_everything_always_leads_and_close_rivals_trade_places():
    ranking = ranking_of([[0.9, 0.9], [0.6, 0.4], [0.4, 0.59], [0.1, 0.1]], [50, 50], top=3)
    first, second, third = stability(ranking, top=2)
    assert (first.supplier_id, first.rank, first.share, first.best, first.worst) == ("s00", 1, 1.0, 1, 1)
    assert (second.best, second.worst, third.best, third.worst) == (2, 3, 2, 3)
    assert 0.5 < second.share < 0.7
    assert second.share + third.share == pytest.approx(1.0)


def test_without_swing_everyone_stays_and_the_same_seed_gives_the_same_shares():
    ranking = ranking_of([[0.5, 0.4], [0.4, 0.5], [0.45, 0.45]], [50, 50])
    assert [(one.share, one.best, one.worst) for one in stability(ranking, swing=0, top=1)] == [
        (1.0, 1, 1),
        (0.0, 2, 2),  # all three score the same: their ids decide
        (0.0, 3, 3),
    ]
    assert stability(ranking) == stability(ranking)
    assert stability(ranking, top=1) != stability(ranking, top=1, seed=1)


def test_each_route_has_its_own_top():
    ranking = ranking_of([[0.9], [0.8], [0.2], [0.1]], [100], routes=[0, 0, 1, 1], top=1)
    assert [(one.supplier_id, one.rank, one.share) for one in stability(ranking, top=1)] == [
        ("s00", 1, 1.0),
        ("s02", 1, 1.0),
    ]


@given(matrices(1), points, policies, st.booleans(), st.data())
def test_ranks_seen_are_those_of_rankings_with_other_weights(values, weights, policy, per_route, data):
    routes = data.draw(st.lists(st.integers(0, 2), min_size=len(values), max_size=len(values)))
    ranking = ranking_of(values, weights, unknown=policy, routes=routes if per_route else None, top=4)
    (swing, seed) = (0.3, 7)
    told = stability(ranking, draws=5, swing=swing, top=2, seed=seed)
    assert [one.supplier_id for one in told] == [one.supplier.supplier_id for one in ranking.candidates]
    factors = np.random.default_rng(seed).uniform(1 - swing, 1 + swing, (5, 4))
    seen = {one.supplier_id: [] for one in told}
    for draw in factors:
        drawn = ranking.reweigh(
            {name: ranking.weights[name] * by for name, by in zip("abcd", draw, strict=True)}
        )
        for one in drawn.best(len(values)).candidates:
            seen.get(one.supplier.supplier_id, []).append(one.rank)
    assert {one.supplier_id: (one.best, one.worst, one.share) for one in told} == {
        key: (min(ranks), max(ranks), np.mean(np.array(ranks) <= 2)) for key, ranks in seen.items()
    }


def test_a_swap_worked_by_hand():
    # 60 x 0.8 + 40 x 0.2 = 56 and 60 x 0.4 + 40 x 0.7 = 52; level where 0.4 a = 0.5 b, a = 55.56
    swap = smallest_swap(ranking_of([[0.8, 0.2], [0.4, 0.7]], [60, 40]), "s00", "s01")
    assert (swap.criterion, swap.before) == ("a", 60.0)
    assert swap.after == pytest.approx(500 / 9, abs=1e-4)
    assert swap.weights == pytest.approx({"a": 500 / 9, "b": 400 / 9}, abs=1e-4)


@given(matrices(2, 2), points, policies)
def test_after_a_swap_the_other_leads_and_no_smaller_change_does_it(values, weights, policy):
    ranking = ranking_of(values, weights, unknown=policy)
    one, other = order(ranking)
    swap = smallest_swap(ranking, one, other)
    reach = 100.0 if swap is None else abs(swap.after - swap.before) - 1e-3
    for name in ranking.weights:
        for share in np.linspace(0.001, 0.999, 41):
            moved = moved_to(ranking, name, 100 * share)
            if abs(moved["share"] - ranking.weights[name]) < reach:
                scores = ranking.reweigh(moved["weights"]).scores.total
                lead = scores[position(ranking, other)] - scores[position(ranking, one)]
                assert lead < 1e-5
    if swap is not None:
        assert sum(swap.weights.values()) == pytest.approx(100)
        assert min(swap.weights.values()) >= 0
        assert order(ranking.reweigh(swap.weights)) == [other, one]


def moved_to(ranking, name, share):
    others = {key: points for key, points in ranking.weights.items() if key != name}
    total = sum(others.values())
    alike = 1 / len(others)
    rest = {key: (100 - share) * (points / total if total else alike) for key, points in others.items()}
    return {"share": share, "weights": {**rest, name: share}}


def test_who_is_better_in_everything_cannot_be_swapped():
    ranking = ranking_of([[0.9, 0.8], [0.3, 0.7]], [50, 50])
    assert smallest_swap(ranking, "s00", "s01") is None


def test_a_criterion_that_the_need_does_not_ask_about_swaps_nobody():
    values = [[0.9, 0.8, 0.0], [0.3, 0.7, 1.0]]
    assert smallest_swap(ranking_of(values, [50, 50, 0]), "s00", "s01").criterion == "c"
    assert smallest_swap(ranking_of(values, [50, 50, 0], applies="ab"), "s00", "s01") is None
    assert smallest_swap(ranking_of([[0.9], [0.3]], [100]), "s00", "s01") is None


def test_a_swap_asks_for_the_one_in_front_first_and_for_who_passed():
    ranking = ranking_of([[0.9, 0.1], [0.1, 0.8]], [50, 50])
    with pytest.raises(InputError, match="name the one in front first"):
        smallest_swap(ranking, "s01", "s00")
    with pytest.raises(UnknownSupplier, match="among the 2 that passed"):
        smallest_swap(ranking, "s00", "t99")


def test_the_telling_question_goes_to_those_whose_answer_moves_them():
    ranking = ranking_of(
        [
            [0.9, 0.5],
            [0.6, UNKNOWN],  # second with 60, at worst 48
            [0.58, 0.5],  # third with 56.4
            [0.55, UNKNOWN],  # 56, at best 64
            [0.1, UNKNOWN],  # out of reach
            [UNKNOWN, 0.1],  # 42, at best 82: decides too, but alone
        ],
        [80, 20],
    )
    told = telling_unknown(ranking, top=2)
    assert (told.criterion.name, told.criterion.question_es) == ("b", "¿Qué hay de b?")
    assert (told.n_unknown, told.n_deciding) == (2, 2)
    assert [(ask.supplier.supplier_id, ask.inside, ask.decides) for ask in told.ask] == [
        ("s01", True, True),
        ("s03", False, True),
    ]
    assert [ask.points for ask in told.ask] == pytest.approx([20.0, 20.0])


def test_at_most_three_are_asked_nearest_to_the_edge_first():
    values = [[0.9, 0.5], *([0.8 - at / 100, UNKNOWN] for at in range(6))]
    told = telling_unknown(ranking_of(values, [50, 50]), top=1)
    assert [ask.supplier.supplier_id for ask in told.ask] == ["s01", "s02", "s03"]
    assert told.n_unknown == 6


@pytest.mark.parametrize(
    "ranking",
    [
        ranking_of([[0.9, 0.5], [0.2, 0.5]], [50, 50]),  # nothing unknown
        ranking_of([[0.9, UNKNOWN], [0.2, UNKNOWN]], [90, 10]),  # nothing that reaches the edge
        ranking_of([[0.5, UNKNOWN], [0.5, UNKNOWN]], [50, 50], questions=False),  # nothing to ask
        ranking_of([[0.5, UNKNOWN]], [50, 50]),  # nobody beside the top
        ranking_of([[0.5, UNKNOWN], [0.5, UNKNOWN]], [100, 0]),  # nothing that weighs
    ],
)
def test_no_question_where_no_answer_changes_the_top(ranking):
    assert telling_unknown(ranking, top=1) is None


@given(matrices(3), points, policies)
def test_whoever_decides_does_change_the_top(values, weights, policy):
    ranking = ranking_of(values, weights, unknown=policy)
    told = telling_unknown(ranking, top=2)
    assume(told is not None)
    column = "abcd".index(told.criterion.name)
    for ask in told.ask:
        at = position(ranking, ask.supplier.supplier_id)
        tops = set()
        for answer in (0.0, 1.0):
            answered = values.copy()
            answered[at, column] = answer
            other = ranking_of(answered, weights, unknown=policy)
            tops.add(ask.supplier.supplier_id in order(other)[:2])
        assert not ask.decides or len(tops) == 2
        assert ask.inside == (ask.supplier.supplier_id in order(ranking)[:2])


def test_numbers_that_make_no_sense_are_refused_and_nobody_is_an_answer():
    ranking = ranking_of([[0.5]], [100])
    for wrong in ({"draws": 0}, {"swing": 1.0}, {"swing": UNKNOWN}, {"top": 0}):
        with pytest.raises(InputError, match="start at 1"):
            stability(ranking, **wrong)
    with pytest.raises(InputError, match="at least 1"):
        telling_unknown(ranking, top=0)
    nobody = ranking_of(np.empty((0, 2)), [50, 50])
    assert stability(nobody) == ()
    assert telling_unknown(nobody) is None


def test_real_rankings_name_the_candidates_they_show(six):
    ranking = six.match("disposable IV infusion sets", top=3)
    told = stability(ranking, draws=50)
    assert [one.supplier_id for one in told] == [one.supplier.supplier_id for one in ranking.candidates]
    whole = ranking.best(ranking.n_passed)
    for candidate in whole.candidates:
        at = position(ranking, candidate.supplier.supplier_id)
        assert ranking.scores.total[at] == pytest.approx(candidate.score, abs=0.01)
