"""The bundled register's index is made on first use, kept, and made again when what it stands on changes."""

import pytest

from matcher.config import cache_dir
from matcher.encode import load_encoder
from matcher.engine.bundled import bundled_index
from matcher.engine.matcher import open as open_matcher
from matcher.errors import IndexMissing, IndexProblem, OutputError


def test_the_index_is_built_once_and_kept_in_the_cache(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path))
    encoder = load_encoder()
    first = bundled_index("register", encoder)
    assert "First use" in capsys.readouterr().err
    assert bundled_index("register", encoder) == first
    assert capsys.readouterr().err == ""
    assert cache_dir() in first.parents
    assert [path.name for path in (tmp_path / "indexes").iterdir()] == [first.name]


def test_a_cache_that_cannot_be_written_is_said(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "file"))
    with pytest.raises(OutputError, match="MATCHER_CACHE"):
        bundled_index("register", load_encoder())


def test_a_name_that_is_not_bundled_is_missing():
    with pytest.raises(IndexMissing, match="reinstall"):
        bundled_index("nothing", load_encoder())
    with pytest.raises(IndexProblem, match="index build"):
        open_matcher("nothing")


def test_the_register_holds_real_plants_and_shelters():
    matcher = open_matcher()
    assert len(matcher) > 6000
    kinds = matcher.index.rows["kind"].to_pylist()
    assert kinds.count("shelter") >= 20
