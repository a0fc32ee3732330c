"""States, municipalities, industrial places and ports: every usual spelling, and the homonyms."""

import csv
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.knowledge import places
from matcher.knowledge.places import (
    in_mexico,
    in_state,
    land_ports,
    municipality,
    place,
    places_named,
    state,
)
from matcher.text import fold


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2", "02"),
        ("02", "02"),
        ("MEXICO", "15"),
        ("Edo. de México", "15"),
        ("State of Mexico", "15"),
        ("Ciudad de México", "09"),
        ("DISTRITO FEDERAL", "09"),
        ("D.F.", "09"),
        ("Mexico City", "09"),
        ("Coahuila de Zaragoza   ", "05"),
        ("veracruz de ignacio de la llave", "30"),
        ("Michoacán de Ocampo", "16"),
        ("N.L.", "19"),
        ("NUEVO LEON", "19"),
        ("MX-BCN", "02"),
        ("BCS", "03"),
        ("Chih.", "08"),
        ("Chis", "07"),
    ],
)
def test_a_state_is_known_in_every_usual_spelling(text, key):
    assert state(text).key == key


@pytest.mark.parametrize("text", ["", "0", "33", "2.0", "Texas", "08037", "New Mexico"])
def test_what_is_no_state_is_none(text):
    assert state(text) is None


def test_there_are_32_states_under_their_short_names():
    assert len(places.STATES) == 32
    assert [found.name for found in places.STATES if found.key in {"05", "09", "15", "16", "30"}] == [
        "Coahuila",
        "Ciudad de México",
        "México",
        "Michoacán",
        "Veracruz",
    ]


def test_no_two_states_share_a_spelling():
    spellings = [
        re.sub(r"\W", "", fold(name))
        for found in places.STATES
        for name in {fold(spelling) for spelling in (found.name, found.abbreviation, *found.aliases)}
    ]
    owners = {spelling: state(spelling) for spelling in spellings}
    for found in places.STATES:
        for name in (found.name, found.abbreviation, *found.aliases):
            assert state(name) == owners[re.sub(r"\W", "", fold(name))] == found


@given(st.sampled_from(places.STATES), st.booleans())
def test_case_and_accents_do_not_matter(found, upper):
    bare = fold(found.name)
    assert state(bare.upper() if upper else bare) == found


def test_a_point_lies_in_its_state_and_in_mexico():
    assert in_state(32.503, -117.004, "02")
    assert not in_state(32.503, -117.004, "08")
    assert in_mexico(20.97, -89.62)
    assert not in_mexico(20.97, 89.62)
    assert not in_mexico(40.71, -74.01)


def test_an_unknown_point_lies_nowhere():
    assert not in_mexico(math.nan, math.nan)
    assert not in_state(math.nan, -100.0, "19")
    assert not in_state(25.7, -100.3, "no state")


@pytest.mark.parametrize(
    ("name", "in_the_state", "cvegeo"),
    [
        ("Juarez", "Chihuahua", "08037"),
        ("Cd. Juárez", "08", "08037"),
        ("JUAREZ", "N.L.", "19031"),
        ("Guadalupe", "19", "19026"),
        ("Guadalupe", "32", "32017"),
        ("Matamoros", "Coahuila", "05017"),
        ("El Salto", "Jalisco", "14070"),
        ("Silao", "Guanajuato", "11037"),
        ("Silao de la Victoria", "11", "11037"),
        ("Tlajomulco", "Jal.", "14097"),
        ("Gral.  Escobedo", "19", "19021"),
        ("CUAUTITLAN IZCALLI", "15", "15121"),
        ("Cuautitlán", "15", "15024"),
        ("Ciudad Obregón", "26", "26018"),
        ("Rosarito", "02", "02005"),
        ("San Felipe", "02", "02007"),
        ("Tuxpam", "30", "30189"),
    ],
)
def test_a_municipality_is_found_within_its_state(name, in_the_state, cvegeo):
    assert municipality(name, in_the_state).cvegeo == cvegeo


def test_a_municipality_of_another_state_is_not_found():
    assert municipality("Tijuana", "Jalisco") is None
    assert municipality("", "02") is None
    assert municipality("Tijuana", "Texas") is None


def test_a_name_that_fits_several_is_none():
    assert municipality("San Juan", "20") is None


@pytest.mark.parametrize(
    ("text", "cvegeo"),
    [
        ("Tijuana", "02004"),
        ("Juárez", "08037"),
        ("Juarez, Chih.", "08037"),
        ("Ciudad Juárez", "08037"),
        ("Guadalupe, N.L.", "19026"),
        ("guadalupe, zacatecas", "32017"),
        ("Rosarito", "02005"),
        ("Tlajomulco", "14097"),
        ("Monterrey NL", "19039"),
        ("Toluca, Estado de México", "15106"),
    ],
)
def test_a_place_is_named_by_city_or_municipality(text, cvegeo):
    assert place(text).cvegeo == cvegeo


def test_a_homonym_without_its_state_is_several_places():
    assert place("Guadalupe") is None
    assert [found.state_key for found in places_named("Guadalupe")] == ["19", "32"]


def test_a_place_in_another_state_is_none():
    assert place("Nogales, Ver.") is None
    assert place("Atlantis") is None


def test_all_65_places_lie_in_their_states_and_lead_to_known_ports():
    ports = {port.code for port in places.PORTS}
    assert len(places.PLACES) == 65
    for found in places.PLACES:
        assert in_state(found.latitude, found.longitude, found.state_key), found.name
        assert municipality(found.municipality, found.state_key).cvegeo == found.cvegeo
        assert found.gateways and set(found.gateways) <= ports


def test_land_ports_come_busiest_first():
    assert [port.name for port in land_ports()[:3]] == ["Laredo", "Otay Mesa", "Hidalgo"]
    assert len(land_ports()) == 22
    assert sum(port.trucks_2024 for port in land_ports()) == 7_617_207


def test_only_busy_crossings_suit_freight():
    assert [port.name for port in land_ports(suitable=True)] == [
        "Laredo",
        "Otay Mesa",
        "Hidalgo",
        "Ysleta",
        "Calexico East",
        "Nogales",
        "Brownsville",
        "Eagle Pass",
        "Santa Teresa",
        "El Paso",
        "Del Rio",
    ]


def test_the_point_of_a_port_is_its_commercial_bridge_where_known():
    laredo = land_ports()[0]
    assert (laredo.latitude, laredo.longitude) == (27.597, -99.537)
    assert laredo.has_rail


def test_seaports_count_no_trucks():
    sea = [port for port in places.PORTS if port.kind == "sea"]
    assert len(sea) == 11
    assert all(port.trucks_2024 is None and not port.suits_freight for port in sea)
    assert all(in_state(port.latitude, port.longitude, port.state_key) for port in sea)


@pytest.mark.real_data
def test_states_and_municipalities_of_the_federal_register_resolve(real_data):
    pairs = set()
    for path in sorted((real_data / "retc").glob("es_*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle, delimiter="\t")
            headings = [fold(heading) for heading in next(reader)]
            at_state = next(
                n for n, heading in enumerate(headings) if heading.startswith(("estado", "entidad"))
            )
            at_name = next(n for n, heading in enumerate(headings) if "municipio" in heading)
            pairs |= {(row[at_state], row[at_name]) for row in reader if len(row) == len(headings)}
    unresolved = [pair for pair in sorted(pairs) if municipality(pair[1], pair[0]) is None]
    assert len(pairs) > 600
    assert unresolved == []
