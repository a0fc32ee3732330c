"""A volume in a buyer's own words becomes pieces a year, or nothing where it cannot be told."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher.rank.numerals import number_at
from matcher.rank.volume import LONGEST, MOST, PERIODS, pieces_a_year


@pytest.mark.parametrize(
    ("wording", "pieces"),
    [
        ("2 million a month", 24e6),
        ("40,000 piezas al mes", 480e3),
        ("500k/yr", 500e3),
        ("1.5 millones anuales", 1.5e6),
        ("5 M units/month", 60e6),
        ("EAU 50,000", 50e3),
        ("Volumen anual: 40 000 pzas", 40e3),
        ("1'200,000 piezas por año", 1.2e6),
        ("Un millón 200 mil piezas al mes", 14.4e6),
        ("veinticinco millones de cápsulas al año", 25e6),
        ("millón y medio de juegos al año", 1.5e6),
        ("half a million per year", 500e3),
        ("one hundred and fifty thousand yearly", 150e3),
        ("50,000 dozen monthly", 7.2e6),
        ("300 kits twice a year", 600),
        ("500 every two weeks", 13e3),
        ("100 pcs/day", 25e3),
        ("500 boxes of 100 gloves a month", 600e3),
        ("1.20E+06 pcs/yr", 1.2e6),
    ],
)
def test_figures_scales_and_periods_in_both_languages(wording, pieces):
    assert pieces_a_year(wording) == pytest.approx(pieces)


@pytest.mark.parametrize(
    ("wording", "pieces"),
    [
        ("40,000 piezas", 40e3),  # no period: a year's
        ("40.000 piezas", 40e3),
        ("1.250 millones", 1.25e6),
        ("a few hundred", 300),
        ("cientos de miles", 300e3),
        ("10 million over 5 years", 2e6),
        ("entre 5 y 10 mil al mes", 12 * math.sqrt(5e3 * 10e3)),
        ("10–12 mil piezas al mes", 12 * math.sqrt(10e3 * 12e3)),
    ],
)
def test_what_is_loosely_said_is_read_to_its_order_of_magnitude(wording, pieces):
    assert pieces_a_year(wording) == pytest.approx(pieces)


@pytest.mark.parametrize(
    ("wording", "pieces"),
    [
        ("5,000 250 ml bottles a month", 60e3),
        ("12 oz cups, 4,000 monthly", 48e3),
        ("TORNILLO 10 MM, 5000 AL MES", 60e3),
        ("60 mil piezas al año en entregas trimestrales", 60e3),
        ("quarterly deliveries of 500", 2e3),
        ("Sixty sets for the pilot, then 900 a year", 900),
        ("1,200/mes (14,400/año)", 14_400),
        ("unas 35 mil piezas al mes con NSF 61 y 372", 420e3),
        ("500 units in 2027", 500),
        ("IPC-A-610 harnesses - 2,000 a month", 24e3),
    ],
)
def test_sizes_deliveries_pilots_standards_and_years_are_no_volumes(wording, pieces):
    assert pieces_a_year(wording) == pytest.approx(pieces)


@pytest.mark.parametrize(
    "wording",
    [
        None,
        "",
        "TBD",
        "según pedido",
        "low volume",
        "20 ft containers",
        "two 20 ft containers a month",
        "40 pallets",
        "180 toneladas al mes",
        "26 t per year in 2,000 bags",
        "24 millones de metros cuadrados al año",
        "$2 million a year",
        "5,000 per lot",
        "500 por embarque",
        "ISO 13485",
        "within 200 miles",
        "0",
    ],
)
def test_what_says_nothing_of_pieces_is_unknown(wording):
    assert pieces_a_year(wording) is None


@settings(deadline=None)
@given(st.integers(1, 999_999), st.sampled_from(sorted(PERIODS)))
def test_more_often_is_as_many_times_more(count, period):
    yearly = pieces_a_year(f"{count:,} pieces per year")
    assert yearly == count
    assert pieces_a_year(f"{count:,} pieces per {period}") == pytest.approx(yearly * PERIODS[period])


@settings(deadline=None)
@given(st.integers(1, 9_999), st.sampled_from([("thousand", "mil", 1e3), ("million", "millones", 1e6)]))
def test_both_languages_say_the_same(count, scale):
    english, spanish, size = scale
    assert pieces_a_year(f"{count} {english} units a month") == pytest.approx(count * size * 12)
    assert pieces_a_year(f"{count} {spanish} de piezas al mes") == pytest.approx(count * size * 12)


WORDS = st.sampled_from(
    "2 40,000 1.5 1e99 9999999 ½ M MM k mil miles million dozen half medio y and a un de to - / @ @? @. . ; "
    "( ) $ % per cada every once twice times veces month año week lot boxes of ft kg oz pieces piezas over "
    "years 2027".split()
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=LONGEST + 20), st.lists(WORDS, max_size=14).map(" ".join)))
@example("@..? pieces")
@example("9" * 5_000)
@example("1.2.3,4 millones")
def test_any_wording_gives_pieces_or_nothing(wording):
    pieces = pieces_a_year(wording)
    assert pieces is None or 0 < pieces <= MOST
    assert pieces == pieces_a_year(wording)


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("forty - eight gowns", 48, "gowns"),
        ("treinta y cinco mil piezas", 35_000, "piezas"),
        ("doscientos cincuenta", 250, ""),
        ("dos y media docenas", 30, ""),
        ("mil millones", 1e9, ""),
        ("2 million 14 gauge needles", 2e6, "14 gauge needles"),
        ("cinco 250", 5, "250"),
    ],
)
def test_a_number_ends_where_the_next_word_no_longer_fits(text, value, rest):
    tokens = text.split()
    found = number_at(tokens, 0)
    assert found is not None
    assert found[0] == pytest.approx(value)
    assert tokens[found[1] :] == rest.split()


@pytest.mark.parametrize("text", ["gowns", "half of them", "gross weight", ""])
def test_no_number_is_no_number(text):
    assert number_at(text.split(), 0) is None
