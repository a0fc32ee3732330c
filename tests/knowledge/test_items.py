"""The catalogue of critical items: complete, consistent, and clear about a mistake."""

from collections import Counter

import pytest

from matcher.errors import TableError
from matcher.knowledge import items as catalogue
from matcher.knowledge.items import ITEMS
from matcher.text import fold

HEADING = ",".join([*catalogue._COLUMNS, "source", "mark"])
GOOD = {
    "item_id": "made_up",
    "sector": "ppe",
    "kind": "finished",
    "name_en": "Made-up mask",
    "name_es": "Cubrebocas inventado",
    "buyer_en": "We need it.",
    "buyer_es": "Lo necesitamos.",
    "classes_main": "339112",
    "mexico": "made",
    "source": "a test",
    "mark": "K",
}


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Write a catalogue of one row with some cells changed, and read it."""

    def write(**changes):
        (tmp_path / "items").mkdir(exist_ok=True)
        cells = {**GOOD, **changes}
        row = ",".join(cells.get(column, "") for column in HEADING.split(","))
        (tmp_path / "items" / "ppe.csv").write_text(f"{HEADING}\n{row}\n", "utf-8")
        monkeypatch.setattr(catalogue, "reference", lambda name: tmp_path / name)
        return catalogue._items.__wrapped__()

    return write


def test_a_row_is_an_item(table):
    (item,) = table(synonyms_en="mask; face mask", abbreviations="MM")
    assert item.phrases == (
        "Made-up mask",
        "Cubrebocas inventado",
        "mask",
        "face mask",
        "MM",
        "We need it.",
        "Lo necesitamos.",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"classes_main": "999999"}, "field 'classes_main'.*no class of SCIAN 2023"),
        ({"classes_main": ""}, "field 'classes_main'.*is empty"),
        ({"classes_convert": "33911"}, "field 'classes_convert'"),
        ({"processes": "wishing"}, "field 'processes'.*'wishing'"),
        ({"certificates": "iso_0"}, "field 'certificates'"),
        ({"sector": "toys"}, "field 'sector'"),
        ({"mexico": "maybe"}, "field 'mexico'"),
        ({"source": ""}, "field 'source'"),
        ({"mark": "X"}, "field 'mark'"),
        ({"name_es": ""}, "field 'name_es'"),
    ],
)
def test_a_mistake_is_told_by_file_line_and_field(table, changes, message):
    with pytest.raises(TableError, match=rf"ppe\.csv, line 2, {message}"):
        table(**changes)


def test_names_and_ids_are_there_once():
    for field in ("item_id", "name_en"):
        counts = Counter(fold(getattr(item, field)) for item in ITEMS)
        assert [name for name, count in counts.items() if count > 1] == []


def test_about_one_item_in_ten_is_held_out():
    share = sum(item.held_out for item in ITEMS) / len(ITEMS)
    assert 0.07 < share < 0.13


def test_a_buyer_says_it_in_other_words_than_the_name():
    repeats = [item.item_id for item in ITEMS if fold(item.buyer_en).startswith(fold(item.name_en))]
    assert len(repeats) < 0.2 * len(ITEMS)


def test_a_class_that_makes_an_item_is_not_said_to_convert_to_it():
    repeats = [item.item_id for item in ITEMS if set(item.classes_main) & set(item.classes_convert)]
    assert repeats == []
