"""The way of a conversion, told in both languages, and who went it before."""

import pytest

from matcher.knowledge.conversions import CONVERSIONS, conversions_from
from matcher.knowledge.precedents import PRECEDENTS
from matcher.model import Supplier
from matcher.rank.measure import LANGUAGES
from matcher.rank.precedent import ALSO_NEEDED_ES, TOLD_ES, conversion_path, precedents_for

EDGES = {edge.id: edge for edge in CONVERSIONS}
#: The edges that name a precedent themselves, and its key.
DOCUMENTED = {
    "C01": "aramark_mexico",
    "C03": "aramark_mexico",
    "C05": "tamaulipas_plants",
    "C10": "cdmx_filter_maker",
    "C17": "ford_chihuahua",
    "C19": "gm_toluca",
    "C23": "gm_kokomo_ventec",
    "C41": "distillers_cosmetics_sanitiser",
    "C42": "distillers_cosmetics_sanitiser",
    "C44": "baxter_iv_fluids",
}
UNIFORMS = Supplier("a", "A", "manufacturer", scian="315223", processes=("confección",))


def path(edge, supplier=UNIFORMS, language="en", **more):
    return conversion_path(EDGES[edge], supplier, language, **more)


@pytest.mark.parametrize("edge", CONVERSIONS, ids=lambda edge: edge.id)
def test_the_precedent_that_an_edge_tells_is_found_first_and_none_is_made_up(edge):
    for scian in (*edge.from_classes, None):
        found = precedents_for(edge, scian)
        assert all(not precedent.pivot_en.startswith("none") for precedent in found)
        if edge.id in DOCUMENTED and scian == edge.from_classes[0]:
            assert found[0].key == DOCUMENTED[edge.id]
    assert bool(edge.precedent) == (edge.id in DOCUMENTED)


def test_a_wire_harness_plant_has_no_precedent():
    assert precedents_for(EDGES["C24"], "336320") == ()
    assert "Precedent" not in path("C24")


def test_the_same_product_from_another_class_of_plant_says_so():
    assert "Precedent from another class of plant: Ford engine plant" in path("C17")
    assert "otra clase de planta: planta de motores de Ford" in path("C17", language="es")


def test_both_clocks_the_certificates_what_else_and_who_did_it():
    told = path("C01")
    assert told.startswith("From its processes (cut and sew) to isolation gowns: ")
    assert "0.25 months in an emergency, 2 months with full certification (estimate [E])" in told
    assert "to win unless held: ANSI/AAMI PB70" in told
    assert "Class I" in told
    assert "gowns in one week" in told
    assert told.endswith("[V].")


def test_the_same_in_spanish():
    told = path("C01", language="es")
    assert told.startswith("De sus procesos (confección) a batas de aislamiento: ")
    assert "0.25 meses en emergencia, 2 meses con certificación completa (estimación [E])" in told
    assert "Precedente: plantas de uniformes de Aramark" in told
    assert "batas en una semana" in told


def test_certificates_that_it_names_are_left_out():
    holder = Supplier("b", "B", "manufacturer", scian="336320", certifications=("iso_13485",))
    assert "to win: IPC-A-610" in path("C23", holder)
    assert "ISO 13485" not in path("C23", holder).split(";")[1]


def test_processes_that_it_does_not_state_are_told_as_usual():
    silent = Supplier("c", "C", "manufacturer", scian="336320")
    assert path("C24", silent).startswith("From the usual processes of its class (wire harness")
    assert path("C24", silent, "es").startswith("De los procesos usuales de su clase (arnés")


def test_a_product_named_in_one_language_is_told_in_the_other():
    assert "to infusion pumps:" in path("C47", product="infusion pumps")
    assert "a bombas de infusión:" in path("C47", language="es", product="infusion pumps")
    assert "a batas de aislamiento o afines:" in path("C02", language="es", product="shoe covers")


@pytest.mark.parametrize("edge", CONVERSIONS, ids=lambda edge: edge.id)
def test_every_edge_is_told_in_full_in_both_languages(edge):
    for language in LANGUAGES:
        told = conversion_path(edge, Supplier("d", "D", "manufacturer"), language)
        assert "()" not in told and "  " not in told and told.endswith(".")
    assert bool(edge.also_needed) == (edge.id in ALSO_NEEDED_ES)


def test_every_precedent_that_turned_is_told_in_spanish():
    assert set(TOLD_ES) == {found.key for found in PRECEDENTS if not found.pivot_en.startswith("none")}


def test_conversion_time_belongs_to_the_product():
    gowns, masks = (edge for edge in conversions_from("315223"))
    assert path(gowns.id).split(":")[1] != path(masks.id).split(":")[1]
