"""Marks in a file: what is written is read back, the latest holds, and wrong cells are named."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, MissingFileError, OutputError
from matcher.sources.marks import Mark, add_marks, for_need, merged, read_marks, write_marks
from matcher.text import clean

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def written(tmp_path, text):
    path = tmp_path / "marks.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_marks_reads_as_a_person_wrote_it(tmp_path):
    path = written(
        tmp_path,
        "Need ID,supplier_id,mark,note,when\n"
        "masks,s1,good,visited in March,2026-11-23T09:30Z\n"
        "masks,s2,BAD,,2026-11-23\n"
        "gowns,s1,bad,,\n",
    )
    marks = read_marks(path)
    assert marks == (
        Mark("gowns", "s1", False),
        Mark("masks", "s1", True, "visited in March", MONDAY),
        Mark("masks", "s2", False, when=datetime(2026, 11, 23)),
    )
    assert for_need(marks, "masks") == {"s1": True, "s2": False}
    assert for_need(marks, "gloves") == {}


def test_note_and_time_may_be_left_out_and_a_spanish_excel_may_have_saved_it(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_bytes("need_id;supplier_id;mark;note\nmasks;s1;good;visita en León\n".encode("cp1252"))
    assert read_marks(path) == (Mark("masks", "s1", True, "visita en León"),)
    assert read_marks(written(tmp_path, "mark,supplier_id,need_id\ngood,s1,masks\n")) == (
        Mark("masks", "s1", True),
    )


def test_the_latest_mark_holds_and_among_equals_the_last_given():
    early, late = Mark("n", "s", True, when=MONDAY), Mark("n", "s", False, when=TUESDAY)
    undated = Mark("n", "s", False, "undated")
    assert merged([late], [early]) == merged([early], [late]) == (late,)
    assert merged([early], [undated]) == (early,)
    assert merged([undated], [Mark("n", "s", True)]) == (Mark("n", "s", True),)


def test_a_time_without_a_zone_is_in_utc():
    there = datetime(2026, 11, 23, 3, 30, tzinfo=timezone(timedelta(hours=-6)))
    assert Mark("n", "s", True, when=there) == Mark("n", "s", True, when=datetime(2026, 11, 23, 9, 30))


def test_adding_makes_the_file_keeps_what_it_held_and_gives_it_all(tmp_path):
    path = tmp_path / "marks.csv"
    first = add_marks(path, [Mark("n", "s1", True, when=MONDAY)])
    both = add_marks(path, [Mark("n", "s2", False, when=MONDAY), Mark("n", "s1", False, when=TUESDAY)])
    assert first == (Mark("n", "s1", True, when=MONDAY),)
    assert both == read_marks(path)
    assert for_need(both, "n") == {"s1": False, "s2": False}


def test_the_same_marks_give_the_same_bytes_in_any_order(tmp_path):
    marks = [Mark("n", f"s{at}", at % 2 == 0, when=MONDAY) for at in range(5)]
    write_marks(tmp_path / "one.csv", marks)
    write_marks(tmp_path / "two.csv", marks[::-1])
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert [entry.name for entry in sorted(tmp_path.iterdir())] == ["one.csv", "two.csv"]


def test_hostile_text_is_harmless_in_a_spreadsheet_and_comes_back_as_it_was(tmp_path):
    path = tmp_path / "marks.csv"
    mark = Mark("-1+1", "@s", False, '=HYPERLINK("http://x","y")\n\u202egood,"')
    write_marks(path, [mark])
    cells = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert cells.startswith("'-1+1,'@s,bad,\"'=HYPERLINK")
    assert read_marks(path) == (mark,)
    assert "\n" not in mark.note
    assert "\u202e" not in mark.note


texts = st.text(st.characters(codec="utf-8"), max_size=12)
guarded = st.builds("".join, st.lists(st.sampled_from(["'", "=", "-", "a", " ", "@"]), max_size=5))
ids = st.one_of(texts, guarded).filter(clean)
marks_of_all_kinds = st.lists(
    st.builds(
        Mark,
        ids,
        ids,
        st.booleans(),
        st.one_of(texts, guarded),
        st.none() | st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),
    ),
    max_size=4,
)


@given(marks_of_all_kinds)
def test_every_mark_comes_back_as_it_was(tmp_path_factory, marks):
    path = tmp_path_factory.mktemp("marks") / "marks.csv"
    write_marks(path, marks)
    assert read_marks(path) == merged(marks)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "need_id,supplier_id,mark\nn,s,fine\n",
            "line 2, field 'mark': 'fine' is no mark; write good or bad",
        ),
        ("need_id,supplier_id,mark\nn,s,good\nn,,good\n", "line 3, field 'supplier_id': is empty"),
        ("need_id,supplier_id,mark\n ,s,good\n", "line 2, field 'need_id': is empty"),
        (
            "need_id,supplier_id,mark,when\nn,s,good,24/11/2026\n",
            "line 2, field 'when': '24/11/2026' is no date",
        ),
        ("need_id,supplier_id,mark,when\nn,s,good,0001-01-01T00:00+14:00\n", "field 'when'"),
        ("need_id,supplier_id\nn,s\n", "lacks mark"),
        ("need_id,supplier_id,mark,mark\nn,s,good,bad\n", "stands twice"),
        ("need_id,supplier_id,mark,who\nn,s,good,me\n", "has 'who', which adding marks would lose"),
        ("need_id,supplier_id,mark\nn,s,good,x\n", "line 2: has more cells"),
        ("", "is empty"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place_and_left_as_it_is(tmp_path, text, message):
    path = written(tmp_path, text)
    with pytest.raises(InputError, match=r"marks\.csv") as refused:
        add_marks(path, [Mark("n", "s", True)])
    assert message in str(refused.value)
    assert path.read_text(encoding="utf-8") == text


def test_a_mark_is_for_one_supplier_and_a_file_must_be_there_and_writable(tmp_path):
    with pytest.raises(InputError, match="field 'supplier_id': is empty"):
        Mark("n", " ", True)
    with pytest.raises(MissingFileError, match="is not there"):
        read_marks(tmp_path / "none.csv")
    with pytest.raises(OutputError, match="choose another place"):
        write_marks(tmp_path / "no" / "marks.csv", [])
