"""Dated rules: what bears on a product, what holds on a day, and a few facts by hand."""

from datetime import date

import pytest

from matcher.knowledge import rules
from matcher.knowledge.rules import rule, rules_for
from matcher.knowledge.scian import scian_class
from matcher.knowledge.sectors import SECTORS

NOW = date(2026, 11, 24)


def keys(**asked):
    return {found.key for found in rules_for(**asked)}


def test_the_exim_rule_is_the_right_way_round():
    assert rule("exim_content_51").value == "51 % US content"
    assert "US exporter applies" in rule("exim_content_51").statement_en
    assert rule("exim_content_85").superseded_by == "exim_content_51"
    assert rule("exim_content_85").valid_to < rule("exim_content_51").valid_from == "2020-12-17"
    assert "PRC" in rule("exim_below_51").statement_en


def test_the_labour_share_is_45_for_trucks_and_40_for_cars():
    assert rule("lvc_trucks_45").value.startswith("45 %")
    assert rule("lvc_cars_40").value.startswith("40 %")
    assert "lvc_trucks_45" in keys(hs="8704.21", on=NOW)
    assert "lvc_cars_40" not in keys(hs="8704.21", on=NOW)


def test_the_usmca_review_brought_no_extension():
    review = rule("usmca_review_2026")
    assert (review.valid_from, review.value, review.mark) == ("2026-07-01", "no extension", "V")
    assert "usmca_review_2026" in keys(on=NOW)
    assert "usmca_review_2026" not in keys(on=date(2026, 6, 30))


def test_a_pack_marked_made_in_mexico_may_be_chinese():
    trap = rule("pack_marking_trap")
    assert trap in rules_for(hs="8507.60", on=NOW)
    assert "N306161" in trap.source
    assert trap.value == "Chinese for Section 301"


def test_a_duty_of_the_past_is_kept_and_does_not_hold():
    assert "s301_masks_25" in keys(hs="6307.90.98", on=date(2025, 12, 31))
    assert {"s301_masks_50"} == {key for key in keys(hs="63079098", on=date(2026, 1, 1)) if "masks" in key}
    assert rule("s232_metals_2025").superseded_by == "s232_metals_2026"
    assert not rule("s232_metals_2025").holds_on(NOW)
    assert rule("section_122_surcharge").holds_on(date(2026, 7, 24))
    assert not rule("section_122_surcharge").holds_on(date(2026, 7, 25))


def test_the_fda_fee_goes_with_its_year():
    assert rule("fda_fee_2026").valid_to == "2026-09-30"
    assert "11,423" not in " ".join(found.value for found in rules_for(sector="medical_devices", on=NOW))


def test_the_working_week_falls_to_40_hours():
    week = [
        next(key for key in keys(on=date(year, 6, 1)) if key.startswith("weekly_hours"))
        for year in range(2026, 2033)
    ]
    assert [rule(key).value for key in week] == ["48 h", "46 h", "44 h", "42 h", "40 h", "40 h", "40 h"]


def test_a_month_holds_to_its_last_day():
    assert rule("dfc_renewal").holds_on(date(2031, 12, 31))
    assert not rule("dfc_renewal").holds_on(date(2032, 1, 1))


def test_the_product_goes_before_the_class_and_the_class_before_the_sector():
    assert "s301_solar_cells" in keys(sector="renewables_storage", on=NOW)
    assert "s301_solar_cells" not in keys(sector="renewables_storage", scian="335910", on=NOW)
    assert "s301_solar_cells" in keys(sector="renewables_storage", scian="335910", hs="8541.43", on=NOW)
    assert "s301_solar_cells" not in keys(sector="renewables_storage", scian="334410", hs="8507.60", on=NOW)


def test_a_rule_that_lists_what_was_not_asked_about_does_not_bear():
    assert "lvc_credits" not in keys(on=NOW)
    assert all(found.is_general for found in rules_for(on=NOW))
    assert keys(on=NOW) <= keys(hs="9018.31", on=NOW)


def test_unknown_keys_find_nothing():
    assert rule("nothing") is None
    assert keys(sector="nothing", on=NOW) == keys(on=NOW)


@pytest.mark.parametrize("found", rules.RULES, ids=lambda found: found.key)
def test_what_a_rule_refers_to_exists(found):
    assert set(found.applies_sectors) <= {sector.key for sector in SECTORS}
    assert [code for code in found.applies_classes if scian_class(code) is None] == []
    assert found.as_of == "2026-11"


def test_a_successor_starts_when_the_old_one_ends():
    for old in rules.RULES:
        if old.superseded_by:
            assert old.valid_to[:7] <= rule(old.superseded_by).valid_from[:7], old.key


def test_every_area_is_there():
    assert {found.area for found in rules.RULES} == set(rules.AREAS)
