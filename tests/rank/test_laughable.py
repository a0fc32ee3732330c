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
        ("RO membrane pressure vessels", "converts", ("cosmetic", "envases", "desguace")),
        ("sterile IV infusion sets", "converts", ("sanitario", "refrigerador")),  # they name other things
        ("face masks, surgical, level 2", "converts", ("gasolina", "sillas")),
        ("antennas for 5G small cells", "makes", ("televisiones de lcd",)),  # one class, another product
        ("antennas for 5G small cells", "converts", ("gases", "termostato")),
        ("59--ANTENNA", "makes", ("televisiones de lcd",)),
        ("80--ENAMEL", "makes", ("esmaltes ceramicos", "fritas")),  # glazes are no paint
        ("41--FAN,VANEAXIAL", "makes", ("aspiradoras",)),
        ("65--DENTAL CHAIRS", "makes", ("madera",)),
    ],
)
def test_absurd_rows_stay_away(register, need, route, absurd):
    asked = Need(BOILERPLATE, title=need) if "--" in need else need
    text = said(of_route(register.match(asked, top=10, per_route=True), route))
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


@pytest.mark.parametrize(
    ("need", "names"),
    [
        ("antennas for 5G small cells", ("ANDREW", "LAIRD")),  # of other classes: they say "antenas"
        ("59--ANTENNA", ("ANDREW", "LAIRD")),
        ("41--FAN,VANEAXIAL", ("LAU INDUSTRIES", "HUDSON PRODUCTS")),
    ],
)
def test_who_names_the_thing_comes_first_whatever_its_class(register, need, names):
    asked = Need(BOILERPLATE, title=need) if "--" in need else need
    found = of_route(register.match(asked, top=3, per_route=True, one_per_company=True), "makes")
    assert all(any(one.name.startswith(name) for one in found) for name in names), found


@pytest.mark.parametrize("need", ["syringes 10 ml", "48--VALVE,BUTTERFLY"])
def test_a_plant_that_says_something_is_quoted_however_far_its_words_are(register, need):
    asked = Need(BOILERPLATE, title=need) if "--" in need else need
    plants = [one for one in register.match(asked, top=10, per_route=True).candidates if one.route != "hosts"]
    speaking = [one for one in plants if one.supplier.products]
    assert speaking
    assert all(one.reasons.evidence[0].startswith("its own words: ") for one in speaking)


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


@pytest.mark.parametrize("need", ["medical oxygen concentrators", "61--BATTERY,STORAGE", "59--ANTENNA"])
def test_shelters_stand_fitting_then_unknown_then_of_other_trades(register, need):
    asked = Need(BOILERPLATE, title=need) if "--" in need else need
    ranking = register.match(asked, top=10, per_route=True, one_per_company=True)
    hosts = [one for one in ranking.candidates if one.route == "hosts"]
    kinds = [
        2
        if any("a client that makes such things" in lack for lack in one.reasons.missing)
        else 1
        if any("its clients make" in gap for gap in one.reasons.unknown)
        else 0
        for one in hosts
    ]
    assert kinds == sorted(kinds)
    assert len(set(kinds)) > 1
    assert not any(
        "its clients make" in line
        for one, kind in zip(hosts, kinds, strict=True)
        if kind == 2
        for line in one.reasons.evidence
    )


def test_the_shelter_whose_client_makes_antennas_is_the_first_for_antennas(register):
    hosts = register.match("59--ANTENNA", top=1, per_route=True).candidates[-1]
    assert hosts.route == "hosts"
    assert any("antenas" in line for line in hosts.reasons.evidence)
