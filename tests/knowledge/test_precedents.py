"""Conversions that happened, and that the edges tell them the same way."""

import re

import pytest

from matcher.knowledge import precedents
from matcher.knowledge.conversions import CONVERSIONS
from matcher.knowledge.precedents import precedent, precedents_from
from matcher.knowledge.scian import is_known

# The edge, its precedent here, and the words that both must hold.
TOLD = {
    "C01": ("aramark_mexico", ["Aramark", "one week"]),
    "C03": ("aramark_mexico", ["Aramark", "about three months"]),
    "C05": ("tamaulipas_plants", ["Tamaulipas", "April 2020"]),
    "C10": ("cdmx_filter_maker", ["40,000 masks a day", "May 2020"]),
    "C17": ("ford_chihuahua", ["Ford", "Chihuahua", "100,000", "April 2020"]),
    "C19": ("gm_toluca", ["Toluca", "1.5 million masks a month", "April 2020"]),
    "C23": ("gm_kokomo_ventec", ["Kokomo", "30,000", "Ventec"]),
    "C41": ("distillers_cosmetics_sanitiser", ["cosmetics makers", "one to four weeks"]),
    "C42": ("distillers_cosmetics_sanitiser", ["distillers", "brewers", "one to four weeks"]),
    "C44": ("baxter_iv_fluids", ["Baxter", "Hurricane María"]),
}
ANOTHER_CLASS = {"C17"}  # the edge says so itself


def test_every_precedent_of_an_edge_is_held():
    assert {edge.id for edge in CONVERSIONS if edge.precedent} == set(TOLD)


@pytest.mark.parametrize("edge", [edge for edge in CONVERSIONS if edge.precedent], ids=lambda edge: edge.id)
def test_an_edge_and_its_precedent_agree(edge):
    key, shared = TOLD[edge.id]
    found = precedent(key)
    told = " ".join((found.who, found.place, found.timing, found.scale, found.source))
    for words in shared:
        assert words in edge.precedent and words in told, words
    overlap = any(a.startswith(b) or b.startswith(a) for a in edge.from_classes for b in found.from_classes)
    assert overlap != (edge.id in ANOTHER_CLASS)


def test_engines_stayed_and_the_building_turned():
    assert [found.key for found in precedents_from("336310")] == ["gm_toluca", "ford_chihuahua"]
    assert "the engine line was not" in precedent("gm_toluca").lesson_en


def test_the_same_floor_had_two_clocks():
    assert re.search(r"gowns in one week.*masks in mid-July", precedent("aramark_mexico").timing)


def test_smiths_was_closed_and_reopened():
    assert "reopened 12 to 13 April" in precedent("smiths_tijuana").timing


def test_every_class_exists():
    for found in precedents.PRECEDENTS:
        assert all(is_known(code) for code in found.from_classes), found.key
    assert precedent("nothing") is None
    assert precedents_from("") == ()
