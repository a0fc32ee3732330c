"""Picks written out: they read back as they were, add up, and no spreadsheet runs a supplier's text."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from matcher.directory import Directory
from matcher.engine import build
from matcher.engine import open as open_matcher
from matcher.errors import InputError, OutputError, UnknownSupplier
from matcher.explorer.export import CELL_LIMIT, picked, write_picks
from tests.six import SUPPLIERS

NEED = "sterile IV infusion sets"
HOSTILE = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="module")
def ranking(tmp_path_factory):
    """Made by the seven suppliers of the tests, three of them under names that attack spreadsheets."""
    names = [HOSTILE, "<script>alert(1)</script>", "+1"]
    hostile = [replace(one, name=name) for one, name in zip(SUPPLIERS[:3], names, strict=True)]
    folder = tmp_path_factory.mktemp("hostile") / "idx"
    build(Directory.from_suppliers((*hostile, *SUPPLIERS[3:]), {"title": "made up"}), folder)
    return open_matcher(folder).match(NEED, per_route=True)


PICKS = {"c-medical-iso9001": "@near", "a-medical": "says «venoclisis»", "b-medical-old": ""}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_xlsx(path: Path) -> list[dict[str, object]]:
    head, *rows = load_workbook(path)["Picks"].iter_rows()
    assert all(cell.data_type in "sn" and cell.hyperlink is None for row in rows for cell in row)
    return [
        {name.value: cell.value for name, cell in zip(head, row, strict=True) if cell.value is not None}
        for row in rows
    ]


def test_csv_and_xlsx_hold_the_same_picks_in_the_order_of_the_ranking(ranking, tmp_path):
    flat = read_csv(write_picks(ranking, PICKS, tmp_path / "p.csv"))
    book = read_xlsx(write_picks(ranking, PICKS, tmp_path / "p.xlsx"))
    order = [one.supplier.supplier_id for one in ranking.candidates if one.supplier.supplier_id in PICKS]
    assert [row["supplier_id"] for row in flat] == [row["supplier_id"] for row in book] == order
    assert {row["supplier_id"]: row["reason"] for row in flat} == {**PICKS, "c-medical-iso9001": "'@near"}
    for one, other in zip(flat, book, strict=True):
        for name, cell in other.items():
            assert one[name] == str(cell) or float(one[name]) == cell


def test_supplier_text_is_neutralised(ranking, tmp_path):
    for rows in (
        read_csv(write_picks(ranking, PICKS, tmp_path / "p.csv")),
        read_xlsx(write_picks(ranking, PICKS, tmp_path / "p.xlsx")),
    ):
        names = {row["supplier_id"]: row["name"] for row in rows}
        assert names == {
            "a-medical": f"'{HOSTILE}",
            "b-medical-old": "<script>alert(1)</script>",
            "c-medical-iso9001": "'+1",
        }


def test_contributions_sum_to_the_score(ranking, tmp_path):
    for row in read_xlsx(write_picks(ranking, PICKS, tmp_path / "p.xlsx")):
        parts = [points for name, points in row.items() if name.startswith("c_")]
        assert len(parts) == len(ranking.criteria)
        assert sum(parts) == pytest.approx(row["score"], abs=1e-9)


def test_second_sheet_says_under_which_terms(ranking, tmp_path):
    book = load_workbook(write_picks(ranking, PICKS, tmp_path / "p.xlsx"))
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["need"] == NEED
    assert f"crossing={ranking.weights['crossing']:.1f}" in about["weights"]
    assert about["unknown_policy"] == "neutral"
    assert about["data_hash"] == ranking.index["data_hash"]
    assert about["model_id"] == ranking.index["model_id"]
    assert "not a verification" in about["note"]
    flat = read_csv(write_picks(ranking, PICKS, tmp_path / "p.csv"))
    assert {name: flat[0][name] for name in about} == about


def test_same_picks_same_bytes(ranking, tmp_path):
    for end in ("csv", "xlsx"):
        first = write_picks(ranking, PICKS, tmp_path / f"a.{end}").read_bytes()
        again = write_picks(ranking, dict(reversed(PICKS.items())), tmp_path / f"b.{end}").read_bytes()
        assert first == again


def test_a_pick_below_the_number_shown_is_found(ranking):
    (one,) = picked(ranking.best(1), {"b-medical-old": ""})
    (whole,) = (one for one in ranking.candidates if one.supplier.supplier_id == "b-medical-old")
    assert one == whole


def test_a_text_longer_than_a_cell_says_that_it_was_cut(ranking, tmp_path):
    rows = read_xlsx(write_picks(ranking, {"a-medical": "x" * 40_000}, tmp_path / "p.xlsx"))
    assert len(rows[0]["reason"]) == CELL_LIMIT
    assert rows[0]["reason"].endswith("… (cut)")


def test_what_cannot_be_written_leaves_nothing(ranking, tmp_path):
    with pytest.raises(InputError, match="Nobody is picked"):
        write_picks(ranking, {}, tmp_path / "p.csv")
    with pytest.raises(InputError, match=r"ends in \.csv or \.xlsx"):
        write_picks(ranking, PICKS, tmp_path / "p.pdf")
    with pytest.raises(UnknownSupplier, match="'nobody'"):
        write_picks(ranking, {"nobody": ""}, tmp_path / "p.csv")
    with pytest.raises(OutputError, match="cannot be written"):
        write_picks(ranking, PICKS, tmp_path / "absent" / "p.csv")
    assert list(tmp_path.iterdir()) == []
