"""The catalogue beside the official index, and whether it finds classes for items it has not seen."""

import pytest

from matcher.encode import load_encoder
from matcher.evaluate.catalogue import measure, misspelled
from matcher.evaluate.index_terms import disagreements
from matcher.knowledge.items import ITEMS


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def test_where_the_official_index_names_another_class_the_row_says_why(encoder):
    unexplained = [found for found in disagreements(ITEMS, encoder) if not found.explained]
    assert [(found.item.item_id, found.term, found.official_class) for found in unexplained] == []


def test_a_class_that_no_term_near_it_has_is_a_disagreement(encoder):
    from dataclasses import replace

    box = next(item for item in ITEMS if item.item_id == "corrugated_rsc_box")
    wrong = replace(box, classes_main=("311811",), classes_possible=(), index_note="")
    (found,) = disagreements([wrong], encoder)
    assert found.official_class.startswith("3222") or found.official_class.startswith("3221")
    assert not found.explained


@pytest.mark.slow
def test_unseen_items_are_found_better_with_the_catalogue_than_by_the_official_index_alone(encoder):
    shares = measure(encoder)
    for ours, official in zip(*shares.values(), strict=True):
        assert ours.asked == official.asked and ours.n == official.n > 50
        assert ours.in_five > official.in_five, ours.asked


def test_a_misspelling_swaps_two_letters_of_the_longest_word_and_is_the_same_each_time():
    typo = misspelled("corrugated box", "x")
    assert typo == misspelled("corrugated box", "x") != "corrugated box"
    assert sorted(typo) == sorted("corrugated box") and typo.endswith(" box")
