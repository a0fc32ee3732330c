"""Repairs only where one reading is certain."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.sources.mojibake import is_mangled, repair, tidy
from matcher.text import clean


@pytest.mark.parametrize(
    ("mangled", "right"),
    [
        ("FabricaciÃ³n de envases", "Fabricación de envases"),
        ("Econ√≥mica", "Económica"),
        ("√Ålvaro Obreg√≥n", "Álvaro Obregón"),
        ("CIUDAD DE M√âXICO", "CIUDAD DE MÉXICO"),
        ("COMPA¿IA MINERA, COMPAÑIA", "COMPAÑIA MINERA, COMPAÑIA"),
        ("TECNIFLEX DE MÉXICO Y COMPA¿ÍA", "TECNIFLEX DE MÉXICO Y COMPAÑÍA"),
        ("pe¿uelas", "peñuelas"),
        ("FABRICACI?N", "FABRICACIÓN"),
        ("distribuci¿n", "distribución"),
    ],
)
def test_certain_readings_are_put_right(mangled, right):
    assert repair(mangled) == right


@pytest.mark.parametrize(
    "text",
    [
        "JU¿REZ",
        "sin n?mero",
        "¿Qué es?",
        "¿CASCOS HALO¿",
        "São João",
        "PRODUCCION ¿ CD.",
        "√2 = 1.41",
        "100 Â",
    ],
)
def test_whatever_is_not_certain_stays(text):
    assert repair(text) == text


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz áéíóúüñÁÉÍÓÚÜÑ.,", max_size=40))
def test_spanish_comes_through_either_mangling(text):
    assert repair(text) == text
    assert repair(text.encode().decode("mac-roman")) == text
    assert repair(text.encode().decode("latin-1")) == text


@settings(deadline=None)
@given(st.text())
def test_tidying_is_repairing_and_cleaning(text):
    assert tidy(text) == clean(repair(text))


def test_mangled_headings_are_told_apart():
    assert is_mangled("C√≥digo Postal")
    assert not is_mangled("Código Postal")
