"""Spring 2020: what ran, and where the two lists parted."""

from matcher.knowledge import essential
from matcher.knowledge.essential import essential_2020
from matcher.knowledge.scian import scian_class


def test_medical_supplies_ran_on_both_sides():
    found = essential_2020("339112")
    assert found.ran_through and found.us_cisa == "yes" and found.mark == "V"


def test_the_cardboard_box_had_no_line_of_its_own():
    box = essential_2020("322210")
    assert box.mexico_essential == "no" and not box.ran_through
    assert box.mark == "U"


def test_steel_and_glass_idled_and_cars_waited_for_june():
    assert essential_2020("331111").mexico_essential == "minimum"
    assert essential_2020("327213").mexico_essential == "minimum"
    assert essential_2020("336320").mexico_essential == "from_june"
    assert essential_2020("336410").mexico_essential == "from_june"


def test_the_longest_prefix_wins_and_unknown_is_none():
    assert essential_2020("325610").activity_en == "cleaning products"
    assert essential_2020("339930") is None
    assert essential_2020("") is None


def test_every_class_exists():
    for found in essential.ESSENTIAL_2020:
        assert found.classes and all(scian_class(code) for code in found.classes), found.activity_en
