"""Profiles: presets that a person can read, and points that are 100 whatever is done to them."""

import csv
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from matcher.config import BALANCED
from matcher.errors import TableError, WeightError
from matcher.knowledge.tables import reference
from matcher.model import SECTORS
from matcher.rank import profiles
from matcher.rank.criteria import NAMES
from matcher.rank.profiles import changed, moved, preset, presets, scaled, share, written

FIT = ("product", "meaning", "words", "class", "process")
names = some.sampled_from(NAMES)
weights = (
    some.lists(some.floats(0, 1e300), min_size=len(NAMES), max_size=len(NAMES))
    .filter(any)
    .map(lambda points: dict(zip(NAMES, points, strict=True)))
)
locks = some.frozensets(names)


def tenths(points: float) -> int:
    """The whole tenths that some points are; fails for points that are none."""
    assert math.isclose(points * 10, round(points * 10), abs_tol=1e-9)
    return round(points * 10)


def is_100(points: dict[str, float]) -> bool:
    return (
        sum(map(tenths, points.values())) == 1000
        and min(points.values()) >= 0
        and list(points) == list(NAMES)
    )


# ---- the presets


def test_balanced_is_what_every_ranking_starts_from():
    assert preset("balanced").points == {name: BALANCED.get(name, 0.0) for name in NAMES}


def test_there_is_one_for_each_purpose_and_each_sector():
    purposes = ("balanced", "speed", "quality", "resilience", "cost_of_change")
    assert tuple(profile.name for profile in presets()) == (*purposes, *SECTORS)


@pytest.mark.parametrize("profile", presets(), ids=lambda profile: profile.name)
def test_a_preset_says_why_in_both_languages_and_fit_comes_first(profile):
    assert is_100(profile.points)
    assert profile.label and profile.label_es
    assert profile.reason.endswith(".") and profile.reason_es.endswith(".")
    assert profile.reason != profile.reason_es
    # A profile decides between those that fit; it does not put who fits less before who fits.
    assert sum(profile.points[name] for name in FIT) > 50
    assert max(profile.points, key=profile.points.__getitem__) == "product"


def test_the_table_names_criteria_only_and_gives_each_preset_100_points():
    with reference("profiles.csv").open(encoding="utf-8", newline="") as handle:
        cells = [row["points"].split(";") for row in csv.DictReader(handle)]
    stated = [dict(part.split("=") for part in cell) for cell in cells]
    assert {name for points in stated for name in points} <= set(NAMES)
    assert all(sum(map(float, points.values())) == 100 for points in stated)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ("product=60;clas=40", "line 2, field 'points': 'clas' is no criterion; did you mean 'class'"),
        ("product=60;class=39", "sum to 99, wanted 100"),
        ("product=110;class=-10", "none below 0"),
        ("product=60;class", "'class' is not of the form criterion=points"),
        ("product=60;product=40", "'product' stands twice"),
        ("", "sum to 0, wanted 100"),
    ],
)
def test_a_wrong_cell_is_told_by_file_line_and_field(tmp_path, monkeypatch, points, message):
    path = tmp_path / "profiles.csv"
    path.write_text(
        "key,name_en,name_es,reason_en,reason_es,points,source,mark\n"
        f"ours,Ours,Nuestro,Because.,Porque sí.,{points},us,E\n",
        "utf-8",
    )
    monkeypatch.setattr(profiles, "reference", lambda _: path)
    presets.cache_clear()
    try:
        with pytest.raises(TableError, match=message):
            presets()
    finally:
        presets.cache_clear()


@pytest.mark.parametrize("name", ["cost of change", "Cost-of-Change", "cost_of_change"])
def test_a_preset_is_found_however_it_is_spelled(name):
    assert preset(name).name == "cost_of_change"


def test_a_name_that_is_none_gets_the_nearest():
    with pytest.raises(
        WeightError, match="'qualty' is no profile; did you mean 'quality'\\? Choose from balanced"
    ):
        preset("qualty")
    with pytest.raises(WeightError, match="'zzz' is no profile; choose from balanced"):
        preset("zzz")


# ---- a profile that a person wrote


def test_without_a_base_the_weights_are_all_there_is():
    profile = written("ours", weights={"product": 3, "class": 1})
    assert {name: points for name, points in profile.points.items() if points} == {
        "product": 75.0,
        "class": 25.0,
    }


def test_with_a_base_these_are_set_and_the_others_keep_their_proportions():
    base, profile = preset("quality").points, written("ours", base="quality", weights={"certificates": 40})
    assert is_100(profile.points)
    assert profile.points["certificates"] == 40
    share_before = base["product"] / (100 - base["certificates"])
    assert profile.points["product"] / 60 == pytest.approx(share_before, abs=0.1 / 60)


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        (
            {"weights": {"certificate": 3}},
            "weights",
            "'certificate' is no criterion; did you mean 'certificates'",
        ),
        ({"weights": {}, "base": "quick"}, "base", "'quick' is no profile"),
        ({"weights": {"class": 1}, "locked": ["clas"]}, "locked", "did you mean 'class'"),
    ],
)
def test_what_makes_no_sense_names_the_field(fields, field, message):
    with pytest.raises(WeightError, match=message) as error:
        written("ours", **fields)
    assert error.value.field == field


# ---- points


def of(**points: float) -> dict[str, float]:
    return scaled(points)


def test_moving_one_takes_from_or_gives_to_the_others_in_proportion():
    assert moved(of(a=50, b=30, c=20), "a", 75) == {"a": 75.0, "b": 15.0, "c": 10.0}
    assert moved(of(a=50, b=30, c=20), "a", 0) == {"a": 0.0, "b": 60.0, "c": 40.0}


def test_others_at_zero_share_alike():
    assert moved(of(a=100, b=0, c=0), "a", 40) == {"a": 40.0, "b": 30.0, "c": 30.0}


def test_a_locked_one_stays_and_the_free_ones_pay():
    weights, locked = of(a=50, b=30, c=20), frozenset("b")
    assert moved(weights, "a", 60, locked) == {"a": 60.0, "b": 30.0, "c": 10.0}
    assert moved(weights, "a", 90, locked) == {"a": 70.0, "b": 30.0, "c": 0.0}  # as far as the lock allows
    assert moved(weights, "b", 10, locked) == weights
    assert moved(weights, "a", 10, frozenset("bc")) == weights


def test_several_changed_at_once_get_what_was_asked():
    weights = of(a=50, b=30, c=20)
    assert changed(weights, {"a": 10, "b": 60}) == {"a": 10.0, "b": 60.0, "c": 30.0}
    assert changed(weights, {"a": 10, "b": 60}) == changed(weights, {"b": 60, "a": 10})
    assert changed(weights, {"a": 300, "b": 100}) == {"a": 75.0, "b": 25.0, "c": 0.0}
    assert changed(weights, {"a": 1, "b": 1, "c": 2}) == {"a": 25.0, "b": 25.0, "c": 50.0}
    assert changed(weights, {}) == weights


@given(weights)
def test_rule_any_points_scale_to_100_in_their_order(points):
    made = scaled(points)
    assert is_100(made)
    by_points = sorted(NAMES, key=points.__getitem__)
    # Rounding to whole tenths can tie, and by a unit swap, criteria that are nearly equal.
    assert all(made[low] <= made[high] + 0.1001 for low, high in pairwise(by_points))
    assert scaled(made) == made


@given(weights, names, some.floats(-50, 150), locks)
def test_rule_a_move_gives_what_it_can_keeps_the_locks_and_the_proportions(points, name, target, locked):
    before = scaled(points)
    after = moved(before, name, target, locked)
    assert is_100(after)
    assert all(after[other] == before[other] for other in locked)
    others = [other for other in NAMES if other != name and other not in locked]
    if name in locked or not others:
        assert after == before
        return
    room = 100 - sum(before[other] for other in locked if other != name)
    assert after[name] == pytest.approx(min(max(target, 0.0), room), abs=0.0501)
    had = sum(before[other] for other in others)
    due = {
        other: (room - after[name]) * (before[other] / had if had else 1 / len(others)) for other in others
    }
    assert all(abs(after[other] - due[other]) < 0.1001 for other in others)


@given(weights, names, locks)
def test_rule_moving_one_to_where_it_is_changes_nothing(points, name, locked):
    before = scaled(points)
    assert moved(before, name, before[name], locked) == before


@given(weights, some.dictionaries(names, some.floats(0, 1e300)), locks)
def test_rule_changes_are_met_where_there_is_room(points, changes, locked):
    before = scaled(points)
    changes = {name: value for name, value in changes.items() if name not in locked}
    try:
        after = changed(before, changes, locked)
    except WeightError as problem:
        assert "all zero" in str(problem)
        assert not any(value >= 0.05 for value in changes.values())
        return
    assert is_100(after)
    assert all(after[name] == before[name] for name in locked)
    room = 100 - sum(before[name] for name in locked)
    if set(NAMES) - set(changes) - locked and sum(changes.values()) < room - 1:
        assert all(abs(after[name] - value) <= 0.0501 for name, value in changes.items())


@given(some.integers(0, 10_000), some.lists(some.integers(0, 1000), min_size=1, max_size=9))
def test_rule_shares_sum_to_the_whole_and_are_within_one_of_their_due(total, by):
    parts = share(total, by)
    assert sum(parts) == total
    due = by if any(by) else [1] * len(by)
    assert all(abs(part - total * one / sum(due)) < 1 for part, one in zip(parts, due, strict=True))


@pytest.mark.parametrize("points", [math.nan, math.inf, -math.inf])
def test_points_that_are_no_number_are_refused(points):
    for refusing in (
        lambda: scaled({"a": points, "b": 1}),
        lambda: moved(of(a=1, b=1), "a", points),
        lambda: changed(of(a=1, b=1), {"a": points}),
    ):
        with pytest.raises(WeightError, match="must be a number"):
            refusing()


@pytest.mark.parametrize(
    ("refusing", "message"),
    [
        (lambda: moved(of(a=1, b=1), "colour", 10), "'colour' is no criterion; choose from a, b"),
        (lambda: moved(of(a=1, b=1), "a", 10, frozenset(["colour"])), "'colour' is no criterion"),
        (lambda: changed(of(a=1, b=1), {"a": 10}, frozenset("a")), "'a', which is locked"),
        (lambda: changed(of(a=1, b=1), {"a": -1}), "zero or more"),
        (lambda: changed(of(a=1, b=1), {"a": 0, "b": 0}), "all zero"),
        (lambda: scaled({"a": 0, "b": 0}), "all zero"),
        (lambda: scaled({"a": -1, "b": 2}), "zero or more"),
        (lambda: moved({"a": 60.0, "b": 50.0}, "a", 10), "sum to 100"),
        (lambda: moved({"a": 33.333, "b": 66.667}, "a", 10), "whole tenths"),
        (lambda: moved({"a": math.nan, "b": 100.0}, "a", 10), "whole tenths"),
    ],
)
def test_what_makes_no_sense_is_refused(refusing, message):
    with pytest.raises(WeightError, match=message):
        refusing()
