"""Which items of the catalogue a need asks for, and which a supplier's own words offer."""

import numpy as np
import pytest

import matcher
from matcher.encode import load_encoder
from matcher.knowledge.items import ITEMS
from matcher.rank.catalogue import Known, Likely, catalogue_lines, likely_items
from matcher.rank.sought import NONE, Asking, Catalogue, catalogue_of, probabilities


@pytest.fixture(scope="module")
def catalogue():
    return catalogue_of(load_encoder().encode, ITEMS)


def asking(text):
    return Asking(text, ((text, 1.0),), load_encoder().encode([text])[0], names=True)


def sought(catalogue, text):
    return likely_items(probabilities(catalogue.logits(asking(text))), catalogue_lines(ITEMS))


def test_an_item_is_found_by_its_name_and_described_without_it(catalogue):
    assert sought(catalogue, "corrugated boxes").named.name == "Corrugated shipping box"
    described = sought(catalogue, "spike, drip chamber and roller clamp tubing for gravity flow to a vein")
    assert described.items[0][0].name.lower().startswith("iv")


def test_what_is_in_no_catalogue_is_none_of_these(catalogue):
    assert sought(catalogue, "wedding cakes with sugar flowers").none > 0.6
    assert sought(catalogue, "wedding cakes with sugar flowers").named is None


def test_probabilities_and_none_sum_to_one():
    shares = probabilities(np.array([NONE, NONE - 1.0, 0.0], dtype=np.float32))
    none = 1 - shares.sum()
    assert none == pytest.approx(shares[0], rel=1e-5)  # an item at the logit of none is as likely as none
    assert probabilities(np.zeros(0, np.float32)).shape == (0,)


def test_what_mexico_does_not_make_is_told_when_several_such_items_share_the_chance():
    cell = Known("cell", {"335910": 1.0}, (), "not_at_scale", "K")
    pack = Known("pack", {"335910": 1.0, "334410": 0.35}, ("335999",), "limited", "K")
    likely = Likely(((pack, 0.35), (cell, 0.3), (cell, 0.25)))
    assert likely.named is None and likely.not_at_scale is cell
    assert likely.classes() == pytest.approx({"335910": 0.9, "334410": 0.1225})
    assert likely.convertible() == {}  # nor is it to be had by converting a neighbour
    assert likely.none == pytest.approx(0.1)


def test_stored_and_read_back_it_says_the_same(catalogue):
    again = Catalogue.of_arrays(catalogue.arrays())
    assert np.array_equal(again.logits(asking("gate valves")), catalogue.logits(asking("gate valves")))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("face shields", "shield"),
        ("surgical masks", "mask"),
        ("hospital beds", "bed"),
        ("drones", "drone"),
        ("lithium cells", "cell"),
        ("estructuras para paneles solares", "racking"),
    ],
)
def test_a_short_need_finds_an_item_about_the_same_noun(catalogue, text, noun):
    assert noun in sought(catalogue, text).items[0][0].name.lower()


def test_a_supplier_that_says_it_in_other_words_and_the_other_language_is_found():
    ranking = matcher.open("illustrative").match("drip line for infusions with roller clamp", top=10)
    first = ranking.candidates[0]
    assert first.contributions["product"] > 10
    assert "339112" in {candidate.supplier.scian for candidate in ranking.candidates}
