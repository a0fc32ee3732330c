"""Reading a reference table: strict, and pointing at the cell that is wrong."""

import pytest

from matcher.errors import MissingFileError, TableError
from matcher.knowledge.tables import read_table

HEADINGS = "key,months,source,mark\n"


@pytest.fixture
def table(tmp_path):
    def write(text: str, encoding: str = "utf-8"):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def rows(path):
    return list(read_table(path, ("key", "months")))


def test_cells_are_read_by_heading_and_stripped(table):
    (row,) = rows(table(HEADINGS + "iso_9001 , 4.5,field notes,E\n"))
    assert row["key"] == "iso_9001"
    assert row.number("months") == 4.5


def test_an_empty_number_is_none_only_where_that_is_asked_for(table):
    (row,) = rows(table(HEADINGS + "a,,field notes,E\n"))
    assert row.number_or_none("months") is None
    with pytest.raises(TableError, match="line 2, field 'months': '' is no number"):
        row.number("months")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("key,source,mark\n", "line 1: headings are key;source;mark, wanted key;months;source;mark"),
        ("", "line 1: headings are missing"),
        (HEADINGS + "a,1,notes\n", "line 2: has 3 cells, wanted 4"),
        (HEADINGS + "a,1,notes,E\nb,1,,E\n", "line 3, field 'source': is empty"),
        (HEADINGS + "a,1,notes,X\n", "line 2, field 'mark': 'X' is none of V, K, E, U"),
        (HEADINGS + 'a,1,"notes"x,E\n', "is no clean CSV"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(table, text, message):
    with pytest.raises(TableError, match=message) as caught:
        rows(table(text))
    assert "table.csv" in str(caught.value)


def test_another_encoding_is_refused(table):
    with pytest.raises(TableError, match="is not UTF-8"):
        rows(table(HEADINGS + "camión,1,notes,E\n", encoding="latin-1"))


def test_a_missing_table_says_what_to_do(tmp_path):
    with pytest.raises(MissingFileError, match="reinstall matcher"):
        rows(tmp_path / "nowhere.csv")
