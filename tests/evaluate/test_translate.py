"""Spanish into English by the program apertium: one call, nothing twice, and told when it cannot be done."""

import pytest

from matcher.errors import MatcherError
from matcher.evaluate.translate import to_english

#: A program that answers as apertium does (``-l`` lists directions) and counts how often it translates.
PROGRAM = """#!/bin/sh
if [ "$1" = "-l" ]; then echo "  eng-spa"; echo "  {direction}"; exit 0; fi
echo called >> "{calls}"
{does}
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a program named apertium on the path, and gives the file in which its calls are counted."""
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))

    def put(does="sed 's/batas/*gowns/'", direction="spa-eng"):
        path, calls = tmp_path / "apertium", tmp_path / "calls"
        path.write_text(PROGRAM.format(does=does, direction=direction, calls=calls), "utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return calls

    return put


def test_many_texts_go_through_in_one_call_and_none_goes_twice(program):
    calls = program()
    assert to_english(["batas", "cajas\n{kraft}", "batas", ""]) == ["gowns", "cajas kraft", "gowns", ""]
    assert to_english(["", "batas"]) == ["", "gowns"]
    assert to_english(["batas", "batas azules"]) == ["gowns", "gowns azules"]
    assert calls.read_text("utf-8").count("called") == 2


@pytest.mark.parametrize(
    ("as_it_is", "message"),
    [
        ({"direction": "spa-cat"}, "no spa-eng"),
        ({"does": "echo no dictionary >&2; exit 1"}, "apertium failed: no dictionary"),
        ({"does": "head -1"}, "gave 1 texts back for 2"),
    ],
)
def test_an_apertium_that_cannot_do_it_is_told(program, as_it_is, message):
    program(**as_it_is)
    with pytest.raises(MatcherError, match=message):
        to_english(["batas", "cajas"])


def test_without_the_program_its_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MatcherError, match="Debian package apertium-eng-spa"):
        to_english(["batas"])


def test_a_spoilt_cache_is_named(program, tmp_path):
    program()
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "apertium-spa-eng.json").write_text("[1", "utf-8")
    with pytest.raises(MatcherError, match=r"apertium-spa-eng\.json cannot be read; delete it"):
        to_english(["batas"])
