"""Risks of places: the nearest statement wins, and a look-up is never forgotten."""

import pytest

from matcher.knowledge import risks
from matcher.knowledge.places import PLACES, PORTS, STATES
from matcher.knowledge.risks import risks_at


def levels(state, cvegeo=None):
    return {(risk.kind, risk.level) for risk in risks_at(state, cvegeo)}


def test_monterrey_is_short_of_water_and_calm_underground():
    apodaca = levels("19", "19006")
    assert ("water", "high") in apodaca
    assert ("seismic", "low") in apodaca


def test_veracruz_has_water_and_storms():
    assert {("water", "low"), ("storm", "high")} <= levels("30")


def test_guadalajara_is_not_on_the_coast():
    assert {level for kind, level in levels("14", "14039") if kind == "seismic"} == {"medium", "check"}
    assert ("seismic", "high") in levels("14", "14067")  # Puerto Vallarta


def test_tijuana_shakes_and_is_on_californias_grid():
    found = {risk.key for risk in risks_at("02", "02004")}
    assert {"seismic_baja", "water_tijuana", "energy_baja_california", "export_continuity_baja"} <= found
    assert "energy_national_grid" not in found
    assert "water_tijuana" not in {risk.key for risk in risks_at("02", "02002")}


@pytest.mark.parametrize("place", ["24028", "11007", "22014", "21114"])
def test_cargo_is_stolen_on_the_known_corridors(place):
    assert ("security", "high") in levels(place[:2], place)


def test_everywhere_means_everywhere():
    checks = {risk.key for risk in risks.RISKS if risk.level == "check"}
    assert checks <= {risk.key for risk in risks_at("29", "29005")}
    assert {risk.kind for risk in risks_at("29", "29005")} >= {"screening", "financial", "cyber"}


def test_the_usual_way_out_is_that_of_the_places():
    (laredo,) = [risk for risk in risks.RISKS if risk.key == "port_laredo"]
    assert set(laredo.states) == {place.state_key for place in PLACES if place.gateways[0] == "2304"}


def test_four_crossings_carry_72_percent():
    trucks = sorted((port.trucks_2024 or 0 for port in PORTS), reverse=True)
    assert round(100 * sum(trucks[:4]) / sum(trucks)) == 72


def test_every_state_and_place_exists():
    states, places = {found.key for found in STATES}, {found.cvegeo for found in PLACES}
    for risk in risks.RISKS:
        assert set(risk.states) <= states, risk.key
        assert set(risk.places) <= places, risk.key


def test_every_kind_is_there_and_a_check_is_for_everywhere():
    assert {risk.kind for risk in risks.RISKS} == set(risks.KINDS)
    assert all(not risk.states for risk in risks.RISKS if risk.level == "check")
