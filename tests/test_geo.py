"""Distances that anyone can look up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.geo import EARTH_RADIUS_KM, great_circle_km

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def test_one_degree_along_the_equator():
    assert great_circle_km(0, 0, 0, 1) == pytest.approx(111.195, abs=0.001)


def test_pole_to_pole_is_half_the_way_around():
    assert great_circle_km(90, 0, -90, 0) == pytest.approx(np.pi * EARTH_RADIUS_KM)


def test_tijuana_to_guadalajara_is_about_1900_km():
    assert great_circle_km(32.5149, -117.0382, 20.6597, -103.3496) == pytest.approx(1890, abs=15)


def test_one_point_to_many_and_unknown_stays_unknown():
    found = great_circle_km(25.67, -100.31, np.array([25.67, np.nan]), np.array([-100.31, -99.5]))
    assert found[0] == 0
    assert np.isnan(found[1])


@given(latitudes, longitudes, latitudes, longitudes)
def test_the_way_back_is_as_long_and_never_more_than_half_around(lat, lon, to_lat, to_lon):
    there = great_circle_km(lat, lon, to_lat, to_lon)
    assert there == pytest.approx(great_circle_km(to_lat, to_lon, lat, lon), abs=1e-6)
    assert 0 <= there <= np.pi * EARTH_RADIUS_KM + 1e-6
