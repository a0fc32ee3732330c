"""Filters: what passes, what is put out, and what is only unknown."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import FilterError
from matcher.index import apply_filters, parse_filter


def passing(rows, *filters):
    masks = [outcome.mask for outcome in apply_filters(filters, rows)]
    return [f"s{row + 1}" for row in np.flatnonzero(np.logical_and.reduce(masks))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("state=Baja California", ["s1"]),
        ("state=b.c.", ["s1"]),
        ("state=02", ["s1"]),
        ("state=MEXICO", ["s3"]),
        ("state!=Chihuahua", ["s1", "s3", "s6"]),
        ("kind=CONVERTIBLE", ["s3", "s4"]),
        ("municipality=juarez", ["s2"]),
        ("certifications=ISO 13485", ["s1"]),
        ("certifications=iso_9001", ["s1", "s2"]),
        ("certifications!=iso_13485", ["s2"]),
        ("processes = inyección", ["s4"]),
        ("scian=339112", ["s1"]),
        ("scian=33", ["s1", "s2", "s3"]),
        ("scian!=334", ["s1", "s3"]),
        ("last_seen>=2019", ["s1", "s2"]),
        ("last_seen <= 2011", ["s3"]),
        ("last_seen=2019", ["s2"]),
        ("last_seen!=2019", ["s1", "s3"]),
        ("as_of>=2020", ["s1"]),
        ("as_of<=2019", ["s2"]),
        ("latitude>=31.9", ["s1"]),
        ("plant_code=12", ["s2"]),
        ("plant_code>=8", ["s2"]),
        ("PLANT_CODE<=8", ["s1"]),
        ("within 50 km of Tijuana", ["s1"]),
        ("WITHIN 50KM OF 31.7, -106.5", ["s2"]),
        ("within 2000 km of Tijuana, B.C.", ["s1", "s2", "s4"]),
        ("employees_min>=50", []),
    ],
)
def test_what_passes(rows, text, expected):
    assert passing(rows, text) == expected


def test_filters_hold_together(rows):
    assert passing(rows, "scian=33", "last_seen>=2015", "certifications=iso_13485") == ["s1"]


def test_no_filters_put_nobody_out(rows):
    assert apply_filters([], rows) == ()


def test_the_funnel_counts_who_was_put_out_and_who_only_unknown(rows):
    state, seen = apply_filters(["state!=Sonora", "last_seen>=2015"], rows)
    assert (state.excluded, state.unknown) == (3, 2)
    assert (seen.excluded, seen.unknown) == (1, 0)
    assert str(state) == "state!=Sonora: 3 put out, 2 of them unknown"
    assert str(seen) == "last_seen>=2015: 1 put out"


def test_unknown_passes_no_filter_and_its_opposite_neither(rows):
    equal, unequal = apply_filters(["certifications=iso_9001", "certifications!=iso_9001"], rows)
    unknown = ~(equal.mask | unequal.mask)
    assert np.flatnonzero(unknown).tolist() == [2, 3, 4, 5]
    assert not (equal.mask & unequal.mask).any()


def test_a_filter_reads_as_it_was_written(rows):
    for text in ("state=Jalisco", "last_seen>=2019", "within 200 km of Tijuana"):
        assert str(parse_filter(text)) == text


def refusal(text, rows):
    with pytest.raises(FilterError) as caught:
        apply_filters([text], rows)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_an_unknown_field_names_the_fields_nearest_first_and_an_example(rows):
    message = refusal("sate=Jalisco", rows)
    assert "there is no field 'sate'; nearest first: state, " in message
    assert "plant_code" in message
    assert 'for example "state=Jalisco"' in message


@pytest.mark.parametrize(
    "text", ["", "state", "=x", "state=", "state>Jalisco", "within 5 of Tijuana", "\x00=\n"]
)
def test_what_is_no_filter_is_refused_with_an_example(rows, text):
    assert "for example" in refusal(text, rows)


def test_an_unknown_state_names_the_nearest(rows):
    assert "'Jalisko' is no state; nearest: Jalisco" in refusal("state=Jalisko", rows)


def test_an_unknown_place_names_the_nearest(rows):
    assert "'Tijauna' is no place we know (nearest: Tijuana" in refusal("within 5 km of Tijauna", rows)


def test_a_place_name_that_is_two_places_is_refused_naming_both(rows):
    assert "more than one place" in refusal("within 5 km of Guadalupe", rows)


@pytest.mark.parametrize(
    "text", ["within nan km of Tijuana", "within -5 km of Tijuana", "within inf km of Tijuana"]
)
def test_a_distance_that_is_none_is_refused(rows, text):
    assert "is no number of km" in refusal(text, rows)


def test_a_point_off_the_globe_is_refused(rows):
    assert "want LATITUDE,LONGITUDE in degrees" in refusal("within 5 km of 95,-100", rows)


def test_numbers_and_texts_are_told_apart(rows):
    assert "last_seen is a number; 'new' is none" in refusal("last_seen>=new", rows)
    assert "state is text; use = or !=" in refusal("state>=Sonora", rows)
    assert "products is text; use = or !=" in refusal("products<=3", rows)


def test_opening_filtering_and_searching_load_no_heavy_library(built):
    script = f"""
import sys
import numpy as np
from matcher.index import apply_filters, open_index
index = open_index({str(built)!r})
filters = ["state=Sonora", "processes=x", "last_seen>=2019", "plant_code>=8", "within 9 km of Tijuana"]
apply_filters(filters, index.rows)
index.search(np.eye(6, dtype=np.float32)[0], "moldes", 3, np.arange(6) > 2)
print(sorted({{"pandas", "torch", "sklearn", "faiss", "scipy"}} & set(sys.modules)))
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "[]"
