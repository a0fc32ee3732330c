"""The process vocabulary: terms in two languages, words that mislead, and nearness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.knowledge import processes
from matcher.knowledge.processes import find_processes, neighbours, process


@pytest.mark.parametrize("text", ["p01", "injection_molding", "Inyección de plástico", "INJECTION MOULDING"])
def test_a_process_is_known_by_id_key_and_term(text):
    assert process(text).key == "injection_molding"


def test_an_unknown_process_is_none():
    assert process("alchemy") is None
    assert process("") is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Inyección de plástico y ensamble de arneses", ("injection_molding", "wire_harness")),
        ("EXTRUSION DE ALUMINIO", ("al_extrusion",)),
        ("inyección de aluminio", ("die_casting",)),
        ("ensamble de tarjetas electrónicas (SMT)", ("smt",)),
        ("cut-and-sew gowns, ultrasonic welding", ("cut_and_sew", "ultrasonic_welding")),
        ("impresión 3D en metal", ("additive_metal",)),
        ("estampado y troquelado de partes metálicas", ("metal_stamping",)),
        ("fundición y moldeo de piezas de hierro y acero", ("sand_investment_casting",)),
    ],
)
def test_processes_are_found_in_a_text(text, keys):
    assert find_processes(text) == keys


@pytest.mark.parametrize(
    "text",
    [
        "",
        "inserto",
        "óptica",
        "laminado",
        "molding trends",
        "fabricación de tubos de acero sin costura",
        "medicamentos (no incluye empacado y/o etiquetado)",
        "elaboración de embutidos",
        "light fixtures",
        "ensamble de cámaras de aire para frenos",
    ],
)
def test_ambiguous_words_name_no_process(text):
    assert find_processes(text) == ()


def test_neighbours_are_heaviest_first():
    assert neighbours("injection_molding") == {
        "lsr_molding": 0.8,
        "micromolding": 0.8,
        "overmolding": 0.8,
        "blow_molding": 0.5,
        "thermoforming": 0.5,
        "ultrasonic_welding": 0.25,
    }
    assert neighbours("alchemy") == {}


@given(st.sampled_from(processes.PROCESSES))
def test_nearness_is_the_same_both_ways(one):
    for other, weight in neighbours(one.key).items():
        assert neighbours(other)[one.key] == weight
        assert 0 < weight < 1 and other != one.key


@given(st.sampled_from(processes.PROCESSES))
def test_each_term_names_its_own_process(one):
    for term in (*one.terms_en, *one.terms_es):
        assert process(term) == one
        assert find_processes(f"planta: {term}, y más") == (one.key,)


def test_there_are_88_processes_with_terms_in_both_languages():
    assert len(processes.PROCESSES) == 88
    assert all(found.terms_en and found.terms_es for found in processes.PROCESSES)
