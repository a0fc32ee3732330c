"""The command line as a person meets it: what it prints, where it writes, how it ends."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher.cli import main

SUPPLIERS = """supplier_id;name;kind;products;scian;state;latitude;longitude;certifications;last_seen
m1;Médica del Río;manufacturer;equipos de venoclisis,jeringas;339112;Chihuahua;31.6;-106.4;ISO 13485;2021
m2;Arneses Ñandú;manufacturer;arneses eléctricos;336320;Sonora;29.1;-110.9;;2020
m3;"=HYPERLINK(""http://x"";""y"")";manufacturer;tarjetas electrónicas;334410;Jalisco;NaN;;;2019
m4;;manufacturer;cajas;322210;Jalisco;20.6;-103.3;;2019
m1;Repetida;manufacturer;cajas;322210;Jalisco;20.6;-103.3;;2019
m5;Foránea;manufacturer;cajas de cartón corrugado;999999;Jalisco;52.5;13.4;;2019
s1;Albergue del Norte;shelter;;;Chihuahua;31.7;-106.4;;
"""


@pytest.fixture
def run(capsys):
    """Run a command in this process: exit status, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder with a directory and an index made by the commands themselves."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "suppliers.csv").write_text(SUPPLIERS, "utf-8")
    out = folder / "dir.parquet"
    assert (
        main(
            [
                "ingest",
                "table",
                str(folder / "suppliers.csv"),
                "--out",
                str(out),
                "--rejects",
                str(folder / "r.csv"),
            ]
        )
        == 3
    )
    assert main(["index", "build", str(out), "--out", str(folder / "idx")]) == 0
    return folder


def only_line(err: str) -> str:
    lines = [line for line in err.splitlines() if not line.startswith("First use:")]
    assert len(lines) == 1, err
    assert "Traceback" not in err
    return lines[0]


def test_ingest_counts_every_row_and_writes_what_it_refused(run, made, tmp_path):
    status, out, _ = run(
        "ingest",
        "table",
        made / "suppliers.csv",
        "--out",
        tmp_path / "d.parquet",
        "--rejects",
        tmp_path / "r.csv",
    )
    assert status == 3
    assert "rows in 7 = suppliers 5 + merged 0 + rejected 2" in out
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as handle:
        refused = list(csv.DictReader(handle))
    assert [(row["line"], row["reason"]) for row in refused] == [
        ("5", "no name"),
        ("6", refused[1]["reason"]),
    ]
    assert "m1" in refused[1]["reason"]


def test_match_json_has_the_shape_that_scripts_read(run, made):
    status, out, _ = run(
        "match", "disposable IV infusion sets", "--index", made / "idx", "--format", "json", "--top", 3
    )
    assert status == 0
    answer = json.loads(out)
    assert set(answer) >= {"need", "index", "candidates", "funnel"}
    first = answer["candidates"][0]
    assert first["supplier_id"] == "m1"
    assert set(first) == set(
        "rank supplier_id name kind route scian state municipality last_seen score score_low score_high "
        "missing unknown contributions evidence hints".split()
    )
    assert sum(first["contributions"].values()) == pytest.approx(first["score"])
    assert all(set(line) == {"must", "excluded"} for line in answer["funnel"])


def test_the_same_question_gives_the_same_bytes(made):
    command = [
        sys.executable,
        "-m",
        "matcher",
        "match",
        "wire harness",
        "--index",
        str(made / "idx"),
        "--format",
        "json",
    ]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second


def test_match_table_and_csv_neutralise_what_suppliers_wrote(run, made):
    _, table, _ = run("match", "electronic boards", "--index", made / "idx")
    assert "HYPERLINK" in table
    _, out, _ = run("match", "electronic boards", "--index", made / "idx", "--format", "csv")
    names = [row["name"] for row in csv.DictReader(out.splitlines())]
    assert any(name.startswith("'=HYPERLINK") for name in names)


def test_filters_weights_routes_and_certificates_reach_the_ranking(run, made):
    def asked(*options):
        status, out, err = run(
            "match", "infusion sets", "--index", made / "idx", "--format", "json", *options
        )
        assert status == 0, err
        return json.loads(out)

    only = asked("--where", "state=Chihuahua", "--where", "within 50 km of Juárez")
    assert {candidate["state"] for candidate in only["candidates"]} == {"Chihuahua"}
    assert {candidate["route"] for candidate in asked("--route", "hosts")["candidates"]} == {"hosts"}
    assert asked("--weight", "crossing=50")["weights"]["crossing"] > asked()["weights"]["crossing"]
    assert asked("--require", "ISO 13485")["need"]["required_certifications"] == ["iso_13485"]
    assert [c["rank"] for c in asked("--per-route", "--top", 1)["candidates"]] == [1, 1]


def test_a_need_file_says_it_all(run, made, tmp_path):
    (tmp_path / "need.yaml").write_text(
        "need_id: iv\ntext: sterile infusion sets\nrequired_certifications: [ISO 13485]\nroutes: [makes]\n",
        "utf-8",
    )
    status, out, _ = run(
        "match", "--need", tmp_path / "need.yaml", "--index", made / "idx", "--format", "json"
    )
    assert status == 0
    assert json.loads(out)["need"]["need_id"] == "iv"


def test_embed_writes_unit_rows_one_a_line(run, tmp_path):
    (tmp_path / "texts.txt").write_text("surgical masks\n\ncubrebocas quirúrgico\n", "utf-8")
    status, _, _ = run("embed", tmp_path / "texts.txt", "--out", tmp_path / "v.npy")
    vectors = np.load(tmp_path / "v.npy")
    assert status == 0
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)


def test_index_update_adds_changes_and_takes_out(run, made, tmp_path):
    (tmp_path / "new.csv").write_text(
        "supplier_id,name,kind,products\nm2,Arneses Ñandú,manufacturer,arneses de alta tensión\n"
        "m9,Nueva,manufacturer,baterías\n",
        "utf-8",
    )
    index = tmp_path / "idx"
    assert run("index", "build", made / "dir.parquet", "--out", index)[0] == 0
    assert run("ingest", "table", tmp_path / "new.csv", "--out", tmp_path / "new.parquet")[0] == 0
    status, out, _ = run("index", "update", index, tmp_path / "new.parquet", "--delete", "m5")
    assert status == 0
    assert "added 1, changed 1, removed 1, unchanged 3" in out
    _, out, _ = run("match", "high voltage harness", "--index", index, "--format", "json")
    assert json.loads(out)["candidates"][0]["supplier_id"] == "m2"


def test_demo_answers_three_needs_and_says_where_the_data_comes_from(run):
    status, out, _ = run("demo")
    assert status == 0
    for expected in ("IV infusion sets", "PCB assembly", "battery enclosures", "RETC", "Old is not closed"):
        assert expected in out


@pytest.fixture
def bad_files(tmp_path) -> dict[str, Path]:
    """Files that cannot be used, by what is wrong with them."""
    contents = {
        "missing": None,
        "empty": b"",
        "binary": bytes(range(256)) * 20,
        "utf16": "supplier_id,name,kind\n1,Ñ,manufacturer\n".encode("utf-16-le")[1:],
        "no_columns": b"id,nombre\n1,A\n",
    }
    for name, content in contents.items():
        if content is not None:
            (tmp_path / f"{name}.csv").write_bytes(content)
    return {name: tmp_path / f"{name}.csv" for name in contents}


@pytest.mark.parametrize("name", ["missing", "empty", "binary", "utf16", "no_columns"])
@pytest.mark.parametrize("source", ["table", "denue", "retc"])
def test_a_file_that_cannot_be_used_gets_one_line_and_leaves_nothing(run, bad_files, tmp_path, source, name):
    before = set(tmp_path.iterdir())
    status, _, err = run(
        "ingest",
        source,
        bad_files[name],
        "--out",
        tmp_path / "out.parquet",
        "--rejects",
        tmp_path / "out.csv",
    )
    assert status == 2
    assert bad_files[name].name in only_line(err)
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("match", "masks", "--top", "0"), "at least 1"),
        (("match", ""), "empty"),
        (("match",), "one of the two"),
        (("match", "masks", "--format", "pdf"), "pdf"),
        (("match", "masks", "--weight", "speed=3"), "no criterion"),
        (("match", "masks", "--weight", "crossing"), "CRITERION=POINTS"),
        (("match", "masks", "--require", "ISO 99999"), "did you mean"),
        (("match", "masks", "--where", "colour=blue"), "colour"),
        (("match", "masks", "--index", "nowhere"), "index build"),
        (("embed", "nowhere.txt", "--out", "v.npy"), "nowhere.txt"),
        (("index", "build", "nowhere.parquet", "--out", "idx"), "nowhere.parquet"),
        (("nonsense",), "nonsense"),
    ],
)
def test_a_call_that_makes_no_sense_gets_one_line_and_status_2(run, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    status, _, err = run(*arguments)
    assert status == 2
    assert words in only_line(err)
    assert not list(tmp_path.iterdir())


def test_an_index_of_another_model_is_refused_and_the_mend_is_named(run, made, tmp_path):
    import shutil

    index = tmp_path / "idx"
    shutil.copytree(made / "idx", index)
    from matcher.errors import IndexMismatch
    from matcher.index import open_index

    with pytest.raises(IndexMismatch, match="matcher index build"):
        open_index(index, model_id="another@0")


def test_an_index_with_one_byte_changed_is_refused(run, made, tmp_path):
    import shutil

    index = tmp_path / "idx"
    shutil.copytree(made / "idx", index)
    vectors = next(index.rglob("vectors.npy"))
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)
    status, _, err = run("match", "masks", "--index", index)
    assert status == 2
    assert "vectors.npy" in only_line(err)


@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
def test_an_output_that_cannot_be_written_is_said_and_nothing_is_left(run, made, tmp_path):
    (tmp_path / "a_file").write_text("", "utf-8")
    for command in (
        ("ingest", "table", made / "suppliers.csv", "--out", tmp_path / "a_file" / "d.parquet"),
        ("index", "build", made / "dir.parquet", "--out", tmp_path / "a_file" / "idx"),
        ("embed", made / "suppliers.csv", "--out", tmp_path / "a_file" / "v.npy"),
        ("batch", "--needs", made / "suppliers.csv", "--out", tmp_path / "a_file" / "m.parquet"),
    ):
        status, _, err = run(*command)
        assert status == 2, command
        assert "a_file" in only_line(err)
    assert [path.name for path in tmp_path.iterdir()] == ["a_file"]


def test_every_command_has_help_with_an_example(run):
    for command in (
        "demo",
        "match",
        "learn",
        "ingest",
        "index build",
        "index update",
        "embed",
        "batch",
        "classify",
        "evaluate",
        "train",
        "reference show",
        "lab",
    ):
        status, out, _ = run(*command.split(), "--help")
        assert status == 0
        assert f"matcher {command}" in out


@pytest.mark.slow
def test_train_makes_an_encoder_that_an_index_can_be_built_with(run, made, tmp_path, monkeypatch):
    terms = [("masks", "cubrebocas"), ("gowns", "batas"), ("wire harness", "arneses"), ("boards", "tarjetas")]
    rows = [f"{en} {n},{es} {n}" for n in range(20) for en, es in terms]
    (tmp_path / "pairs.csv").write_text("\n".join(["en,es", *rows]) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("train", "pairs.csv", "--out", "mine")[0] == 0
    assert "80 pairs" in (tmp_path / "mine" / "README.md").read_text("utf-8")
    assert run("index", "build", made / "dir.parquet", "--out", "idx", "--model", "mine")[0] == 0
    monkeypatch.chdir(made)
    status, out, _ = run("match", "masks", "--index", tmp_path / "idx", "--format", "json")
    assert status == 0
    assert json.loads(out)["index"]["model_id"].startswith("mine@")


def test_classify_names_classes_or_none_with_probabilities(run, tmp_path):
    _, out, _ = run("classify", "wooden pallets, heat treated", "--format", "csv", "--top", "2")
    heading, first, *_ = out.splitlines()
    assert heading == "need_id,rank,scian,title_es,title_en,probability"
    assert first.startswith("need,1,321920,")
    needs, classes = tmp_path / "needs.csv", tmp_path / "classes.csv"
    needs.write_text("need_id,text\na,gate valves\nb,Janitorial services for offices\n,no id\n", "utf-8")
    status, _, err = run("classify", "--needs", needs, "--out", classes, "--top", "1")
    assert [line.split(",")[:3] for line in classes.read_text("utf-8").splitlines()[1:]] == [
        ["a", "1", "332910"],
        ["b", "1", "none"],
    ]
    assert status == 3 and "line 4" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "one of the three"),
        (("valves", "--top", "0"), "at least 1"),
        (("valves", "--out", "x.json"), "must end in .csv"),
        (("",), "The need is empty"),
    ],
)
def test_classify_says_what_is_wrong_with_the_call(run, arguments, message):
    status, _, err = run("classify", *arguments)
    assert status == 2 and message in err


def test_a_request_for_services_is_answered_with_nothing_to_match(run):
    status, out, _ = run("match", "Janitorial services and grounds maintenance for two offices")
    assert status == 0 and "Nothing to match here" in out and "Nobody passed" in out


def test_evaluate_prints_every_system_side_by_side(run, tmp_path):
    needs, qrels, measures = tmp_path / "n.csv", tmp_path / "q.csv", tmp_path / "m.csv"
    needs.write_text("need_id,text\na,corrugated boxes\n", "utf-8")
    qrels.write_text("need_id,supplier_id,grade\na,illustrative-0001,1\n", "utf-8")
    status, out, _ = run(
        "evaluate", "--needs", needs, "--qrels", qrels, "--index", "illustrative", "--out", measures
    )
    assert status == 0
    for system in ("BM25", "TF-IDF", "dense only", "lexical only", "full"):
        assert system in out
    assert len(measures.read_text("utf-8").splitlines()) == 6


def test_reference_check_finds_nothing_unexplained(run):
    assert "0 of them without an index_note" in run("reference", "check")[1]
