"""US federal supply groups and what the head of a notice's title says."""

import csv
import subprocess
import sys

import pytest

from matcher.config import data_dir
from matcher.errors import TableError
from matcher.knowledge import federal_supply
from matcher.knowledge.federal_supply import group_of_title, supply_group
from matcher.knowledge.scian import is_known

UNASSIGNED = {"21", "27", "33", "50", "57", "64", "82", "86", "90", "92", "97", "98"}
LETTERS = set("ABCDEFGHJKLMNPQRSTUVWXYZ")


def rows():
    path = data_dir() / "reference" / "federal_supply.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def groups(kind):
    return [supply_group(row["code"]) for row in rows() if row["kind"] == kind]


def test_every_group_and_letter_is_there():
    numbers = {str(number) for number in range(10, 100)} - UNASSIGNED
    assert len(numbers) == 78
    assert {found.code for found in groups("product")} == numbers
    assert {found.code for found in groups("service")} == LETTERS


def test_a_group_is_known_by_its_code():
    assert supply_group(" 65 ").classes[:2] == ("339112", "339111")
    assert supply_group("A").title == "Research and development"
    assert supply_group("57") is None
    assert supply_group("I") is None
    assert supply_group("6530") is None
    assert supply_group("") is None


def test_classes_exist_once_and_are_few():
    for found in groups("product"):
        assert [code for code in found.classes if "2023" not in is_known(code)] == [], found.code
        assert len(found.classes) == len(set(found.classes)), found.code
        assert 3 <= len(found.classes) <= 12 or found.code in {"88", "94"}, found.code


def test_what_no_factory_makes_has_no_classes():
    assert supply_group("88").classes == supply_group("94").classes == ()
    assert {found.classes for found in groups("service")} == {()}


@pytest.mark.parametrize(
    ("code", "scian"),
    [
        ("15", "336410"),  # aircraft and parts, one class in Mexico
        ("31", "332991"),  # bearings, apart since SCIAN 2023
        ("59", "334410"),  # all electronic components
        ("61", "335311"),  # motors and generators
        ("61", "335312"),  # transformers and switchgear
        ("62", "335132"),
        ("65", "337120"),  # hospital beds are furniture
        ("66", "334519"),
        ("84", "339111"),  # helmets and bulletproof vests
    ],
)
def test_mexican_numbers_hold(code, scian):
    assert scian in supply_group(code).classes


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("61--LEAD,STORAGE BATTER", "61"),
        ("6530 -- BED", "65"),
        ("6515--GLOVES, SURGICAL", "65"),
        ("  65 -- Gauze", "65"),
        ("71 - Office furniture", "71"),
        ("5998 - Circuit card assembly", "59"),
        ("2030 - Fittings and rigging", "20"),
        ("1905--Landing craft", "19"),
        ("R--Language services", "R"),
        ("D -- Telephone", "D"),
        ("Z--Repair roof", "Z"),
    ],
)
def test_a_title_names_its_group(title, code):
    assert group_of_title(title) == supply_group(code)
    assert group_of_title(title).code == code


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Hospital beds",
        "57--NOT ASSIGNED",
        "I--Not assigned",
        "653--BED",
        "65305--BED",
        "65-BED",
        "65 BED",
        "2024 - Uniforms",
        "12-inch pipe",
        "A - frame ladders",
        "T-shirts",
        "AB--Bolts",
        "Bed, 6530 -- adjustable",
        "65",
    ],
)
def test_a_title_without_a_code_names_none(title):
    assert group_of_title(title) is None


@pytest.mark.parametrize(
    ("line", "field", "cell", "message"),
    [
        (0, "code", "1000", "line 2, field 'code': '1000' is no code of a product; give two digits"),
        (-1, "code", "ZZ", "field 'code': 'ZZ' is no code of a service; give one capital letter"),
        (0, "kind", "goods", "line 2, field 'kind': 'goods' is none of product, service"),
        (0, "title", "", "line 2, field 'title': is empty"),
        (0, "classes", "339114", "line 2, field 'classes': '339114' is no class of SCIAN 2023"),
        (0, "classes", "3391", "line 2, field 'classes': '3391' is no class of SCIAN 2023"),
        (-1, "classes", "339112", "field 'classes': a service has none"),
        (1, "code", "10", "line 3, field 'code': '10' stands twice"),
    ],
)
def test_a_wrong_cell_is_told_in_one_line(line, field, cell, message, tmp_path, monkeypatch):
    table = rows()
    table[line][field] = cell
    with (tmp_path / "federal_supply.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    monkeypatch.setattr(federal_supply, "reference", lambda name: tmp_path / name)
    with pytest.raises(TableError) as caught:
        federal_supply._by_code.__wrapped__()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_table_is_not_read_on_import():
    script = "from matcher.knowledge import federal_supply as f; print(f._by_code.cache_info().misses)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
