"""A person's own supplier table: what is read, what is refused, what becomes unknown and is counted."""

from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.model import Supplier
from matcher.sources import table
from matcher.sources.mapping import read_mapping
from matcher.sources.outcome import Reject, Tally


def read(
    path: Path, text: str, mapping: dict[str, str] | None = None
) -> tuple[list[Supplier | Reject], Tally]:
    path.write_text(text, encoding="utf-8")
    tally = Tally()
    return list(table.suppliers([path], mapping or {}, tally)), tally


@pytest.fixture
def plants(tmp_path) -> Path:
    return tmp_path / "plants.csv"


def test_a_full_row_becomes_a_supplier(plants):
    found, tally = read(
        plants,
        "supplier_id,name,kind,products,certifications,scian,scian_vintage,state,municipality,latitude,longitude,"
        "first_seen,last_seen,employees_min,export_share,website,as_of,verification,Contact person\n"
        "p1,  Plásticos  SA ,Manufacturer,syringes; tubes ;syringes,ISO 13485:2016;House mark,326199,2018,"
        "B.C.,tijuana,32.5,-116.95,2004,2021,51,40 %,WWW.P1.COM.MX,2021-05-01,document seen,Ana\n",
    )
    assert found == [
        Supplier(
            supplier_id="p1",
            name="Plásticos SA",
            kind="manufacturer",
            products=("syringes", "tubes"),
            certifications=("iso_13485", "House mark"),
            scian="326199",
            scian_vintage="2018",
            state="Baja California",
            municipality="Tijuana",
            latitude=32.5,
            longitude=-116.95,
            first_seen=2004,
            last_seen=2021,
            employees_min=51,
            export_share=0.4,
            website="www.p1.com.mx",
            as_of="2021-05-01",
            verification="document_seen",
            provenance={},
            extra={"Contact person": "Ana"},
        )
    ]
    assert not tally.unknown


@pytest.mark.parametrize("word", ["", "NA", "n/a", "#N/A", "NaN", "N/D", "s/d", "-", "#REF!"])
def test_every_way_of_saying_unknown_is_unknown_and_not_counted(plants, word):
    found, tally = read(
        plants,
        "supplier_id,name,kind,description,scian,state,latitude,longitude,founded\n"
        f"p1,Plant,shelter,{word},{word},{word},{word},{word},{word}\n",
    )
    assert found == [Supplier("p1", "Plant", "shelter", provenance={}, extra={})]
    assert not tally.unknown


def test_values_that_cannot_be_used_become_unknown_and_are_counted_by_field(plants):
    found, tally = read(
        plants,
        "supplier_id,name,kind,scian,state,latitude,longitude,founded,export_share,first_seen,last_seen,website,as_of\n"
        "p1,Plant,manufacturer,999999,Texas,40.4,-3.7,last year,1.5,2021,2004,no site,yesterday\n"
        "p2,Plant,manufacturer,33,Sonora,inf,-110,20.5,-1,,,a@b.mx,2021-13\n",
    )
    assert found[0] == Supplier("p1", "Plant", "manufacturer", provenance={}, extra={})
    assert dict(tally.unknown) == {
        "scian": 1,
        "state": 1,
        "coordinates": 2,
        "founded": 2,
        "export_share": 2,
        "first_seen": 1,
        "last_seen": 1,
        "website": 2,
        "as_of": 2,
    }


def test_rows_that_are_no_supplier_are_refused_with_line_and_reason(plants):
    found, _ = read(
        plants,
        "supplier_id,name,kind\n,No Id,manufacturer\np2,,manufacturer\np3,Plant,factory\np4,Plant,shelter\n\n"
        "p4,Again,shelter\np5,a,shelter,moved\n",
    )
    assert [(row.line, row.reason) for row in found if isinstance(row, Reject)] == [
        (2, "no supplier_id"),
        (3, "no name"),
        (4, "kind is 'factory'; choose from manufacturer, shelter, convertible"),
        (7, "supplier_id 'p4' is there already; ids must be unique"),
        (8, "has more cells than there are headings: a delimiter inside a cell has shifted it"),
    ]
    assert found[0].row == '{"name": "No Id", "kind": "manufacturer"}'


def test_a_missing_column_says_what_was_found(plants):
    with pytest.raises(InputError) as caught:
        read(plants, "Clave,name\n1,Plant\n")
    assert str(caught.value) == (
        f"{plants}: lacks supplier_id, kind, which the supplier table must have; found 'Clave', 'name': "
        "rename the columns or name them in a mapping file (--map)"
    )


def test_a_heading_that_stands_twice_is_refused(plants):
    with pytest.raises(InputError, match="field 'name': stands twice"):
        read(plants, "supplier_id,name,kind,name\n")


def test_headings_may_differ_in_case_and_blanks(plants):
    found, _ = read(plants, "Supplier ID;Name;KIND\n1;Plant;shelter\n")
    assert found == [Supplier("1", "Plant", "shelter", provenance={}, extra={})]


def test_a_mapping_names_their_columns(plants, tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text("supplier_id: Clave\nname: Razón social\nkind: tipo\n", encoding="utf-8")
    mapping = read_mapping(path, table.COLUMNS)
    found, _ = read(plants, "Clave,Razón social,tipo,name\n1,Plant SA,shelter,nickname\n", mapping)
    assert found == [Supplier("1", "Plant SA", "shelter", provenance={}, extra={"theirs_name": "nickname"})]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nombre: Razón social\n", "field 'nombre': is no column of ours"),
        ("name: [a, b]\n", "field 'name': Input should be a valid string"),
        ("- name\n", "Input should be a valid dictionary"),
        ("name: a\nkind: a\n", "'a' is given to name and kind"),
        ("name: {a\n", "is no YAML"),
        ("", "is empty"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(tmp_path, text, problem):
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"map.yaml") as caught:
        read_mapping(path, table.COLUMNS)
    assert problem in str(caught.value)


def test_a_mapped_heading_that_is_absent_is_named(plants):
    with pytest.raises(InputError, match="has no column 'Clave', which the mapping wants for supplier_id"):
        read(plants, "name,kind\nPlant,shelter\n", {"supplier_id": "Clave"})
