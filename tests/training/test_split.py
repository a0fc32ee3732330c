"""Families are kept aside whole, and nothing that names the same thing stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matcher.text import fold
from matcher.training.pairs import Pair
from matcher.training.split import hold_out, runs_of_rows

PAIRS = [
    Pair("Ball valves", "Válvulas de bola", "a"),
    Pair("Gate valves", "Válvulas de compuerta", "a"),
    Pair("Syringes", "Jeringas", "a"),
    Pair("Needles", "Agujas", "a"),
    Pair("SYRINGES", "Jeringuillas", "b"),
    Pair("Hypodermics", "agujas", "b"),
    Pair("Bread", "Pan", "b"),
]


def test_runs_of_a_source_are_families():
    assert runs_of_rows(PAIRS, "a", 2) == ["a/000000", "a/000000", "a/000001", "a/000001", None, None, None]


def test_what_shares_a_text_with_a_test_pair_is_in_neither_part():
    families = [None, None, "a/1", "a/1", None, None, None]
    split = hold_out(PAIRS, families, {"a": 1}, seed=0)
    assert split.test == PAIRS[2:4]
    assert split.train == [PAIRS[0], PAIRS[1], PAIRS[6]]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz"), st.integers(0, 3)), max_size=30))
def test_no_text_is_on_both_sides(rows):
    pairs = [Pair(en, es, "s") for en, es, _ in rows]
    split = hold_out(pairs, [f"s/{family}" for *_, family in rows], {"s": 2}, seed=1)
    for side in ("en", "es"):
        seen = {fold(getattr(pair, side)) for pair in split.train}
        assert not seen & {fold(getattr(pair, side)) for pair in split.test}
