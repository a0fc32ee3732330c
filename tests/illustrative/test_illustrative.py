"""The illustrative directory: made up and says so, made the same each time, and true to how it was made."""

import csv
import shutil
from collections import Counter, defaultdict
from filecmp import cmp

import pytest

import matcher
from matcher.config import data_dir
from matcher.directory import Directory
from matcher.errors import TableError
from matcher.illustrative.make import make_illustrative
from matcher.illustrative.source import read_decoys, read_judged_needs, read_phrases
from matcher.model import SECTORS

BUNDLED = data_dir() / "illustrative"


@pytest.fixture(scope="module")
def directory():
    return Directory.load(BUNDLED / "illustrative.parquet")


@pytest.fixture(scope="module")
def truth():
    with (BUNDLED / "truth.csv").open(encoding="utf-8", newline="") as handle:
        return {row["supplier_id"]: row for row in csv.DictReader(handle)}


@pytest.fixture(scope="module")
def judgments():
    grades = defaultdict(dict)
    with (BUNDLED / "qrels.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            grades[row["need_id"]][row["supplier_id"]] = (row["route"], int(row["grade"]))
    return grades


def test_no_firm_in_it_could_pass_for_a_real_one(directory):
    assert directory.about["illustrative"] is True
    assert "made up" in directory._repr_html_()
    for supplier in directory.suppliers():
        assert supplier.name.endswith("(ilustrativo)") and supplier.supplier_id.startswith("illustrative-")
        assert supplier.source == "illustrative"
        assert supplier.website is None or supplier.website.endswith(".example")  # RFC 2606: nobody's


def test_three_thousand_suppliers_of_three_kinds_unevenly_told(directory):
    suppliers = directory.suppliers()
    assert len(suppliers) >= 3000
    kinds = Counter(supplier.kind for supplier in suppliers)
    assert min(kinds.values()) >= 100 and set(kinds) == {"manufacturer", "convertible", "shelter"}
    for field in ("scian", "certifications", "employees_min", "lead_time_weeks", "latitude", "products"):
        known = sum(bool(getattr(supplier, field)) for supplier in suppliers) / len(suppliers)
        assert 0.2 < known < 0.97, field


def test_what_is_bundled_is_what_the_script_makes(tmp_path):
    for part in ("phrases", "decoys"):
        shutil.copytree(BUNDLED / part, tmp_path / part)
    shutil.copy(BUNDLED / "needs.csv", tmp_path)
    make_illustrative(tmp_path)
    for name in ("illustrative.parquet", "truth.csv", "qrels.csv"):
        # Telling two large files apart line by line takes minutes; that they differ is enough.
        assert cmp(tmp_path / name, BUNDLED / name, shallow=False), f"{name} differs: run make illustrative"


def test_every_sector_has_needs_of_both_languages_that_somebody_answers(judgments):
    said = [phrase.item.item_id for phrase in read_phrases(BUNDLED)]
    needs = read_judged_needs(BUNDLED / "needs.csv", said)
    with (BUNDLED / "needs.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(needs) >= 60
    languages = Counter((row["sector"], row["language"]) for row in rows)
    assert set(languages) == {(sector, language) for sector in SECTORS for language in ("en", "es")}
    for need in needs:
        grades = Counter(grade for _, grade in judgments[need.need_id].values())
        assert grades[3] >= 1 and grades[3] + grades[2] + grades[1] >= 5, need.need_id


def test_a_grade_follows_from_what_is_true_of_the_supplier(judgments, truth):
    said = [phrase.item.item_id for phrase in read_phrases(BUNDLED)]
    for need in read_judged_needs(BUNDLED / "needs.csv", said):
        for supplier_id, (route, grade) in judgments[need.need_id].items():
            made = set(truth[supplier_id]["makes"].split(";"))
            makes_it = bool(made & set(need.wants))
            assert grade in ({1, 3} if makes_it else {0, 1, 2}), (need.need_id, supplier_id)
            assert grade == 0 or truth[supplier_id]["role"] not in ("decoy", "bystander")
            assert (route == "hosts") == (truth[supplier_id]["role"] == "shelter")


def test_decoys_are_laid_out_for_items_that_somebody_makes(truth):
    said = [phrase.item.item_id for phrase in read_phrases(BUNDLED)]
    decoys = read_decoys(BUNDLED, said)
    assert len({decoy.decoy_id for decoy in decoys}) == len(decoys) >= 100
    made = {item for row in truth.values() for item in row["makes"].split(";")}
    assert {item for decoy in decoys for item in decoy.trap_for} <= made


def test_a_mistake_in_what_it_is_made_from_is_told_by_file_line_and_field(tmp_path):
    (tmp_path / "phrases").mkdir()
    heading = "item_id,es1,es2,es3,en1,en2"
    (tmp_path / "phrases" / "ppe.csv").write_text(f"{heading}\nno_such_item,a,b,c,d,e\n", "utf-8")
    with pytest.raises(TableError, match=r"ppe\.csv, line 2, field 'item_id'.*'no_such_item'"):
        read_phrases(tmp_path)


def test_every_output_made_from_it_says_so():
    ranking = matcher.open("illustrative").match("isolation gowns", top=5)
    assert ranking.index["about"]["illustrative"] is True
    assert any("made up" in line for line in ranking.index["about"]["says"])
    assert all("(ilustrativo)" in row["name"] for row in ranking.to_rows())
