"""Destinations: what buyers write for a US state, and what is none."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.config import data_dir
from matcher.errors import TableError
from matcher.geo import great_circle_km
from matcher.knowledge import us_states
from matcher.knowledge.us_states import us_state


def code_of(text):
    found = us_state(text)
    return found.code if found else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ohio", "OH"),
        (" oh ", "OH"),
        ("NEW YORK", "NY"),
        ("Nueva York", "NY"),
        ("Carolina del Norte", "NC"),
        ("N.J.", "NJ"),
        ("Columbus, Ohio", "OH"),
        ("Columbus, OH 43215-1234", "OH"),
        ("Columbus OH", "OH"),
        ("Kansas City, Missouri, USA", "MO"),
        ("Charleston, West Virginia", "WV"),
        ("Washington", "WA"),
        ("Washington, D.C.", "DC"),
        ("43215", "OH"),
        ("78045-1001", "TX"),
        ("02139", "MA"),
        ("2139", "MA"),  # as a spreadsheet leaves it
        ("88510", "TX"),  # El Paso, apart from the rest of Texas
    ],
)
def test_what_buyers_write(text, code):
    assert code_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("", "USA", "Columbus", "Kansas City", "Portland or", "Baja California", "Ontario", "Puerto Rico"),
        *("432", "00901", "09012", "Tijuana 22000", "OH 90210", "2026-11-24"),
    ],
)
def test_what_names_no_state_is_unknown(text):
    assert us_state(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_state_or_none(text):
    assert us_state(text) in (None, *us_states.US_STATES)


def test_every_name_finds_its_state():
    assert len(us_states.US_STATES) == 51
    for state in us_states.US_STATES:
        for name in (state.code, state.name_en, state.name_es, *state.aliases):
            assert us_state(name) is state, name
            assert us_state(f"Springfield, {name}") is state, name


def test_a_prefix_belongs_to_one_state():
    prefixes = [
        prefix
        for state in us_states.US_STATES
        for first, last in state.zip_prefixes
        for prefix in range(first, last + 1)
    ]
    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),  # Census Bureau's centres of population, 2010
    [("AL", 33.01, -86.76), ("AK", 61.40, -148.87)],
)
def test_the_point_is_where_people_live(code, latitude, longitude):
    found = us_state(code)
    assert great_circle_km(found.latitude, found.longitude, latitude, longitude) < 30


def test_only_alaska_and_hawaii_are_not_reached_by_road():
    assert [state.code for state in us_states.US_STATES if not state.by_road] == ["AK", "HI"]


@pytest.mark.parametrize("cell", ["43-45", "459-430", "430 to 459"])
def test_a_wrong_prefix_is_told_in_one_line(cell, tmp_path, monkeypatch):
    with (data_dir() / "reference" / "us_states.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    rows[0]["zip_prefixes"] = cell
    with (tmp_path / "us_states.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    monkeypatch.setattr(us_states, "reference", lambda name: tmp_path / name)
    with pytest.raises(
        TableError, match=f"line 2, field 'zip_prefixes': '{cell}' is no range of ZIP prefixes"
    ):
        us_states._us_states.__wrapped__()
