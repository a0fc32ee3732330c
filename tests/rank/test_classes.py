"""Which class makes it: terms reduced to products, probabilities that sum to one, the right class first."""

from itertools import pairwise

import numpy as np
import pytest

from matcher.encode import load_encoder
from matcher.engine.reading import Reader
from matcher.knowledge.items import ITEMS
from matcher.model import Need
from matcher.rank.asked import head_of
from matcher.rank.classes import ClassAsking, Classifier, official_terms, plain_term, pooled


@pytest.fixture(scope="module")
def reader():
    return Reader.of_some(load_encoder(), [item for item in ITEMS if not item.held_out])


@pytest.mark.parametrize(
    ("term", "plain"),
    [
        ("Drapes, surgical, disposable, manufacturing", "surgical disposable Drapes"),
        ("equipo desechable para infusión, fabricación", "equipo desechable para infusión"),
        ("Fabricación de acumuladores y pilas", "acumuladores y pilas"),
        ("Shelving, wire, made from purchased wire", "wire Shelving"),
        ("Confección en serie de uniformes", "uniformes"),
    ],
)
def test_an_index_term_is_reduced_to_its_product(term, plain):
    assert plain_term(term) == plain


def test_a_us_term_speaks_for_every_mexican_class_under_its_five_digits():
    spoken = {code: share for term, code, share in official_terms() if term == "surgical disposable Drapes"}
    assert spoken == pytest.approx({"339111": 1 / 3, "339112": 1 / 3, "339113": 1 / 3})


@pytest.mark.parametrize(
    ("need", "code"),
    [
        ("wooden pallets, heat treated", "321920"),
        ("TRANSFORMER,POWER,PAD MOUNTED", "335312"),
        ("arneses eléctricos para automóviles", "336320"),
        ("cardboard boxes", "322210"),
        ("hospital beds", "337120"),
        (
            "We run a fleet of ambulances in Ohio and are tired of delays. Since March our distributor could "
            "not fill half our orders. We need single-use infusion sets with drip chamber, 40,000 a month, "
            "sterile, with lot records in English, delivered to Columbus by truck.",
            "339112",
        ),
    ],
)
def test_the_class_that_makes_it_comes_first(reader, need, code):
    assert next(iter(reader.read(Need(need)).classes)) == code


def test_probabilities_sum_to_one_and_fall(reader):
    found = list(reader.read(Need("power cables")).classes.values())
    assert sum(found) == pytest.approx(1.0)
    # Equal to nine digits is equal, and then the order of the codes decides.
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(found))


def test_a_word_that_nobody_knows_leaves_every_class_unlikely(reader):
    assert max(reader.read(Need("zzzz qqqq")).classes.values()) < 0.5


def test_stored_and_read_back_it_says_the_same(reader):
    again = Classifier.of_arrays(reader.classifier.codes, reader.classifier.arrays())
    one, other = (
        found.probabilities(ClassAsking({"332910": 0.9}, {}, "gate valves"))
        for found in (again, reader.classifier)
    )
    assert list(one) == list(other)
    assert np.allclose(list(one.values()), list(other.values()))


def test_a_federal_supply_group_narrows_the_classes(reader):
    alone, in_group = (
        reader.read(Need(text)).classes["335910"] for text in ("LEAD,STORAGE", "61--LEAD,STORAGE")
    )
    assert in_group > alone


@pytest.mark.parametrize(
    ("need", "good"),
    [
        (Need("Brass gate valves, 2 inch, 400 pieces"), True),
        (Need("Servicio de maquinado de precisión de piezas de titanio"), True),
        (Need("61--LEAD,STORAGE BATTER"), True),
        (Need("R--Language services", title="R--Language services"), False),
        (Need("This announcement invites applications for research grants on ageing and health."), False),
        (Need("Janitorial services and grounds maintenance at two office buildings for one year."), False),
        (Need("Construction of a road and renovation of the visitor centre; design and engineering."), False),
    ],
)
def test_services_grants_studies_and_works_are_none(reader, need, good):
    reading = reader.read(need)
    assert (reading.goods > 0.5) == good
    assert (next(iter(reading.classified())) == "none") == (not good)
    assert sum(reading.classified().values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("need", "code"),
    [
        ("peristaltic pumps for dialysis machines", "333910"),
        ("springs for circuit breakers", "332610"),
        ("motores para bombas de agua", "335311"),
        ("antennas for smart water meters", "334220"),
    ],
)
def test_a_short_need_is_for_the_thing_that_it_names_not_for_what_the_thing_is_for(reader, need, code):
    assert next(iter(reader.read(Need(need)).classes)) == code


def test_only_a_short_need_with_a_purpose_has_a_head():
    assert head_of(Need("springs for circuit breakers")) == Need("springs")
    assert head_of(Need("cajas para vacunas")) == Need("cajas")
    assert head_of(Need("springs")) is None
    assert head_of(Need("springs for breakers", title="61--SPRING")) is None
    assert (
        head_of(Need("We are looking for a plant that makes coil springs for our circuit breakers, 4 mm"))
        is None
    )


def test_pooled_opinions_sum_to_one_and_none_vetoes():
    both = pooled({"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 1.0}, 0.5)
    assert sum(both.values()) == pytest.approx(1.0)
    assert both["a"] == pytest.approx(both["b"])
