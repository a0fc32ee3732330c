"""Truck times, by hand."""

import math

import pytest

from matcher.knowledge.corridors import CORRIDORS, corridors_from, drive_hours
from matcher.knowledge.places import PLACES, PORTS


@pytest.mark.parametrize(
    ("road_km", "hours"),
    [
        (0, 0),
        (55, 1),
        (220, 4),  # Monterrey to Laredo: the same day
        (650, 650 / 55),  # one driver's day
        (660, 12 + 10),  # a little more costs a night
        (1320, 24 + 20),
    ],
)
def test_a_drive_is_its_road_and_its_nights(road_km, hours):
    assert math.isclose(drive_hours(road_km), hours)


@pytest.mark.parametrize("road_km", [-1, math.nan, math.inf])
def test_a_road_that_is_none_is_refused(road_km):
    with pytest.raises(ValueError, match="give kilometres of road"):
        drive_hours(road_km)


def test_the_estimate_stays_below_the_longest_time_held():
    roads = {place.cvegeo: place.road_km for place in PLACES}
    for corridor in CORRIDORS:
        for place in corridor.from_places:
            assert drive_hours(roads[place]) <= corridor.hours[1], (corridor.key, place)


def test_the_lane_for_known_shippers_is_faster():
    hours = {corridor.key: corridor.hours for corridor in CORRIDORS}
    assert hours["lane_fast"] == (0.5, 1.5)
    assert hours["lane_general"] == (1, 4)
    assert hours["transload"] == (8, 24)


def test_a_place_finds_its_corridor_and_its_own_gateway():
    gateways = {place.cvegeo: place.gateways for place in PLACES}
    assert [found.key for found in corridors_from("19006")] == ["monterrey_laredo"]
    assert corridors_from("31050") == ()
    for corridor in CORRIDORS:
        for place in corridor.from_places:
            assert corridor.to_port in gateways[place], (corridor.key, place)


def test_every_port_exists():
    known = {port.code for port in PORTS}
    assert {corridor.to_port for corridor in CORRIDORS if corridor.to_port} <= known
