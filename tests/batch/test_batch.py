"""Many needs: the same rows however many processes, killed and resumed or not; refused needs are told."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from matcher.batch import Job, run_batch
from matcher.errors import InputError

PRODUCTS = ("infusion sets", "isolation gowns", "wire harness", "arneses eléctricos", "batas", "pan dulce")


@pytest.fixture
def needs(tmp_path) -> Path:
    """A needs table of 160 needs, so that a batch has several chunks."""
    path = tmp_path / "needs.csv"
    rows = [f"n{number:03d},{PRODUCTS[number % len(PRODUCTS)]} {number}" for number in range(160)]
    path.write_text("\n".join(["need_id,text", *rows]) + "\n", "utf-8")
    return path


@pytest.fixture
def index(six) -> str:
    """The folder of the small index."""
    return str(six.index.path)


def test_one_row_per_need_and_rank_and_contributions_that_sum(needs, index, tmp_path, six):
    out = tmp_path / "matches.parquet"
    report = run_batch(needs, out, Job(index, top=2))
    rows = pq.read_table(out).to_pylist()
    assert report.needs == 160
    assert report.rows == len(rows)
    alone = six.match("infusion sets 0", top=2)
    assert [row["supplier_id"] for row in rows if row["need_id"] == "n000"] == [
        candidate.supplier.supplier_id for candidate in alone.candidates
    ]
    for row in rows[:50]:
        assert sum(points for name, points in row.items() if name.startswith("c_")) == pytest.approx(
            row["score"]
        )
    assert not list(tmp_path.glob("*.parts"))


def test_one_plant_of_each_company_is_what_matching_alone_shows(index, tmp_path, six):
    path, out = tmp_path / "one.csv", tmp_path / "matches.parquet"
    path.write_text("need_id,text\nn1,infusion sets\n", "utf-8")
    run_batch(path, out, Job(index, one_per_company=True))
    alone = six.match("infusion sets", one_per_company=True)
    shown = [one.supplier.supplier_id for one in alone.candidates]
    assert [row["supplier_id"] for row in pq.read_table(out).to_pylist()] == shown


def test_two_processes_write_the_same_bytes_as_one(needs, index, tmp_path):
    run_batch(needs, tmp_path / "one.parquet", Job(index))
    run_batch(needs, tmp_path / "two.parquet", Job(index), workers=2)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_a_killed_run_is_resumed_and_ends_as_if_nothing_had_happened(needs, index, tmp_path):
    out, whole = tmp_path / "killed.parquet", tmp_path / "whole.parquet"
    command = [sys.executable, "-m", "matcher", "batch", "--needs", needs, "--out", out, "--index", index]
    process = subprocess.Popen(
        command, env={**os.environ}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("killed.parquet.parts/part-000000.parquet")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not out.exists(), "killed too late for this test to say anything"
    report = run_batch(needs, out, Job(index), resume=True)
    run_batch(needs, whole, Job(index))
    assert report.resumed >= 50
    assert out.read_bytes() == whole.read_bytes()


def test_another_runs_parts_are_not_taken_over(needs, index, tmp_path):
    out = tmp_path / "m.parquet"
    parts = tmp_path / "m.parquet.parts"
    parts.mkdir()
    (parts / "run.json").write_text('{"fingerprint": "of another run"}', "utf-8")
    with pytest.raises(InputError, match="without --resume"):
        run_batch(needs, out, Job(index), resume=True)
    assert run_batch(needs, out, Job(index)).needs == 160


def test_refused_needs_are_written_with_why_and_the_others_are_matched(index, tmp_path):
    path = tmp_path / "needs.csv"
    path.write_text(
        "need_id,text,required_certifications\ngood,infusion sets,\nempty,,\ncert,masks,iso_99999\n", "utf-8"
    )
    out = tmp_path / "m.csv"
    report = run_batch(path, out, Job(index))
    with (tmp_path / "m.csv.rejects.csv").open(encoding="utf-8", newline="") as handle:
        refused = list(csv.DictReader(handle))
    assert (report.needs, report.rejected) == (3, 2)
    assert {"empty", "cert"} == {
        name for name in ("empty", "cert") if any(name in row["row"] for row in refused)
    }
    assert {row["need_id"] for row in csv.DictReader(out.read_text("utf-8").splitlines())} == {"good"}


def test_an_output_of_an_unknown_kind_is_refused(needs, index, tmp_path):
    with pytest.raises(InputError, match=r"\.parquet or \.csv"):
        run_batch(needs, tmp_path / "m.xlsx", Job(index))
