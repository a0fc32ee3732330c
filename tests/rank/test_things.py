"""The nouns that products are about: who names the thing asked for, and who names other things."""

from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import matcher
from matcher.model import Need
from matcher.rank.things import ASKED, itself, named, names_others, things_of


def held(*products):
    return set(things_of([products]).codes.tolist())


def code(noun):
    return crc32(noun.encode())


@pytest.mark.parametrize(
    ("product", "noun"),
    [
        ("antenas de la industria automotriz", "antena"),
        ("arneses automotrices eléctricos", "arne"),  # as the catalogue's "arnés" is held
        ("conectores", "conector"),
        ("envases de plástico", "envase"),
        ("injection molds for closures", "mold"),
        ("PAÑALES", "panal"),
    ],
)
def test_a_product_is_about_its_noun_without_its_plural(product, noun):
    assert code(noun) in held(product)


@pytest.mark.parametrize(
    "product", ["productos médicos desechables", "maquinado", "medical devices", "equipo"]
)
def test_a_word_for_anything_and_a_process_name_no_thing(product):
    assert not held(product)


def test_what_is_denied_or_only_made_parts_for_is_not_made():
    assert itself("bebidas no alcohólicas").split() == ["bebidas"]
    assert itself("telas no tejidas") == "telas no tejidas"
    assert itself("componentes para válvulas") == ""
    assert not held("para válvulas")


def test_who_says_nothing_names_nothing():
    things = things_of([None, ()])
    assert named(things, {code("antena"): 1.0}).tolist() == [0.0, 0.0]
    assert not names_others(things, np.zeros(2), np.array([np.nan, np.nan])).any()


def test_who_names_the_thing_names_no_other():
    things = things_of([("antenas", "televisiones"), ("televisiones",), ("productos",)])
    by_name = named(things, {code("antena"): 0.8})
    assert by_name.tolist() == pytest.approx([0.8, 0.0, 0.0])
    assert names_others(things, by_name, np.ones(3)).tolist() == [False, True, False]
    # of one that repeats the title of its class nobody knows
    assert not names_others(things, by_name, np.zeros(3)).any()


@given(
    st.lists(st.sampled_from(["antenas", "cajas", "productos", "corte", "mesas"]), max_size=5), st.randoms()
)
def test_the_order_of_products_does_not_matter(products, random):
    mixed = random.sample(products, len(products))
    asked = {code("antena"): 0.7, code("mesa"): 0.2}
    first, second = things_of([products]), things_of([mixed])
    assert named(first, asked).tolist() == named(second, asked).tolist()
    assert set(first.codes.tolist()) == set(second.codes.tolist())


@pytest.fixture(scope="module")
def reader():
    return matcher.open().reader


@pytest.mark.parametrize(
    ("need", "noun"),
    [
        ("59--ANTENNA", "antena"),
        ("wire harness for electric vehicles", "arne"),
        ("butterfly valves for ships", "valvula"),
        ("61--BATTERY,STORAGE", "acumulador"),
    ],
)
def test_a_need_asks_for_the_noun_in_either_language(reader, need, noun):
    assert reader.read(Need(need)).nouns.get(code(noun), 0.0) >= ASKED


def test_a_noun_of_many_trades_counts_less_than_one_of_the_need_s_own(reader):
    boxes = reader.read(Need("plastic box for surgical instruments")).nouns
    antennas = reader.read(Need("antennas for 5G small cells")).nouns
    assert boxes.get(code("caja"), 0.0) < antennas[code("antena")]
    assert all(ASKED <= weight <= 1.0 for weight in (*boxes.values(), *antennas.values()))
