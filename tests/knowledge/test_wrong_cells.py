"""Hints never judge, and a wrong cell in a table is told by file, line and field."""

import csv
import re

import pytest

from matcher.config import data_dir
from matcher.errors import TableError
from matcher.knowledge import (
    clusters,
    corridors,
    crosswalk,
    essential,
    finance,
    precedents,
    risks,
    rules,
    shelter_checks,
)

TABLES = {
    "false_friends.csv": (crosswalk, crosswalk._by_naics),
    "rules.csv": (rules, rules._by_key),
    "risks.csv": (risks, risks._risks),
    "essential_2020.csv": (essential, essential._activities),
    "precedents.csv": (precedents, precedents._precedents),
    "shelter_types.csv": (shelter_checks, shelter_checks._types),
    "shelter_checks.csv": (shelter_checks, shelter_checks._checks),
    "corridors.csv": (corridors, corridors._corridors),
    "clusters.csv": (clusters, clusters._clusters),
    "finance_areas.csv": (finance, finance._areas),
}
VERDICTS = re.compile(
    r"qualif|complian|exempt|certified|guarante|calific|cumple|exent|certificad|garantiz|\u2014",
    re.IGNORECASE,
)


def rows_of(name):
    with (data_dir() / "reference" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("name", TABLES)
def test_a_hint_is_no_verdict(name):
    for row in rows_of(name):
        assert [cell for cell in row.values() if VERDICTS.search(cell)] == []


@pytest.mark.parametrize("name", TABLES)
def test_both_languages_are_there_and_differ(name):
    for row in rows_of(name):
        for field in row.keys() & {"statement_en", "lesson_en", "what_en", "strength_en"}:
            assert row[field] and row[field.replace("_en", "_es")] not in ("", row[field])


@pytest.mark.parametrize(
    ("name", "field", "cell", "message"),
    [
        (
            "false_friends.csv",
            "scian_code",
            "339114",
            "field 'scian_code': '339114' is no class of SCIAN 2023",
        ),
        ("false_friends.csv", "mexican_classes", "", "field 'mexican_classes': '' is no class"),
        ("rules.csv", "area", "duties", "field 'area': 'duties' is none of origin, content"),
        ("rules.csv", "valid_from", "2026-02-30", "field 'valid_from': '2026-02-30' is no date"),
        ("rules.csv", "valid_from", "2026", "field 'valid_from': '2026' is no date"),
        ("rules.csv", "valid_to", "2019-01", "field 'valid_to': 2019-01 lies before valid_from, 2020-07-01"),
        ("rules.csv", "applies_hs", "850760", "field 'applies_hs': '850760' is no HS prefix"),
        ("rules.csv", "applies_classes", "339114", "field 'applies_classes': '339114' is no code of SCIAN"),
        ("rules.csv", "superseded_by", "nafta", "field 'superseded_by': 'nafta' is no key"),
        ("risks.csv", "level", "none", "field 'level': 'none' is none of low, medium, high, check"),
        ("risks.csv", "states", "2", "field 'states': '2' is no state key"),
        ("risks.csv", "places", "19006", "field 'places': '19006' lies in none of the states"),
        ("essential_2020.csv", "us_cisa", "maybe", "field 'us_cisa': 'maybe' is none of yes, no, unknown"),
        ("precedents.csv", "lesson_es", "", "field 'lesson_es': is empty"),
        ("shelter_types.csv", "employer", "agency", "field 'employer': 'agency' is none of supplier"),
        ("shelter_types.csv", "start_months_max", "1", "field 'start_months_max': months must run"),
        ("shelter_checks.csv", "weight", "0.5", "field 'weight': 0.5 must be above 0"),
        ("shelter_checks.csv", "gate", "yes", "field 'gate': 'yes' is none of true, false"),
        ("corridors.csv", "hours_max", "1", "field 'hours_max': 1 hours is less than hours_min, 4"),
        ("corridors.csv", "from_places", "", "field 'from_places': is empty"),
        ("finance_areas.csv", "name_en", "", "field 'name_en': is empty"),
        ("clusters.csv", "key", "", "field 'key': is empty"),
    ],
)
def test_a_wrong_cell_is_told_in_one_line(name, field, cell, message, tmp_path, monkeypatch):
    rows = rows_of(name)
    rows[0][field] = cell
    error = refused(name, rows, tmp_path, monkeypatch)
    assert f"{name}, line 2, {message}" in error
    assert "\n" not in error


def test_a_key_stands_once(tmp_path, monkeypatch):
    rows = rows_of("rules.csv")
    error = refused("rules.csv", [*rows, rows[0]], tmp_path, monkeypatch)
    assert "field 'key': 'usmca_in_force' stands twice" in error


def test_a_superseded_rule_has_a_last_day(tmp_path, monkeypatch):
    rows = [row | {"valid_to": ""} if row["superseded_by"] else row for row in rows_of("rules.csv")]
    assert "field 'valid_to': is empty, but the rule is superseded" in refused(
        "rules.csv", rows, tmp_path, monkeypatch
    )


def test_weights_that_do_not_add_up_are_refused(tmp_path, monkeypatch):
    rows = [row for row in rows_of("shelter_checks.csv") if row["key"] != "sector_experience"]
    assert "weights add up to 0.8, wanted 1" in refused("shelter_checks.csv", rows, tmp_path, monkeypatch)


def test_a_place_has_one_cluster(tmp_path, monkeypatch):
    rows = rows_of("clusters.csv")
    rows[1]["places"] += ";02004"
    assert "line 3, field 'places': '02004' is in baja_border already" in refused(
        "clusters.csv", rows, tmp_path, monkeypatch
    )


def refused(name, rows, folder, monkeypatch):
    """The one line with which the reader refuses those rows."""
    with (folder / name).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    module, read = TABLES[name]
    monkeypatch.setattr(module, "reference", lambda wanted: folder / wanted)
    with pytest.raises(TableError) as caught:
        read.__wrapped__()
    return str(caught.value)
