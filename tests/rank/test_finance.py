"""Public finance: the list of ten areas, the content rule as it is, and who applies."""

from datetime import date

import numpy as np
import pytest

from matcher.directory import Directory
from matcher.model import SECTORS, Need, Supplier
from matcher.rank.asked import Asked
from matcher.rank.facts import facts_of
from matcher.rank.finance import LISTED, NOT_LISTED, OF_CONCERN, finance, finance_hints
from matcher.rank.measure import LANGUAGES

NOW = date(2026, 11, 24)
PLANTS = (
    Supplier("a", "A", "manufacturer"),
    Supplier("b", "B", "manufacturer", parent_country="China", state="Sonora"),
    Supplier("c", "C", "manufacturer", parent_country="Japan"),
)
NOTHING = Asked({}, (), {}, ())


def measured(need, asked=NOTHING):
    table = Directory.from_suppliers(PLANTS).table
    return finance(table, facts_of(table, ["", "", ""]), need, asked)


def hints(need, supplier=PLANTS[0], today=NOW, language="en", asked=NOTHING):
    return finance_hints(need, asked, supplier, today, language)


def test_on_the_list_off_it_and_with_a_parent_of_concern():
    masks, boxes = measured(Need("masks", sector="ppe")), measured(Need("boxes", sector="packaging"))
    assert masks.values.tolist() == pytest.approx([LISTED, OF_CONCERN, LISTED])
    assert boxes.values.tolist() == pytest.approx([NOT_LISTED, OF_CONCERN, NOT_LISTED])
    assert "Biomedical sciences" in masks.say(0, "en")
    assert "Ciencias biomédicas" in masks.say(0, "es")
    assert "parent in a country of concern" in masks.say(1, "en")


def test_a_sector_that_nobody_states_is_unknown_unless_the_class_settles_it():
    unknown = measured(Need("things"))
    assert np.isnan(unknown.values[[0, 2]]).all()
    assert unknown.values[1] == pytest.approx(OF_CONCERN)
    assert unknown.say(0, "en") == ""
    settled = measured(Need("infusion sets"), Asked({"339112": 1.0}, (), {}, ()))  # devices or PPE: one area
    assert settled.values[0] == LISTED
    open_still = measured(Need("boards"), Asked({"334410": 1.0}, (), {}, ()))  # computing, chips or solar
    assert np.isnan(open_still.values[0])


def test_the_content_rule_is_told_the_right_way_round_and_the_us_exporter_applies():
    first = hints(Need("masks", sector="ppe"))[0]
    assert "From 51 % US content" in first
    assert "US exporter applies, not the Mexican plant" in first
    assert "US content is unknown here" in first
    assert "51 % de contenido de EE. UU." in hints(Need("masks", sector="ppe"), language="es")[0]


def test_before_the_policy_of_2020_the_old_rule_held():
    assert "85 % US content" in hints(Need("masks", sector="ppe"), today=date(2020, 6, 1))[0]


def test_chinese_content_is_asked_about_where_the_parent_is_chinese():
    assert "Chinese content" in hints(Need("masks", sector="ppe"), PLANTS[1])[1]
    assert not any("Chinese" in hint for hint in hints(Need("masks", sector="ppe"), PLANTS[2]))


def test_the_border_bank_lends_for_water_at_the_border():
    border = Supplier("d", "D", "manufacturer", state="Tamaulipas")
    inland = Supplier("e", "E", "manufacturer", state="Jalisco")
    need = Need("filters", sector="water_treatment")
    assert any("NADBank" in hint for hint in hints(need, border))
    assert not any("NADBank" in hint for hint in hints(need, inland))


def test_at_most_two_hints_each_with_date_source_and_mark():
    for sector in (None, *SECTORS):
        for supplier in PLANTS:
            for language in LANGUAGES:
                found = hints(Need("item", sector=sector), supplier, language=language)
                assert 1 <= len(found) <= 2
                assert all("2026-11" in hint and hint[-3:] in ("[V]", "[K]", "[U]") for hint in found)
