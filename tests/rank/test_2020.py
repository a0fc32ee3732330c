"""What happened in 2020 comes out of the bundled register: who turned to what, and who never could."""

import pytest

import matcher


@pytest.fixture(scope="module")
def register():
    return matcher.open()


def classes(ranking, route):
    return [one.supplier.scian for one in ranking.candidates if one.route == route]


@pytest.mark.parametrize(
    ("need", "route", "expected"),
    [
        ("isolation gowns", "converts", {"315229", "315223", "315221", "315222"}),  # makers of uniforms
        ("batas de aislamiento", "converts", {"336360"}),  # seat covers
        ("surgical masks", "converts", {"336310", "336360"}),  # an engine plant; seat covers
        ("plastic face shields", "converts", {"326130", "339930", "326199"}),  # moulders
        ("ventilator valves, machined", "converts", {"336310"}),  # machining cells of engine plants
    ],
)
def test_plants_that_turned_are_among_the_first_who_could(register, need, route, expected):
    found = classes(register.match(need, top=20, per_route=True), route)
    assert expected & set(found), found


@pytest.mark.parametrize(
    "need", ["lithium-ion battery cells", "celdas de ion de litio", "lithium battery packs"]
)
def test_no_lead_acid_plant_is_offered_for_lithium(register, need):
    ranking = register.match(need, top=30, per_route=True)
    said = " ".join(" ".join(one.supplier.products) for one in ranking.candidates).lower()
    assert "plomo" not in said
    assert any("not offered" in note.lower() or "at scale" in note for note in ranking.notes)


def test_the_way_of_a_conversion_names_months_certificates_and_a_precedent(register):
    ranking = register.match("isolation gowns", top=5, per_route=True)
    hints = [one.reasons.hints[0] for one in ranking.candidates if one.route == "converts"]
    assert any("months in an emergency" in hint and "Precedent" in hint for hint in hints)
    spanish = [
        one.reasons.hints[0] for one in ranking.in_language("es").candidates if one.route == "converts"
    ]
    assert any("meses en emergencia" in hint for hint in spanish)
