"""SCIAN: titles in two editions, and the traps of joining it with NAICS."""

from collections import Counter

import pytest

from matcher.knowledge.scian import (
    index_terms,
    is_known,
    is_manufacturing,
    scian_class,
    scian_classes,
    title,
)


def test_titles_come_in_both_languages():
    assert title("339112") == "Fabricación de material desechable de uso médico"
    assert title("339112", "en") == "Medical disposable material manufacturing"
    assert title("3391")
    assert title("999999") is None


def test_superscripts_of_the_printed_titles_are_gone():
    assert title("111") == "Agricultura"
    assert not [found.code for found in scian_classes() if found.title_es.endswith("T")]


def test_a_code_belongs_to_editions():
    assert is_known("339112") == {"2018", "2023"}
    assert is_known("315110") == {"2018"}
    assert is_known("335131") == {"2023"}
    assert is_known("339119") == frozenset()


def test_a_title_that_changed_is_that_of_the_edition_asked_for():
    assert scian_class("326110", "2018").title_es == "Fabricación de bolsas y películas de plástico flexible"
    assert scian_class("326110").title_es == "Fabricación de bolsas y películas de plástico"
    assert title("315110").startswith("Fabricación de calcetines")


def test_an_edition_or_language_that_is_not_held_is_refused():
    with pytest.raises(ValueError, match="vintage='2013'; the editions held are 2018 and 2023"):
        scian_class("339112", "2013")
    with pytest.raises(ValueError, match="language='fr'"):
        title("339112", "fr")


def test_manufacturing_is_sectors_31_to_33():
    assert is_manufacturing("339112") and is_manufacturing("31")
    assert not is_manufacturing("561210") and not is_manufacturing("")


def test_every_class_of_manufacturing_has_both_titles():
    bare = [found.code for found in scian_classes() if is_manufacturing(found.code) and not found.title_en]
    assert bare == []
    assert sum(is_manufacturing(found.code) and len(found.code) == 6 for found in scian_classes()) == 293


def codes_of(fragment: str, language: str) -> set[str]:
    return {
        term.code for term in index_terms() if term.language == language and fragment in term.term.casefold()
    }


@pytest.mark.parametrize(
    ("product", "code"),
    [
        ("camas de hospital", "337120"),
        ("cascos de seguridad", "339111"),
        ("guantes estériles", "339112"),
        ("paneles solares fotovoltaicos", "335312"),
        ("células solares fotovoltaicas", "334410"),
    ],
)
def test_spanish_terms_carry_the_class_that_inegi_indexes(product, code):
    assert codes_of(product, "es") == {code}


@pytest.mark.parametrize(
    ("product", "code"),
    [
        ("hospital beds manufacturing", "337120"),
        ("photovoltaic panels", "335312"),
        ("gloves, rubber", "326290"),
        ("syringes, hypodermic", "33911"),
        ("product sterilization and packaging", "561910"),
        ("semiconductor assembly and packaging machinery", "33324"),
        ("arc welding equipment", "33399"),
    ],
)
def test_english_terms_carry_what_both_countries_share_or_the_mexican_class(product, code):
    assert codes_of(product, "en") == {code}


def test_no_english_term_joins_on_six_digits_of_naics():
    moved = {term.code for term in index_terms() if term.language == "en" and len(term.code) == 6}
    refiled = {
        "311350",
        "314912",
        "322291",
        "325999",
        "326290",
        "332420",
        "333319",
        "333999",
        "334519",
        "335312",
        "337120",
        "339930",
        "339940",
    }
    renumbered_in_2023 = {"315121", "335131"}
    assert moved == refiled | renumbered_in_2023 | {"561910"}


def test_terms_are_many_and_each_belongs_to_a_class():
    assert Counter(term.language for term in index_terms()) == {"es": 10_176, "en": 6_981}
    assert {term.code for term in index_terms() if not is_known(term.code)} == set()
