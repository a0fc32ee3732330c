"""Two records of one supplier: the later word wins field by field, and each field keeps its origin."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.directory import Directory
from matcher.directory.merge import merge_suppliers
from matcher.model import Provenance, Supplier

OLD = Supplier(
    "p",
    "Old name",
    "manufacturer",
    description="harnesses",
    scian="336320",
    state="Chihuahua",
    municipality="Juárez",
    latitude=31.7,
    longitude=-106.4,
    first_seen=2006,
    last_seen=2006,
    source="RETC",
    source_id="P",
    as_of="2006",
    provenance={},
    extra={"park": "BERMUDEZ"},
)
NEW = Supplier(
    "p",
    "New name",
    "manufacturer",
    scian="334410",
    state="Chihuahua",
    municipality="Juárez",
    first_seen=2014,
    last_seen=2014,
    source="RETC",
    source_id="P",
    as_of="2014",
    provenance={},
    extra={"commercial_name": "PLANTA 1"},
)
OF_2006 = Provenance("RETC", "P", "2006")


def test_the_later_record_wins_and_the_earlier_fills_its_gaps():
    merged = merge_suppliers(OLD, NEW)
    assert merged == replace(
        NEW,
        description="harnesses",
        latitude=31.7,
        longitude=-106.4,
        first_seen=2006,
        extra={"commercial_name": "PLANTA 1", "park": "BERMUDEZ"},
        provenance=dict.fromkeys(("description", "latitude", "longitude", "park"), OF_2006),
    )
    assert merged.provenance_of("name") == Provenance("RETC", "P", "2014")
    assert merged.provenance_of("park") == OF_2006


def test_the_order_of_dated_records_does_not_matter():
    assert merge_suppliers(NEW, OLD) == merge_suppliers(OLD, NEW)


def test_without_dates_the_incoming_record_replaces():
    merged = merge_suppliers(replace(NEW, as_of=None), replace(OLD, as_of=None))
    assert (merged.name, merged.scian) == ("Old name", "336320")


def test_what_filled_a_gap_gives_way_to_a_later_word():
    first = merge_suppliers(OLD, NEW)
    of_2010 = replace(OLD, as_of="2010", description="wire harnesses")
    merged = merge_suppliers(first, of_2010)
    assert merged.name == "New name"
    assert merged.description == "wire harnesses"
    assert merged.provenance_of("description") == Provenance("RETC", "P", "2010")


def test_a_plant_that_moved_to_another_state_leaves_its_old_place_behind():
    merged = merge_suppliers(OLD, replace(NEW, state="Sonora", municipality=None))
    assert (merged.state, merged.municipality, merged.latitude, merged.longitude) == (
        "Sonora",
        None,
        None,
        None,
    )


def test_a_band_comes_whole_from_one_record():
    merged = merge_suppliers(
        replace(OLD, employees_min=101, employees_max=250),
        replace(NEW, employees_min=251, employees_max=None),
    )
    assert (merged.employees_min, merged.employees_max) == (251, None)


years = st.lists(st.integers(2004, 2022), min_size=1, max_size=5, unique=True)


@settings(deadline=None)
@given(years, st.randoms(use_true_random=False))
def test_any_order_of_yearly_records_gives_one_supplier(found, random):
    records = [
        replace(OLD, name=f"of {year}", as_of=str(year), first_seen=year, last_seen=year) for year in found
    ]
    random.shuffle(records)
    merged = Directory.from_suppliers(records).suppliers()
    assert [(plant.name, plant.first_seen, plant.last_seen, plant.as_of) for plant in merged] == [
        (f"of {max(found)}", min(found), max(found), str(max(found)))
    ]
