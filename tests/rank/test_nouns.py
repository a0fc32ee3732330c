"""What a phrase is about: last in English, first in Spanish, before whatever describes it."""

import pytest

from matcher.rank.nouns import head_noun, head_nouns


@pytest.mark.parametrize(
    ("phrase", "language", "noun"),
    [
        ("Disposable medical face shields", "en", "shield"),
        ("Optical polycarbonate sheet for shields", "en", "sheet"),
        ("Caja de cartón corrugado", "es", "caja"),
        ("Tanques a presión para ósmosis inversa", "es", "tanque"),
        ("Cylindrical lithium cell (21700, 4680)", "en", "cell"),
        ("", "en", ""),
    ],
)
def test_the_noun_a_phrase_is_about(phrase, language, noun):
    assert head_noun(phrase, language) == noun


def test_small_words_tell_the_language_and_without_them_both_are_guessed():
    assert head_nouns("tanques a presión para agua") == {"tanque"}
    assert head_nouns("covers for pumps") == {"cover"}
    assert head_nouns("wire mesh") == {"wire", "mesh"}
