"""Activity lines become terms: what is made and by which process; sentences do not survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.register.terms import MAX_TERMS, MAX_WORDS, reduce_activities
from matcher.text import fold


@pytest.mark.parametrize(
    ("line", "products", "processes"),
    [
        ("FABRICACIÓN DE CAJAS Y LÁMINAS DE CARTÓN", ("cajas", "láminas de cartón"), ()),
        (
            "ENSAMBLE DE ARNESES ELECTRICOS PARA LA INDUSTRIA AUTOMOTRIZ",
            ("arneses electricos para la industria automotriz",),
            ("ensamble",),
        ),
        ("Fundición y moldeo de piezas de aluminio", ("piezas de aluminio",), ("fundición", "moldeo")),
        (
            "GALVANOPLASTIA (EN PIEZAS METÁLICAS; NO INCLUYE JOYERÍA).",
            ("piezas metálicas",),
            ("galvanoplastia",),
        ),
        ("331520 Moldeo de piezas", ("piezas",), ("moldeo",)),
        ("FABRICACIÓN Y VENTA DE BATERÍAS (PLOMO-ÁCIDO)", ("baterías", "plomo-ácido"), ("comercialización",)),
        ("MANUFACTURA", (), ()),
        ("", (), ()),
    ],
)
def test_a_line_becomes_terms(line, products, processes):
    terms = reduce_activities([line])
    assert terms.products == products
    assert terms.processes == processes


def test_a_line_cut_off_by_the_form_loses_its_last_broken_word():
    line = "FUNDICIÓN DE CHATARRA DE FIERRO, DE ALUMINIO, DE BRONCE, DE PLOMO Y DE OTROS MATERIALES MET"
    assert len(line) >= 90
    assert reduce_activities([line]).products[-1] == "materiales"


def test_years_are_joined_newest_first_without_repeats_accents_aside():
    terms = reduce_activities(["FABRICACIÓN DE VÁLVULAS", "FABRICACION DE VALVULAS Y LLAVES"])
    assert terms.products == ("válvulas", "llaves")


@given(st.lists(st.text(max_size=120), max_size=5))
def test_terms_are_short_lower_case_and_few_whatever_comes(lines):
    terms = reduce_activities(lines)
    for kind in (terms.products, terms.processes):
        assert len(kind) <= MAX_TERMS
        assert len({fold(term) for term in kind}) == len(kind)
        for term in kind:
            assert term
            assert term == term.lower()
            assert len(term.split()) <= MAX_WORDS
