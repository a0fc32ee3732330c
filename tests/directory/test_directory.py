"""The directory keeps what it is given, sorted, whole, and the same in bytes."""

import pytest

from matcher.directory import Directory, validate
from matcher.errors import InputError, MissingFileError, OutputError, UnknownSupplier
from matcher.model import Provenance, Supplier

TIJUANA = Supplier(
    "b",
    "Plásticos",
    "manufacturer",
    description="syringes",
    products=("jeringas", "tubos"),
    certifications=("iso_13485",),
    scian="339112",
    state="Baja California",
    municipality="Tijuana",
    latitude=32.5,
    longitude=-116.95,
    first_seen=2004,
    last_seen=2021,
    employees_min=251,
    export_share=0.5,
    source="RETC",
    source_id="B",
    as_of="2021",
    provenance={"description": Provenance("RETC", "B", "2019")},
    extra={"park": "EL FLORIDO"},
)
SHELTER = Supplier("a", "Albergue", "shelter", provenance={}, extra={})
ABOUT = {
    "title": "Test",
    "sources": [{"name": "RETC", "licence": "open", "attribution": "SEMARNAT", "editions": ["2021"]}],
}


@pytest.fixture
def directory() -> Directory:
    return Directory.from_suppliers([TIJUANA, SHELTER], ABOUT)


def test_suppliers_come_back_as_they_were_sorted_by_id(directory):
    assert directory.suppliers() == [SHELTER, TIJUANA]
    assert directory.suppliers([1, 0, 1]) == [TIJUANA, SHELTER, TIJUANA]
    assert directory.supplier("b") == TIJUANA
    assert len(directory) == 2


def test_an_unknown_id_says_how_many_there_are(directory):
    with pytest.raises(UnknownSupplier, match="'c', which is not among the 2 here"):
        directory.supplier("c")


def test_saved_is_loaded(directory, tmp_path):
    directory.save(tmp_path / "plants.parquet")
    loaded = Directory.load(tmp_path / "plants.parquet")
    assert loaded.suppliers() == directory.suppliers()
    assert loaded.about == ABOUT


def test_the_same_suppliers_give_the_same_bytes_in_any_order(tmp_path):
    for name, order in (("one", [TIJUANA, SHELTER]), ("two", [SHELTER, TIJUANA])):
        Directory.from_suppliers(order, ABOUT).save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_empty_directory_is_a_directory(tmp_path):
    Directory.from_suppliers([]).save(tmp_path / "none.parquet")
    assert Directory.load(tmp_path / "none.parquet").suppliers() == []


def test_it_introduces_itself(directory):
    assert repr(directory) == (
        "<Directory of 2 suppliers: 1 manufacturer, 1 shelter; from RETC; seen 2004 to 2021; "
        "1 with coordinates>"
    )
    made_up = Directory.from_suppliers([SHELTER], {"illustrative": True, "title": "<b>"})
    assert "these suppliers are made up" in repr(made_up)
    assert "&lt;b&gt;" in made_up._repr_html_()


def test_merging_counts_what_stood_in_both(directory):
    newer = Directory.from_suppliers(
        [Supplier("c", "New", "shelter"), Supplier("a", "Albergue SA", "shelter")]
    )
    whole, n_merged = directory.merge(newer)
    assert n_merged == 1
    assert [(plant.supplier_id, plant.name) for plant in whole.suppliers()] == [
        ("a", "Albergue SA"),
        ("b", "Plásticos"),
        ("c", "New"),
    ]


def test_merged_sources_are_all_named(directory):
    other = {"sources": [{"name": "DENUE", "editions": ["2023-11"]}, {"name": "RETC", "editions": ["2022"]}]}
    whole, _ = directory.merge(Directory.from_suppliers([], {**other, "illustrative": True}))
    assert [(source["name"], source["editions"]) for source in whole.about["sources"]] == [
        ("DENUE", ["2023-11"]),
        ("RETC", ["2021", "2022"]),
    ]
    assert whole.about["illustrative"] is True


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"supplier_id": ""}, "field 'supplier_id': is empty in row 1"),
        ({"name": "  "}, "field 'name': is empty in row 1"),
        (
            {"kind": "factory"},
            "field 'kind': 'factory' in row 1 is none of manufacturer, shelter, convertible",
        ),
        ({"state": "Texas"}, "field 'state': 'Texas' in row 1 is none of Aguascalientes"),
        ({"latitude": 50.0, "longitude": -100.0}, "field 'latitude': 50.0 in row 1 is not from 14.0 to 33.0"),
        ({"latitude": float("nan"), "longitude": -100.0}, "field 'latitude': nan in row 1"),
        ({"latitude": 20.0}, "field 'latitude': stands without its longitude, or the reverse, in row 1"),
        (
            {"first_seen": 2021, "last_seen": 2004},
            "field 'first_seen': 2021 in row 1 is more than its last_seen",
        ),
        ({"employees_min": -1}, "field 'employees_min': -1 in row 1 is not from 0"),
        ({"export_share": 1.5}, "field 'export_share': 1.5 in row 1 is not from 0 to 1"),
        ({"products": ("a", "")}, "field 'products': holds a list with an empty part"),
        ({"verification": "rumour"}, "field 'verification': 'rumour' in row 1 is none of claimed"),
    ],
)
def test_a_table_that_is_no_directory_is_refused_by_column(changes, problem):
    values = {"supplier_id": "x", "name": "X", "kind": "shelter", **changes}
    with pytest.raises(InputError) as caught:
        Directory.from_suppliers([Supplier(**values)])
    assert str(caught.value).startswith(problem)


def test_an_id_that_stands_twice_in_a_table_is_refused(directory):
    import pyarrow as pa

    with pytest.raises(InputError, match="field 'supplier_id': 'a' stands more than once"):
        validate(pa.concat_tables([directory.table, directory.table]))


def test_a_missing_or_mistyped_column_is_refused(directory):
    with pytest.raises(InputError, match="field 'scian': the column is missing"):
        validate(directory.table.drop_columns(["scian"]))
    wrong = directory.table.set_column(0, "supplier_id", directory.table["employees_min"])
    with pytest.raises(InputError, match="field 'supplier_id': holds int32, wanted string"):
        validate(wrong)


@pytest.mark.parametrize("content", [b"", b"PAR1 and nothing", b"a,b\n1,2\n"])
def test_a_file_that_is_no_parquet_is_refused(tmp_path, content):
    path = tmp_path / "plants.parquet"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"plants.parquet: is no readable Parquet file"):
        Directory.load(path)


def test_a_parquet_that_is_no_directory_is_refused(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match="is no Matcher directory; make one"):
        Directory.load(tmp_path / "a.parquet")


def test_a_missing_directory_says_how_to_make_one(tmp_path):
    with pytest.raises(MissingFileError, match="is not there; make it with 'matcher ingest'"):
        Directory.load(tmp_path / "absent.parquet")


def test_nothing_half_written_is_left(directory, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        directory.save(tmp_path / "no folder" / "plants.parquet")
    with pytest.raises(OutputError, match="is a folder"):
        directory.save(tmp_path)
    assert list(tmp_path.iterdir()) == []
