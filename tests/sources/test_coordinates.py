"""Coordinates in the register's notations; Mexico decides what the register is careless of."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.sources.coordinates import mexican_point, parse_angle


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25°44'52\"", 25.747778),
        ("25º38'31.77\"", 25.642158),
        ("25ª42'46.97\"", 25.713047),
        ("0.106°24'58\"", 106.416111),
        ("-98°55'59\"", -98.933056),
        ("-103.34879", -103.34879),
        ("19", 19.0),
        ("20,64", 20.64),
        ("19°17'17.57''", 19.288214),
        ('25º 42 46.97"', 25.713047),
        ("100º'13'39.1\"", 100.227528),
        ("25°41'49.00\"N", 25.696944),
        ("100°15'04\"W", -100.251111),
        ("100°15'04\" O", -100.251111),
        ("19°4'43", 19.078611),
    ],
)
def test_every_notation_seen_in_the_register(text, expected):
    assert parse_angle(text) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    "text", ["", "°'\"", "°0'0\"", "nan", "inf", "NA", "19°75'00\"", "999", "19.1.2", "#N/A"]
)
def test_what_is_no_angle_is_unknown(text):
    assert parse_angle(text) is None


degrees = st.floats(0, 179.99, allow_nan=False)


@settings(deadline=None)
@given(degrees, st.sampled_from("°º"), st.sampled_from(["", " "]), st.sampled_from(['"', "''", ""]))
def test_minutes_and_seconds_say_the_same_as_decimals(angle, mark, gap, end):
    whole = math.floor(angle)
    minutes = math.floor((angle - whole) * 60)
    seconds = (angle - whole - minutes / 60) * 3600
    text = f"{whole}{mark}{gap}{minutes}'{gap}{min(max(seconds, 0), 59.99):.2f}{end}"
    assert parse_angle(text) == pytest.approx(angle, abs=1e-5)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_no_text_breaks_the_parser(text):
    found = parse_angle(text)
    assert found is None or -180 <= found <= 180


@settings(deadline=None)
@given(st.floats(14.6, 32.7), st.floats(86.8, 117.0), st.booleans(), st.booleans())
def test_a_careless_register_may_turn_signs_and_order(latitude, longitude, west_negative, swapped):
    straight = mexican_point(f"{latitude:.5f}", f"-{longitude:.5f}", None)
    pair = [f"{latitude:.5f}", f"-{longitude:.5f}" if west_negative else f"{longitude:.5f}"]
    careless = mexican_point(*(reversed(pair) if swapped else pair), None, signed=False)
    assert careless == straight


def test_a_point_outside_its_state_is_unknown():
    tijuana = ("32.5", "-116.95")
    assert mexican_point(*tijuana, "02") == (32.5, -116.95)
    assert mexican_point(*tijuana, "31") is None
    assert mexican_point("40.4", "-3.7", None) is None
    assert mexican_point("0", "0", None) is None
    assert mexican_point("nan", "-99", None) is None


def test_a_careful_table_keeps_its_signs():
    assert mexican_point("19.4", "99.1", "09") is None
    assert mexican_point("19.4", "99.1", "09", signed=False) == (19.4, -99.1)
