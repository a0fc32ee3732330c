"""``learn``: marks in, a proposal to read, and a profile only for who accepts it."""

import json

import pytest

from matcher.config import BALANCED

NEED = "sterile infusion sets"
#: Whoever sits at the border is good: what a buyer cares about who ships by road.
MARKS = """need_id,supplier_id,mark
need,m1,good
need,m4,good
need,m7,good
need,m2,bad
need,m3,bad
need,m5,bad
need,gone,bad
other,m2,good
"""


@pytest.fixture
def marks(tmp_path):
    """A file of marks for the need."""
    file = tmp_path / "marks.csv"
    file.write_text(MARKS, "utf-8")
    return file


@pytest.fixture
def learned(call, marks):
    """Learn from the marks under some options: what is printed, as words."""

    def of(*options: object) -> str:
        status, out, err = call("learn", NEED, "--marks", marks, *options)
        assert status == 0, err
        return " ".join(out.split())

    return of


@pytest.fixture
def refused(call, marks):
    """The one line that says why there is no proposal."""

    def of(*options: object) -> str:
        status, out, err = call("learn", *options)
        assert (status, out) == (2, "")
        (line,) = err.splitlines()
        return line

    return of


def test_the_proposal_says_what_changes_and_how_far_to_trust_it(learned, marks):
    out = learned()
    assert out.startswith(f"{NEED} 3 marked good, 3 marked bad")
    assert "criterion now proposed range (90 %)" in out
    for words in ("Near a crossing", "in the right order", "of marks left out", "did not pass: gone"):
        assert words in out
    assert out.endswith("Nothing was kept; to accept: --out PROFILE.yaml")
    assert list(marks.parent.iterdir()) == [marks]


def test_an_accepted_proposal_is_a_profile_that_match_reads(learned, call, marks):
    file = marks.with_name("ours.yaml")
    assert learned("--out", file).endswith(f"matcher match --profile {file}")
    written = file.read_bytes()
    assert b"marks.csv, need 'need', starting at balanced" in written
    status, out, _ = call("match", NEED, "--profile", file, "--format", "json", "--top", 9)
    answer = json.loads(out)
    assert status == 0 and answer["weights"]["crossing"] > 2 * BALANCED["crossing"]
    rank = {one["supplier_id"]: one["rank"] for one in answer["candidates"]}
    assert max(rank["m1"], rank["m4"]) < min(rank["m2"], rank["m3"])
    learned("--out", file)
    assert file.read_bytes() == written


def test_what_the_need_does_not_ask_about_keeps_its_points(learned, call, marks):
    file = marks.with_name("ours.yaml")
    learned("--out", file)
    _, out, _ = call("match", "--profile", file, NEED, "--prefer", "iso_13485", "--format", "json")
    _, before, _ = call("match", NEED, "--prefer", "iso_13485", "--format", "json")
    share = json.loads(out)["weights"]["certificates"]
    assert share == pytest.approx(json.loads(before)["weights"]["certificates"], abs=0.01)


def test_strength_holds_the_weights_near_the_profile(learned):
    assert "criterion now proposed" in learned("--strength", "0.1")
    assert "criterion now proposed" not in learned("--strength", "1e9")


def test_it_speaks_spanish_too(learned):
    out = learned("--language", "es")
    for words in (
        "3 buenos y 3 malos marcados",
        "Cerca de un cruce",
        "en el orden correcto",
        "Nada se guardó",
    ):
        assert words in out


def test_too_few_marks_get_one_clear_line_and_no_profile(refused, marks):
    marks.write_text("need_id,supplier_id,mark\nneed,m1,good\nneed,m4,good\nneed,m2,bad\n", "utf-8")
    out = marks.with_name("ours.yaml")
    line = refused(NEED, "--marks", marks, "--out", out)
    assert "Got 2 good and 1 bad" in line and "at least 2 of each" in line
    assert not out.exists()


def test_calls_that_make_no_sense_get_one_line(refused, marks, tmp_path):
    need, locked = tmp_path / "need.yaml", tmp_path / "locked.yaml"
    need.write_text(f"need_id: elsewhere\ntext: {NEED}\n", "utf-8")
    locked.write_text("name: ours\nbase: speed\nlocked: [class]\n", "utf-8")
    given = (NEED, "--marks", marks)
    assert "no marks for the need 'elsewhere'; it has some for need, other" in refused(
        "--need", need, "--marks", marks
    )
    assert "one of the two" in refused("--marks", marks)
    assert "must end in .yaml" in refused(*given, "--out", "ours.csv")
    assert "above zero" in refused(*given, "--strength", "0")
    assert "above zero" in refused(*given, "--strength", "inf")
    assert "locks class" in refused(*given, "--profile", locked)
    assert "'qualty' is no profile" in refused(*given, "--profile", "qualty")
    assert "nowhere.csv: is not there" in refused(NEED, "--marks", "nowhere.csv")
