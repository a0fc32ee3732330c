"""US and Mexican classes with one number and two meanings."""

import pytest

from matcher.knowledge.crosswalk import false_friends, is_false_friend, mexican_classes
from matcher.knowledge.scian import scian_class


def test_transformers_and_motors_are_swapped():
    assert mexican_classes("335311") == ("335312",)
    assert mexican_classes("335312") == ("335311",)
    assert is_false_friend("335311") and is_false_friend("335312")


@pytest.mark.parametrize(
    ("naics", "scian"),
    [
        ("333242", "333249"),  # semiconductor machinery; the Mexican number makes machines for plastics
        ("333992", "333991"),  # welding; the Mexican number makes packaging machines
        ("334510", "334519"),
        ("334413", "334410"),
        ("325414", "325412"),
        ("336411", "336410"),
        ("335911", "335910"),
        ("333318", "333319"),
        ("339115", "339113"),
    ],
)
def test_a_us_class_falls_in_a_mexican_one(naics, scian):
    assert mexican_classes(naics) == (scian,)


def test_hospital_beds_are_furniture_in_mexico():
    assert "337120" in mexican_classes("339113")
    assert is_false_friend("339113")


def test_a_number_that_mexico_lacks_is_no_false_friend():
    assert not is_false_friend("334510")
    assert not is_false_friend("999999")


def test_what_is_not_held_is_unknown():
    assert mexican_classes("311111") == ()
    assert mexican_classes("") == ()


def test_every_class_exists_under_its_title():
    for pair in false_friends():
        assert scian_class(pair.scian_code).title_es == pair.scian_title, pair.naics_code
        assert all(scian_class(code) for code in pair.mexican_classes), pair.naics_code


def test_the_same_digits_either_mislead_or_fall_short():
    for pair in false_friends():
        if pair.same_digits:
            assert pair.mexican_classes != (pair.scian_code,) or "wider class" in pair.note, pair.naics_code
