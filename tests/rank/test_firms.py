"""Whether a firm has the people for the volume and the time for the deadline; unknown stays unknown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.directory import Directory
from matcher.model import Need, Supplier
from matcher.rank import conduct, firms, verified
from matcher.rank.asked import Asked
from matcher.rank.catalogue import Known, Likely
from matcher.rank.facts import facts_of
from matcher.rank.firms import ANY_GOODS, LEAST_TOO_LARGE, lead_time, size

NOTHING_MORE = Asked({}, (), {}, ())
TOWER = Known("Steel tower", {"332310": 1.0}, (), "made", "V", ("structural_fab",))


def plants(*bands, kind="manufacturer", weeks=None):
    suppliers = [
        Supplier(f"{at:04}", "A plant", kind, employees_min=low, employees_max=high, lead_time_weeks=weeks)
        for at, (low, high) in enumerate(bands)
    ]
    table = Directory.from_suppliers(suppliers).table
    return table, facts_of(table, [""] * len(suppliers))


def fits(volume, *bands, kind="manufacturer", sector=None, asked=NOTHING_MORE):
    table, facts = plants(*bands, kind=kind)
    return size(table, facts, Need("masks", volume=volume, sector=sector), asked)


def test_five_people_cannot_carry_five_million_a_month_and_three_hundred_can():
    found = fits("5 M units a month", (0, 5), (31, 50), (251, None), (300, 300))
    few, some, open_band, many = found.values
    assert few == 0.0
    assert 0.0 < some < 0.5
    assert open_band == many == 1.0
    assert found.say(0, "en") == (
        "0 to 5 employees; 60,000,000 pieces a year ask for at least some 300 on the fastest lines (estimate)"
    )
    assert found.say(3, "es") == "300 personas; 60,000,000 piezas al año parecen a su alcance (estimación)"


def test_an_order_that_is_small_for_a_plant_costs_less_than_a_plant_too_small_for_it():
    small_order = fits("2,000 a year", (2_000, 2_000), sector="ppe")
    small_plant = fits("400 million a year", (2, 2), sector="ppe")
    assert small_plant.values[0] < LEAST_TOO_LARGE <= small_order.values[0] < 1.0
    assert small_order.say(0, "en").endswith(
        "occupy at most some 1; the order may be small for it (estimate)"
    )


def test_large_goods_take_more_hands_than_small_ones():
    asked = Asked({}, (), {}, (), Likely(((TOWER, 0.9),)))
    assert fits("60,000 a year", (1, 1)).values[0] == 1.0
    assert fits("60,000 a year", (1, 1), asked=asked).values[0] == 0.0
    table, facts = plants((1, 1))
    stated = Need("frames", volume="60,000 a year", processes=("structural fabrication",))
    assert size(table, facts, stated, NOTHING_MORE).values[0] == 0.0


@pytest.mark.parametrize("volume", [None, "TBD", "180 tons a month"])
def test_without_a_volume_in_pieces_no_size_is_known_to_fit(volume):
    found = fits(volume, (11, 30))
    assert np.isnan(found.values).all()
    assert found.say(0, "en") == found.say(0, "es") == ""


def test_without_people_of_its_own_no_size_is_known():
    assert np.isnan(fits("2,000 a year", (None, None)).values).all()
    assert np.isnan(fits("2,000 a year", (11, 30), kind="shelter").values).all()
    assert fits("2,000 a year", (None, 30)).say(0, "en").startswith("30 employees;")


@settings(deadline=None)
@given(st.integers(1, 10**9), st.lists(st.integers(1, 10**5), min_size=2, max_size=6))
def test_more_people_fit_a_volume_better_up_to_the_band_and_worse_beyond_it(pieces, people):
    people = sorted(people)
    values = fits(f"{pieces} a year", *((count, count) for count in people)).values
    assert ((values >= 0) & (values <= 1)).all()
    most = pieces / ANY_GOODS[0]
    below = values[[count <= most for count in people]]
    above = values[[count >= most for count in people]]
    assert (np.diff(below) >= 0).all()
    assert (np.diff(above) <= 0).all()


def test_lead_time_beside_the_deadline():
    table, facts = plants((1, 1), weeks=12.0)
    by_deadline = {
        weeks: float(lead_time(table, facts, Need("x", deadline_weeks=weeks)).values[0])
        for weeks in (48.0, 24.0, 12.0, 8.0, 4.0, 2.0)
    }
    assert by_deadline == pytest.approx({48.0: 1.0, 24.0: 1.0, 12.0: 0.7, 8.0: 0.525, 4.0: 0.0, 2.0: 0.0})
    assert lead_time(table, facts, Need("x", deadline_weeks=26.0)).say(0, "en") == (
        "usual lead time 12 weeks, 26 asked for; tooling and validation of a new item come on top"
    )


@pytest.mark.parametrize(("weeks", "deadline"), [(None, 12.0), (12.0, None), (12.0, 0.0)])
def test_a_lead_time_without_its_deadline_is_unknown(weeks, deadline):
    table, facts = plants((1, 1), weeks=weeks)
    found = lead_time(table, facts, Need("x", deadline_weeks=deadline))
    assert np.isnan(found.values).all()
    assert found.say(0, "es") == ""


def test_columns_that_are_not_there_and_tables_without_rows_are_no_trouble():
    table, facts = plants((1, 1), weeks=3.0)
    need = Need("x", volume="2,000 a year", deadline_weeks=8.0)
    bare = table.drop_columns(["employees_min", "employees_max", "lead_time_weeks"])
    assert np.isnan(size(bare, facts, need, NOTHING_MORE).values).all()
    assert np.isnan(lead_time(bare, facts, need).values).all()
    none, no_facts = table.slice(0, 0), facts_of(table.slice(0, 0), [])
    assert size(none, no_facts, need, NOTHING_MORE).values.shape == (0,)
    assert lead_time(none, no_facts, need).values.shape == (0,)


CRITERIA = (*firms.CRITERIA, *conduct.CRITERIA, *verified.CRITERIA)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.name)
def test_each_says_what_it_means_and_what_to_ask_in_both_languages(criterion):
    assert 0.0 <= criterion.neutral <= 1.0
    assert all(
        (criterion.label_es, criterion.meaning_es, criterion.question, criterion.question_es, criterion.unit)
    )
