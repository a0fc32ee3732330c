"""Trade hints: which dated rules bear on an item, what an owner changes, and that none is a verdict."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.directory import Directory
from matcher.knowledge.rules import RULES
from matcher.model import SECTORS, Need, Supplier
from matcher.rank.asked import Asked
from matcher.rank.facts import facts_of
from matcher.rank.measure import LANGUAGES
from matcher.rank.trade import (
    CAVEAT,
    FRICTIONS,
    OWNER_SHARE,
    covered_nation,
    newest_day,
    owner_of_concern,
    trade,
    trade_hints,
)

NOW = date(2026, 11, 24)
VERDICTS = ("qualifies", "compliant", "exempt", "guaranteed", "screened clean", "certified by")
PLANTS = (
    Supplier("a", "A", "manufacturer", scian="336390"),
    Supplier("b", "B", "manufacturer", scian="331520", parent_country="China"),
    Supplier("c", "C", "manufacturer", scian="311812", parent_country="Germany"),
    Supplier("d", "D", "shelter"),
)


def asked(*classes, **more):
    return Asked(dict.fromkeys(classes, 1.0), (), {}, (), **more)


def measured(need, wanted, plants=PLANTS, **more):
    table = Directory.from_suppliers(plants).table
    return trade(table, facts_of(table, [""] * len(plants)), need, wanted, **more)


def hints(need, wanted, supplier=PLANTS[0], today=NOW, language="en"):
    return trade_hints(need, wanted, supplier, today, language)


def test_steel_meets_duties_and_asks_for_the_mill_and_wood_meets_nothing():
    valves = measured(Need("ductile iron valves"), asked("331510"))
    crates = measured(Need("wooden crates"), asked("321920"))
    assert valves.values[0] < crates.values[0] == 1.0
    assert "Section 232 on metals, 2026" in valves.say(0, "en")
    assert "Sección 232 de metales, 2026" in valves.say(0, "es")
    assert "no rule in the table adds friction" in crates.say(0, "en")


def test_a_known_parent_of_concern_takes_its_share_and_an_unknown_one_nothing():
    found = measured(Need("wooden crates"), asked("321920"))
    assert found.values.tolist() == pytest.approx([1.0, 1.0 - OWNER_SHARE, 1.0, 1.0])
    assert "parent in a country of concern" in found.say(1, "en")
    assert "matriz en país de preocupación" in found.say(1, "es")
    assert "parent" not in found.say(0, "en")


def test_without_class_sector_and_hs_code_it_is_unknown():
    assert np.isnan(measured(Need("something"), asked()).values).all()
    assert measured(Need("something"), asked()).say(1, "en") == ""
    for known in (Need("x", sector="packaging"), Need("x", hs_code="4415.20")):
        assert not np.isnan(measured(known, asked()).values).any()
    assert np.isnan(measured(Need("x", hs_code="n/a"), asked()).values).all()


def test_a_rule_about_another_item_of_the_same_class_does_not_bear():
    board, pack = Need("circuit boards for pumps"), Need("lithium battery packs")
    assert any("SMT" in hint for hint in hints(board, asked("334410")))
    assert not any("Battery packs" in hint for hint in hints(board, asked("334410")))
    assert any(
        hint.startswith("Battery packs: marking is not origin") for hint in hints(pack, asked("334410"))
    )


def test_the_hs_code_goes_before_the_class():
    by_class = hints(Need("housings"), asked("331520"))
    by_code = hints(Need("housings", hs_code="3926.90"), asked("331520"))
    assert any("Section 232 on metals" in hint for hint in by_class)
    assert not any("Section 232" in hint for hint in by_code)


def test_gowns_follow_the_yarn_whoever_sews_them():
    gowns = Need("isolation gowns", sector="ppe")
    assert any("yarn forward" in hint for hint in hints(gowns, asked("339112")))
    assert any("temporary import" in hint for hint in hints(gowns, asked("339112")))
    assert any("hilo en adelante" in hint for hint in hints(gowns, asked("339112"), language="es"))


def test_every_hint_on_origin_comes_with_the_review_and_all_have_date_source_and_mark():
    for sector in SECTORS:
        for language in LANGUAGES:
            found = hints(Need("item", sector=sector), asked(), PLANTS[1], language=language)
            assert len(found) <= 4
            assert all("2026-11" in hint and hint[-3:] in ("[V]", "[K]", "[E]", "[U]") for hint in found)
            assert not any(word in hint.lower() for word in VERDICTS for hint in found)
    truck = hints(Need("pick-up trucks", hs_code="8704.31"), asked())
    assert any("regional content" in hint for hint in truck)
    assert "joint review" in truck[-1]


def test_the_review_is_news_only_once_it_was_held():
    assert not any(
        "joint review" in hint for hint in hints(Need("x", hs_code="8703"), asked(), today=date(2026, 6, 1))
    )


def test_a_duty_that_was_replaced_is_no_longer_told():
    before = hints(Need("steel frames", hs_code="7308"), asked(), today=date(2025, 12, 1))
    after = hints(Need("steel frames", hs_code="7308"), asked())
    assert any("2025: From 4 June 2025" in hint for hint in before)
    assert any("Since 6 April 2026" in hint for hint in after)
    assert not any("From 4 June 2025" in hint for hint in after)


def test_the_owner_comes_first_and_is_no_question_of_origin():
    first = hints(Need("steel frames"), asked("332310"), PLANTS[1])[0]
    assert first.startswith("Parent in China")
    assert "may be Mexican by origin" in first
    assert hints(Need("steel frames"), asked("332310"), PLANTS[1], language="es")[0].startswith(
        "Matriz en China"
    )


@pytest.mark.parametrize(
    "country",
    ["China", "PRC", "República Popular China", "hong kong", "Japan; China", "Rusia", "Irán", "DPRK"],
)
def test_covered_nations_under_any_name(country):
    assert covered_nation(country)


@pytest.mark.parametrize("country", [None, "", "Taiwan", "Republic of China", "Korea", "Ireland", "Mexico"])
def test_others_are_not(country):
    assert covered_nation(country) is None


def test_a_column_that_is_not_there_is_unknown():
    table = Directory.from_suppliers(PLANTS).table
    assert owner_of_concern(table).tolist()[1:3] == [1.0, 0.0]
    assert np.isnan(owner_of_concern(table)[[0, 3]]).all()
    assert np.isnan(owner_of_concern(table.drop_columns(["parent_country"]))).all()


def test_the_same_day_is_taken_unless_another_is_given():
    need, wanted = Need("steel frames"), asked("332310")
    assert newest_day() == date(2026, 11, 30)
    assert np.array_equal(measured(need, wanted).values, measured(need, wanted, today=newest_day()).values)


def test_shares_sum_to_one_and_each_kind_finds_its_rules():
    assert sum(kind.share for kind in FRICTIONS) + OWNER_SHARE == pytest.approx(1.0)
    keys = [found.key for found in RULES]
    for kind in FRICTIONS:
        for start in kind.rules.split():
            assert any(key.startswith(start) for key in keys), start
    assert CAVEAT in keys


def test_no_particular_trap_or_case_is_left_without_a_kind():
    for found in RULES:
        particular = not found.is_general and (
            found.area in ("origin_trap", "forced_labour") or found.key.startswith(("s232_", "s301_"))
        )
        if particular:
            assert sum(kind.holds(found.key) for kind in FRICTIONS) == 1, found.key


codes = st.sampled_from(["331520", "334410", "336390", "339112", "335910", "325412", "315223", "311812"])


@given(
    classes=st.dictionaries(codes, st.floats(0.0, 1.0), max_size=4),
    sector=st.sampled_from([None, *SECTORS]),
    hs=st.sampled_from([None, "8507.60", "6307.90.98", "72", "", "..", "90183100"]),
    text=st.text(max_size=40),
)
def test_values_stay_between_none_and_all(classes, sector, hs, text):
    found = measured(Need(text, sector=sector, hs_code=hs), Asked(classes, (), {}, ()))
    known = found.values[~np.isnan(found.values)]
    assert ((known >= -1e-6) & (known <= 1.0)).all()
    for row in range(len(PLANTS)):
        assert isinstance(found.say(row, "es"), str)
