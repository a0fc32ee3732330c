"""``matcher evaluate`` as a person meets it: what it prints, what it writes, how it ends."""

import csv

import pytest

from matcher.cli import main
from matcher.directory import Directory
from matcher.engine import build
from tests.six import SUPPLIERS

NEEDS = """need_id,text,language,classes
=iv,disposable IV infusion sets,[red],339112
gowns,isolation gowns,en,315223;339112
boats,fibreglass boats,en,336612
"""
QRELS = """need_id,supplier_id,route,grade
=iv,a-medical,makes,3
=iv,g-bakery,makes,0
gowns,d-uniforms,converts,2
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("evaluate")
    build(Directory.from_suppliers(SUPPLIERS, {"title": "made up for tests"}), folder / "idx")
    (folder / "needs.csv").write_text(NEEDS, "utf-8")
    (folder / "qrels.csv").write_text(QRELS, "utf-8")
    return folder


@pytest.fixture
def run(folder, capsys):
    def call(*options: object):
        files = ("--needs", folder / "needs.csv", "--index", folder / "idx")
        status = main([str(part) for part in ("evaluate", *files, *options)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_what_is_left_out_is_named_and_the_csv_holds_every_pool(run, folder):
    out = folder / "m.csv"
    status, printed, _ = run("--qrels", folder / "qrels.csv", "--baseline-model", "none", "--out", out)
    assert status == 0
    assert "left out: MiniLM: not asked for" in printed
    assert "needs left out, no relevant supplier in the judgments: boats" in printed
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert {row["pool"] for row in rows} == {"all", "en->es", "makes", "converts"}
    assert {row["need_id"] for row in rows} == {"'=iv", "gowns"}
    assert all(row["hard@10"] == "" for row in rows if row["need_id"] == "gowns")


def test_judged_by_class_needs_no_judgments_and_names_who_is_left_out(run):
    status, printed, _ = run("--by-class", "--baseline-model", "none")
    assert status == 0
    assert "2 judged needs" in printed and "judged by class alone" in printed
    assert "needs left out, no supplier of their classes: boats" in printed


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "Give the judgments with --qrels FILE or --by-class"),
        (("--by-class", "--qrels", "q.csv"), "one of the two"),
        (("--by-class", "--baseline-model", "nobody/no-such-model"), "'nobody/no-such-model' is not on this"),
        (("--by-class", "--rerank", "nobody/no-such-model"), "Cross-encoder 'nobody/no-such-model' is not"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(run, monkeypatch, options, message):
    monkeypatch.setenv("MATCHER_MINILM", "none")
    status, _, err = run(*options)
    assert status == 2 and message in err and "Traceback" not in err
