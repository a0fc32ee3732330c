"""Ways to convert: an edge counts as far as it suits the item, its processes help, and the plant shows it."""

import pytest

from matcher.directory import Directory
from matcher.engine import build
from matcher.engine import open as open_matcher
from matcher.knowledge.conversions import CONVERSIONS, SHOWN, conversions_from
from matcher.model import Supplier
from matcher.rank.ways import all_edges, shown_of


def plant(key, scian, *products, processes=(), name="Planta"):
    return Supplier(key, f"{name} {key}", "manufacturer", products=products, processes=processes, scian=scian)


@pytest.fixture(scope="module")
def signs(tmp_path_factory):
    """Sign makers, who may cut acrylic into face shields, and others of their class."""
    plants = [
        plant("acrylic", "339950", "letreros de acrílico"),
        plant("neon", "339950", "anuncios de gas neón; focos"),
        plant("signs", "339950", "rótulos"),
        plant("silent", "339950"),
        plant("tubs", "332999", "tinas de baño"),
        plant("engines", "336310", "cigüeñales"),
    ]
    folder = tmp_path_factory.mktemp("signs") / "idx"
    build(Directory.from_suppliers(plants), folder)
    return open_matcher(folder)


def test_of_a_broad_class_the_right_kind_comes_before_who_says_nothing_and_the_wrong_kind_is_out(signs):
    shields = signs.match("acrylic face shields")
    way = {one.supplier.supplier_id: one.contributions["route"] for one in shields.candidates}
    assert way["acrylic"] > way["silent"] > 0
    assert "neon" not in way
    assert "signs" not in way  # it names other things, and nothing that the way starts from


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("letreros de acrílico", "right"),
        ("letras con focos de neon", "wrong"),
        ("exhibidores de acrilico y anuncios de neon", "right"),  # it makes both
        ("rótulos", "other"),
        ("", "nothing"),
    ],
)
def test_a_plant_shows_by_its_words_whether_an_edge_is_for_it(text, shown):
    (edge,) = (edge for edge in conversions_from("339950") if "face shields" in edge.product_en)
    assert edge.shown_by(text) == shown


def test_a_name_may_show_the_right_kind_and_is_no_sign_against_a_plant_that_says_nothing_else():
    column = [edge.id for edge in all_edges()].index("C17")
    shown = shown_of(["339950"] * 3, ["Acrílicos del Norte", "Letreros ABC", "Neón ABC"], ["", "", "neon"])
    assert [SHOWN[at] for at in shown[:, column]] == ["right", "nothing", "wrong"]


def test_a_class_of_what_is_left_over_is_no_way_unless_the_words_tell_of_the_item(signs):
    antennas = signs.match("sector panel antenna for base stations", top=20)
    assert "tubs" not in {one.supplier.supplier_id for one in antennas.candidates}


def test_every_edge_says_by_which_words_its_plants_are_known():
    assert all(edge.only_if_says for edge in CONVERSIONS)
