"""Words: accents, plurals, both languages, and texts that mean harm."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def found(index, text):
    return index.lexical(text).rows.tolist()


@pytest.mark.parametrize("text", ["Inyección", "inyeccion", "INYECCIÓN", "inyecciones"])
def test_accents_case_and_spanish_plurals_do_not_matter(index, text):
    assert sorted(found(index, text)) == [0, 3]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("catéter", 0),
        ("cateter", 0),
        ("molde", 3),
        ("assembly", 1),
        ("battery enclosure", 2),
        ("circuits", 1),
    ],
)
def test_singular_finds_plural_in_both_languages(index, text, row):
    assert found(index, text)[0] == row


def test_a_word_in_the_name_counts_less_than_one_in_the_products(index):
    scores = index.lexical_scores("moldes troqueles")
    assert scores[3] > scores[2] > 0


def test_stop_words_alone_find_nothing(index):
    assert found(index, "de la y con the and of for") == []


def test_no_text_and_no_shared_word_score_zero(index):
    assert not index.lexical_scores("").any()
    assert not index.lexical_scores("xylophone").any()


def test_a_score_is_the_same_filtered_or_not_and_below_one(index):
    everything = index.lexical("moldes de inyeccion, circuit, battery")
    only = index.lexical("moldes de inyeccion, circuit, battery", np.arange(6) == 3)
    assert only.rows.tolist() == [3]
    assert only.score[0] == everything.score[everything.rows == 3][0]
    assert (everything.score < 1).all()
    assert (np.diff(everything.score) <= 0).all()


def test_k_cuts_the_list_after_the_best(index):
    assert index.lexical("moldes inyeccion", k=1).rows.tolist() == [3]


def test_repeating_a_word_changes_nothing(index):
    once, often = index.lexical_scores("moldes"), index.lexical_scores("moldes molde MOLDES " * 20)
    assert once.tolist() == often.tolist()


@pytest.mark.parametrize(
    "text",
    [
        '"moldes',
        "moldes AND NOT (moldes OR",
        "name:moldes^100 -moldes +moldes",
        "moldes* /moldes/ [a TO z] {",
        "moldes\x00moldes",
        "\U0001f600 moldes \ud800",
        "moldes' OR 1=1; --",
    ],
)
def test_text_is_never_read_as_query_syntax(index, text):
    assert 3 in found(index, text)


def test_a_text_of_100_kilobytes_keeps_its_rarest_words(index):
    text = " ".join(f"word{number}" for number in range(12_000)) + " catéteres"
    assert len(text) > 100_000
    assert found(index, text) == [0]


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_at_all_gives_scores_from_zero_to_one(shared_index, text):
    scores = shared_index.lexical_scores(text)
    assert scores.shape == (6,)
    assert ((scores >= 0) & (scores < 1)).all()
