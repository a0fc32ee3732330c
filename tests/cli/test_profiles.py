"""``--profile`` and ``--weight``: which points a ranking is made with, from the command line."""

import csv
import json
from pathlib import Path

import pytest

from matcher.cli import main
from matcher.model.score import applied
from matcher.rank.criteria import NAMES
from matcher.rank.profiles import changed, preset

NEED = "sterile infusion sets"
SUPPLIERS = """supplier_id,name,kind,products,scian,state,latitude,longitude,certifications,last_seen
m1,Médica del Río,manufacturer,equipos de venoclisis,339112,Chihuahua,31.6,-106.4,ISO 13485,2021
m2,Médica del Sur,manufacturer,equipos de venoclisis;jeringas,339112,Yucatán,20.9,-89.6,,2009
s1,Albergue del Norte,shelter,,,Chihuahua,31.7,-106.4,,
"""


@pytest.fixture(scope="module")
def index(index_of) -> Path:
    """An index of three suppliers."""
    return index_of(SUPPLIERS)


@pytest.fixture
def match(index, capsys):
    """Match the need under some options: the answer that scripts read."""

    def call(*options: object) -> dict:
        capsys.readouterr()
        asked = ["match", NEED, "--index", index, "--prefer", "iso_13485", "--format", "json", *options]
        assert main([str(word) for word in asked]) == 0
        return json.loads(capsys.readouterr().out)

    return call


@pytest.fixture
def refused(index, capsys):
    """Match the need under options that make no sense: the one line that says so."""

    def call(*options: object) -> str:
        capsys.readouterr()
        assert main([str(word) for word in ("match", NEED, "--index", index, *options)]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        return line

    return call


def points(answer: dict, of: dict[str, float]) -> bool:
    """Whether an answer was made with these points, over the criteria that its need puts to use."""
    used = [name for name, given in answer["weights"].items() if given]
    return answer["weights"] == pytest.approx(applied(of, NAMES, used), abs=1e-3)


def test_a_preset_gives_its_points(match):
    assert points(match("--profile", "quality"), preset("quality").points)
    assert points(match(), preset("balanced").points)
    assert match("--profile", "balanced") == match()


def test_a_weight_changes_one_criterion_of_the_profile(match):
    for profile in ("balanced", "cost_of_change"):
        answer = match("--profile", profile, "--weight", "crossing=30", "--weight", "words=0")
        assert points(answer, changed(preset(profile).points, {"crossing": 30, "words": 0}))
    assert points(match("--weight", "crossing=30"), changed(preset("balanced").points, {"crossing": 30}))


def test_a_file_of_ones_own_says_weights_locks_and_unknowns(match, refused, tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text(
        "name: ours\nbase: speed\nweights: {certificates: 25}\nlocked: certificates\nunknown: pessimistic\n",
        "utf-8",
    )
    ours = changed(preset("speed").points, {"certificates": 25})
    answer = match("--profile", file)
    assert points(answer, ours)
    assert answer["unknown_policy"] == "pessimistic"
    assert match("--profile", file, "--unknown", "neutral")["unknown_policy"] == "neutral"
    moved = match("--profile", file, "--weight", "product=60")
    assert points(moved, changed(ours, {"product": 60}, frozenset(["certificates"])))
    assert "'certificates', which is locked" in refused("--profile", file, "--weight", "certificates=3")


def test_the_table_says_why_a_preset_weighs_so(index, capsys):
    assert main(["match", NEED, "--index", str(index), "--profile", "medical devices"]) == 0
    assert " ".join(capsys.readouterr().out.split()).startswith(
        f"Medical devices: {preset('medical_devices').reason}"
    )


def test_a_batch_takes_the_same_options(index, tmp_path, match):
    (tmp_path / "needs.csv").write_text(
        f"need_id,text,preferred_certifications\nn1,{NEED},iso_13485\n", "utf-8"
    )
    options = ["--profile", "quality", "--weight", "crossing=20"]
    asked = ["batch", "--needs", tmp_path / "needs.csv", "--out", tmp_path / "m.csv", "--index", index]
    assert main([str(word) for word in (*asked, "--quiet", *options)]) == 0
    with (tmp_path / "m.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    candidates = match(*options)["candidates"]
    assert [row["supplier_id"] for row in rows] == [one["supplier_id"] for one in candidates]
    assert float(rows[0]["c_crossing"]) == candidates[0]["contributions"]["crossing"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--profile", "qualty"), "'qualty' is no profile; did you mean 'quality'?"),
        (("--profile", "nowhere.yaml"), "nowhere.yaml: is not there"),
        (("--weight", "clas=3"), "'clas' is no criterion; did you mean 'class'?"),
        (("--weight", "class=-3"), "zero or more"),
        (("--weight", "class=nan"), "must be a number"),
        (("--weight", "class"), "CRITERION=POINTS"),
        (tuple(word for name in NAMES for word in ("--weight", f"{name}=0")), "all zero"),
    ],
)
def test_options_that_make_no_sense_get_one_line(refused, options, words):
    assert words in refused(*options)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "name: a\nweights: {certificate: 3}",
            "field 'weights': 'certificate' is no criterion; did you mean",
        ),
        ("name: a\nbase: quik\nweights: {class: 3}", "field 'base': 'quik' is no profile"),
        ("name: a\nweights: {class: 3}\nlocked: clas", "field 'locked': 'clas' is no criterion"),
        ("name: a\nweights: {class: 0}", "field 'weights': Got weights that are all zero"),
        ("name: a", "field 'weights': Got weights that are all zero"),
    ],
)
def test_a_file_that_makes_no_sense_is_told_by_file_and_field(refused, tmp_path, text, words):
    file = tmp_path / "ours.yaml"
    file.write_text(text, "utf-8")
    assert f"{file}, {words}" in refused("--profile", file)
