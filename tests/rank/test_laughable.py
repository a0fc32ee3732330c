"""Rows over the bundled register that a practitioner laughed at once: they are not to come back."""

import pytest

import matcher
from matcher.model import Need
from matcher.text import fold

BOILERPLATE = (
    "Proposed procurement for NSN 4140002898894: Line 0001 Qty 4 UI EA Deliver To: W1BG DLA DISTRIBUTION. "
    "The solicitation is an RFQ and will be available at the link provided in this notice. Hard copies of "
    "this solicitation are not available. Specifications, plans, or drawings are not available. All "
    "responsible sources may submit a quote. Quotes may be submitted electronically."
)


@pytest.fixture(scope="module")
def register():
    return matcher.open()


def of_route(ranking, route):
    return [one.supplier for one in ranking.candidates if one.route == route]


def said(suppliers):
    return fold(" ; ".join(" ; ".join(one.products) for one in suppliers))


@pytest.mark.parametrize(
    ("need", "route", "absurd"),
    [
        ("plastic face shields", "converts", ("neon", "lampara", "fluorescent")),  # a class holds sign makers
        ("hand sanitizer 500 ml", "makes", ("agua", "refresco", "veterinari")),  # "llenado" is no pharmacy
        ("hand sanitizer 500 ml", "converts", ("azucar",)),
        ("lithium battery packs for golf carts", "makes", ("carton", "plomo")),  # "pack" is no "empaque"
        ("lithium battery packs for golf carts", "converts", ("carton", "rines")),
        (
            "antennas for 5G small cells",
            "converts",
            ("puertas", "lavabos", "muebles"),
        ),  # "other metal products"
        ("corrugated boxes for medical devices", "makes", ("aluminio",)),
        ("sterile IV infusion sets", "converts", ("marmol",)),
        ("RO membrane pressure vessels", "converts", ("cosmetic", "envases")),
    ],
)
def test_absurd_rows_stay_away(register, need, route, absurd):
    text = said(of_route(register.match(need, top=10, per_route=True), route))
    assert not [word for word in absurd if word in text], text


@pytest.mark.parametrize(
    ("need", "route", "code"),
    [
        ("machined valves for ICU ventilators", "makes", "332910"),  # not the makers of ventilators
        ("wire harness for hospital beds", "makes", "336320"),
        ("61--BATTERY,STORAGE", "makes", "335910"),  # nobody asked for lithium: lead-acid plants make it
        ("41--FAN,VANEAXIAL", "makes", "333411"),
        ("surgical gloves, nitrile", "converts", "326290"),  # not at scale, and yet who dips could
    ],
)
def test_the_trade_that_should_stand_there_does(register, need, route, code):
    asked = Need(BOILERPLATE, title=need) if "--" in need else need
    found = of_route(register.match(asked, top=5, per_route=True), route)
    assert found
    assert sum(one.scian == code for one in found) > len(found) / 2, [one.scian for one in found]


def test_a_ring_roller_makes_tower_flanges(register):
    found = of_route(register.match("wind tower flanges, forged", top=3, per_route=True), "makes")
    assert "FRISA" in found[0].name


def test_perlite_that_insulates_is_no_isolation_gown(register):
    found = of_route(register.match("batas de aislamiento nivel 2", top=5, per_route=True), "makes")
    assert "perlita" not in said(found)


def test_a_shelter_whose_clients_are_of_other_trades_is_no_better_than_an_unknown_one(register):
    ranking = register.match("butterfly valves, steel", top=30, per_route=True)
    points = {
        one.supplier.name: one.contributions["meaning"] for one in ranking.candidates if one.route == "hosts"
    }
    unknown = points["Prodensa (Monterrey)"]
    assert points["Tetakawi (Empalme)"] < unknown  # lenses, headsets, golf bags
