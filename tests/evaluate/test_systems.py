"""Systems side by side over seven suppliers: who is there, who is left out and why, and who is ranked."""

import pytest

from matcher.config import data_dir
from matcher.encode.baseline import Baseline, find_baseline
from matcher.errors import EncoderError, InputError
from matcher.evaluate.by_class import judged_by_class
from matcher.evaluate.judgments import Judgments
from matcher.evaluate.run import evaluate
from matcher.evaluate.systems import Systems
from matcher.model import Need

IV = Need("disposable IV infusion sets", need_id="iv", extra={"language": "en", "classes": "339112"})
GOWNS = Need("isolation gowns", need_id="gowns", extra={"classes": "315223; 339112"})
DRIPS = Need("equipos de venoclisis", need_id="drips")
JUDGED = Judgments(
    {
        "iv": {"a-medical": 3, "c-medical-iso9001": 1, "f-shelter": 1, "g-bakery": 0},
        "gowns": {"d-uniforms": 2, "f-shelter": 1},
        "drips": {"b-medical-old": 2},
    },
    {
        ("iv", "a-medical"): "makes",
        ("iv", "c-medical-iso9001"): "makes",
        ("iv", "f-shelter"): "hosts",
        ("iv", "g-bakery"): "makes",
        ("gowns", "d-uniforms"): "converts",
        ("gowns", "f-shelter"): "hosts",
    },
)
ALWAYS = ["BM25", "TF-IDF", "dense only", "lexical only", "full"]


def measured(report, system, pool, need_id):
    rows = report.per_need.set_index(["system", "pool", "need_id"])
    return rows.loc[(system, pool, need_id)]


@pytest.fixture(scope="module")
def report(six):
    return evaluate(six, [IV, GOWNS, DRIPS], JUDGED)


def test_a_route_ranks_only_those_to_whom_we_give_it_whatever_the_system(report):
    for system in ALWAYS:
        # The bakery has no route to infusion sets, so it is no hard negative here.
        assert measured(report, system, "makes", "iv")["hard@10"] == 0
        assert measured(report, system, "makes", "iv")["recall@10"] == 1
        assert measured(report, system, "hosts", "gowns")["P@10"] == 1 / 10
    assert measured(report, "full", "converts", "gowns")["nDCG@10"] == 1
    pools = report.per_need.groupby("pool")["need_id"].unique()
    assert set(pools["converts"]) == {"gowns"} and set(pools["makes"]) == {"iv"}


def test_directions_go_from_the_language_of_the_need_to_that_of_the_suppliers(report):
    directions = set(report.per_need.query("slice == 'direction'")["pool"])
    assert directions == {"en->es", "es->es"}
    # The shelter says nothing of itself, so it is judged in no direction.
    assert measured(report, "dense only", "en->es", "iv")["recall@10"] == 1
    assert measured(report, "full", "es->es", "drips")["recall@10"] == 1


def test_a_slice_of_few_needs_is_not_summed_up_and_any_measure_can_be(six):
    needs = [Need(IV.text, need_id=f"n{at}", extra={"language": "en"}) for at in range(4)]
    found = evaluate(six, needs, Judgments({need.need_id: {"a-medical": 1} for need in needs}, {}))
    assert list(found.by("direction").index) == ["en->es"] and found.by("route").empty
    table = found.by("language", "P@10")
    assert list(table.columns) == ["needs", *ALWAYS] and table.loc["en", "needs"] == 4
    assert table.loc["en", "full"] == pytest.approx(0.1)
    assert found.by("language", "hard@10")["full"].isna().all()


def test_without_a_transformer_both_systems_that_need_it_are_left_out(six):
    systems = Systems(six, [IV], baseline=Baseline(missing="not on this machine"))
    assert evaluate(six, [IV], JUDGED, systems).left_out == (
        "MiniLM: not on this machine",
        "apertium + MiniLM: needs MiniLM",
    )


def test_another_encoder_is_measured_under_its_name_with_and_without_translation(six, tmp_path, monkeypatch):
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path))
    program = tmp_path / "apertium"
    program.write_text(
        "#!/bin/sh\nif [ \"$1\" = -l ]; then echo spa-eng; else sed 's/pan/bread/'; fi\n", "utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    systems = Systems(six, [IV, GOWNS], baseline=find_baseline(str(data_dir() / "encoder")))
    summary = evaluate(six, [IV, GOWNS], JUDGED, systems).summary
    assert list(summary.index) == [*ALWAYS[:-1], "encoder", "apertium + encoder", "full"]
    assert not systems.left_out


def test_without_apertium_only_the_translated_system_is_left_out(six, tmp_path, monkeypatch):
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    systems = Systems(six, baseline=find_baseline(str(data_dir() / "encoder")))
    assert "encoder" in systems.all()
    (line,) = systems.left_out
    assert line.startswith("apertium + encoder: the program apertium is not installed")


def test_a_model_that_a_person_named_must_be_there_one_that_was_found_need_not(six):
    with pytest.raises(EncoderError, match="not on this machine"):
        Systems(six, baseline=find_baseline("nobody/no-such-model")).all()
    found = Systems(six, baseline=Baseline(model="nobody/no-such-model"))
    assert "MiniLM" not in found.all()
    assert "not on this machine" in found.left_out[0]


def test_where_minilm_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("MATCHER_MINILM", "some/folder")
    assert find_baseline() == Baseline(model="some/folder", required=True)
    assert find_baseline("other/e5").label == "e5"
    assert find_baseline("none").model is None
    monkeypatch.setenv("MATCHER_MINILM", "none")
    assert find_baseline().model is None


def test_judged_by_class_the_first_class_listed_counts_double(six):
    judged = judged_by_class([IV, GOWNS, Need("cake", need_id="no")], six.index.rows)
    assert judged.grades["iv"] == {"a-medical": 2, "b-medical-old": 2, "c-medical-iso9001": 2}
    assert judged.grades["gowns"] == judged.grades["iv"].fromkeys(judged.grades["iv"], 1) | {"d-uniforms": 2}
    assert "no" not in judged.grades
    report = evaluate(six, [IV, GOWNS, Need("cake", need_id="no")], judged)
    assert report.unjudged == ("no",) and report.summary["hard@10"].isna().all()


def test_needs_without_a_class_that_any_supplier_is_of_are_refused(six):
    with pytest.raises(InputError, match="field 'classes': No need lists a SCIAN class"):
        judged_by_class(
            [Need("cake"), Need("x", need_id="x", extra={"classes": "none;999999"})], six.index.rows
        )
