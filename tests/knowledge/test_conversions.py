"""Conversion edges: two clocks, precedents, and the edges that only look as if they could work."""

import csv

import pytest

from matcher.errors import TableError
from matcher.knowledge import conversions
from matcher.knowledge.conversions import conversions_from, negative_conversions_from


def test_edges_start_from_a_class():
    assert [edge.id for edge in conversions_from("336320")] == ["C23", "C24"]
    assert [edge.id for edge in conversions_from("322291")] == ["C08"]
    assert conversions_from("541330") == ()


def test_a_class_renumbered_in_2023_starts_the_same_edge_under_both_codes():
    assert conversions_from("312142") == conversions_from("312144") != ()


def test_an_uncertain_class_starts_no_edge():
    assert conversions_from("") == ()


def test_lead_acid_plants_may_assemble_packs_and_never_make_cells():
    (pack,) = conversions_from("335910")
    bars = negative_conversions_from("335910")
    assert "battery packs" in pack.product_en
    assert all("lithium cells" in bar.product_en and bar.ordinary_months is None for bar in bars)


def test_a_negative_edge_covers_whole_branches():
    assert [edge.id for edge in negative_conversions_from("311230")] == ["N06"]


def test_the_same_floor_makes_gowns_sooner_than_masks():
    gowns, masks = conversions_from("315223")[:2]
    assert gowns.emergency_months == (0.25, 0.25)
    assert masks.emergency_months == (2.5, 2.5)
    assert gowns.mark == masks.mark == "V" and "Aramark" in gowns.precedent


def test_the_fifty_edges_of_the_dossier_and_nine_that_fail_are_there():
    ids = [edge.id for edge in conversions.CONVERSIONS]
    assert ids[:50] == [f"C{number:02}" for number in range(1, 51)]
    assert [edge.id for edge in conversions.NEGATIVE_CONVERSIONS][:9] == [f"N0{n}" for n in range(1, 10)]


@pytest.mark.parametrize(
    ("field", "cell", "message"),
    [
        ("from_classes", "999999", "'999999' is no code of SCIAN"),
        ("to_classes", "33911x", "'33911x' is no code of SCIAN"),
        ("present_processes", "wishing", "'wishing' is in no row of processes.csv"),
        ("missing_certificates", "iso_0", "'iso_0' is in no row of certificates.csv"),
        ("source", "", "is empty"),
        ("ordinary_months_max", "0.1", "less than ordinary_months_min"),
        ("effort", "huge", "'huge' is none of low"),
    ],
)
def test_a_mistake_in_an_edge_is_told_by_file_line_and_field(tmp_path, monkeypatch, field, cell, message):
    with conversions.reference("conversions.csv").open(encoding="utf-8", newline="") as handle:
        heading, first, *_ = csv.reader(handle)
    first[heading.index(field)] = cell
    with (tmp_path / "conversions.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([heading, first])
    monkeypatch.setattr(conversions, "reference", lambda name: tmp_path / name)
    with pytest.raises(TableError, match=rf"conversions\.csv, line 2, field '{field}'.*{message}"):
        conversions._conversions.__wrapped__()


def test_an_emergency_is_never_slower():
    for edge in conversions.CONVERSIONS:
        assert edge.emergency_months <= edge.ordinary_months, edge.id


def test_every_edge_names_its_products_in_both_languages():
    for edge in (*conversions.CONVERSIONS, *conversions.NEGATIVE_CONVERSIONS):
        assert len(edge.product_en) >= 2 and len(edge.product_es) >= 2, edge.id


def test_a_mark_of_a_checked_edge_is_its_precedents():
    for edge in conversions.CONVERSIONS:
        assert (edge.mark in {"V", "K"}) <= bool(edge.precedent), edge.id


def test_a_certificate_that_only_some_products_need_is_not_said_to_be_missing():
    (machining,) = conversions_from("332710")
    assert machining.missing_certificates == ()
    assert machining.also_needed.startswith("AS9100 (aerospace) or ISO 13485 (medical)")
