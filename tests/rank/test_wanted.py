"""What a need wants: phrases, the classes that make what they name, and which of them are meant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.engine.trained import trained
from matcher.rank.lines import Lines, parts_of, softmax
from matcher.rank.phrases import MOST, phrases_of
from matcher.rank.wanted import MEASURES, Wanted, look

AMBULANCES = (
    "We run a fleet of ambulances in Ohio and are tired of delays. Since March our distributor could not "
    "fill half our orders. We need single-use infusion sets with drip chamber, 40,000 a month, sterile, with "
    "lot records in English, delivered to Columbus by truck."
)
LENSES = (
    "Somos un laboratorio óptico de Denver. El horno, las pinzas y los marcos ya los tenemos; lo que nos "
    "falta es quien talle lentes oftálmicos de policarbonato, doce mil pares al mes, con entrega en El Paso."
)


@pytest.fixture(scope="module")
def lines():
    return trained()[0]


@pytest.fixture(scope="module")
def wanted():
    return trained()[1]


def first_classes(lines, shares, most=3):
    return [str(lines.codes[at]) for at in np.argsort(-shares)[:most]]


def test_phrases_are_runs_of_telling_words_and_two_that_of_joins():
    texts = phrases_of("We buy boxes of corrugated cardboard, 500 a week.").texts
    assert "corrugated cardboard" in texts
    assert "boxes of corrugated cardboard" in texts
    assert "500" not in texts
    assert not any("We" in text for text in texts if text != texts[0])


@given(st.text(max_size=400))
def test_any_text_has_phrases_that_stand_in_it(text):
    phrases = phrases_of(text)
    assert len(phrases.spans) == len(phrases.texts) <= MOST
    assert all(phrase in text for phrase in phrases.texts)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Gowns, surgical, disposable, manufacturing", "339112"),
        ("arneses eléctricos para automóviles", "336320"),
        ("caja de carton corrugado", "322210"),
        ("surgcal mask", "339112"),
    ],
)
def test_a_line_is_read_in_either_language_inverted_or_misspelled(lines, line, code):
    assert code in first_classes(lines, lines.logits(lines.hidden([line]))[0])


def test_parts_of_a_line_do_not_depend_on_case_or_accents():
    assert parts_of("Válvulas de Bola") == parts_of("valvulas de bola")


@pytest.mark.parametrize(
    ("need", "phrase", "code"), [(AMBULANCES, "infusion sets", "339112"), (LENSES, "lentes", "339113")]
)
def test_what_is_wanted_is_told_from_what_is_said_beside_it(lines, wanted, need, phrase, code):
    told = wanted.told(need, lines)
    assert phrase in told.phrases[0][0]
    assert first_classes(lines, told.shares)[0] == code


def test_a_title_that_names_nothing_is_passed_over(lines, wanted):
    told = wanted.told(AMBULANCES, lines, title="Supply trouble again")
    assert "infusion sets" in told.phrases[0][0]


@given(st.text(max_size=300), st.none() | st.text(max_size=40))
def test_weights_sum_to_one_and_so_do_the_classes(text, title):
    lines, wanted = trained()
    told = wanted.told(text, lines, title=title)
    if told.phrases:
        assert sum(weight for _, weight in told.phrases) == pytest.approx(1.0, abs=1e-4)
        assert float(told.shares.sum()) == pytest.approx(1.0, abs=1e-3)
        weights = [weight for _, weight in told.phrases]
        assert weights == sorted(weights, reverse=True) or max(np.diff(weights)) < 1e-5
    else:
        assert not told.shares.any()


def test_stored_and_read_back_both_say_the_same(lines, wanted):
    again = Wanted.of_arrays(wanted.arrays()).told(LENSES, Lines.of_arrays(lines.arrays()))
    assert again.phrases == wanted.told(LENSES, lines).phrases


def test_what_is_seen_of_a_need_has_its_shape(lines):
    seen = look(LENSES, lines)
    n = len(seen.phrases.texts)
    assert seen.measures.shape == (n, MEASURES)
    assert np.isfinite(seen.measures).all()
    assert softmax(np.zeros((2, 4), np.float32)).sum(axis=1) == pytest.approx([1.0, 1.0])
