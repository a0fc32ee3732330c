"""Storage: whole or refused, and never half replaced."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import EncoderError, IndexDamaged, IndexMismatch, IndexMissing, InputError, OutputError
from matcher.index import build_index, open_index
from tests.index.conftest import MODEL, VECTORS, random_directory


def generations(path):
    return sorted(entry.name for entry in path.iterdir() if entry.is_dir())


def test_an_index_gives_back_what_was_put_in(index, rows):
    assert index.rows.equals(rows)
    assert (index.vectors == VECTORS).all()
    assert index.array("bank").tolist() == [[0, 1], [2, 3], [4, 5]]
    assert index.texts("bank") == ("jeringas", "boards", "carcasas de batería")
    assert index.manifest.about == {"source": "made up for tests", "license": "CC0-1.0"}
    assert (index.manifest.n, index.manifest.dim, index.manifest.model_id) == (6, 6, MODEL)


def test_an_index_introduces_itself(index):
    assert repr(index).startswith("<Index 'index': 6 rows, 6-d by toy-6, ")
    assert "made up for tests" in index._repr_html_()


def test_what_is_not_stored_is_a_key_error_naming_what_is(index):
    with pytest.raises(KeyError, match=r"'banks'.*bank"):
        index.array("banks")


def test_opening_writes_nothing(built):
    def everything():
        return sorted((str(file), file.stat().st_mtime_ns) for file in built.rglob("*"))

    before = everything()
    open_index(built).lexical_scores("moldes")
    assert everything() == before


def test_the_same_rows_give_the_same_manifest_but_for_file_checksums(tmp_path, rows):
    def stable(path):
        body = json.loads((path / "manifest.json").read_text("utf-8"))
        files = {name: entry for name, entry in body["files"].items() if not name.startswith("lexical/")}
        return {**body, "files": files, "checksum": None}

    for name in ("one", "two"):
        build_index(tmp_path / name, rows=rows, vectors=VECTORS, model_id=MODEL, name="same")
    assert stable(tmp_path / "one") == stable(tmp_path / "two")


def test_the_data_hash_is_of_the_content_not_of_the_layout(tmp_path, rows):
    one = build_index(tmp_path / "one", rows=rows, vectors=VECTORS, model_id=MODEL)
    turned = rows.select(rows.column_names[::-1]).set_column(0, "last_seen", rows["last_seen"].cast("int64"))
    two = build_index(tmp_path / "two", rows=turned, vectors=VECTORS, model_id=MODEL)
    assert one.data_hash == two.data_hash
    other = rows.set_column(1, "name", rows["name"].cast("string").combine_chunks().fill_null("")).slice(1)
    three = build_index(tmp_path / "three", rows=other, vectors=VECTORS[1:], model_id=MODEL)
    assert three.data_hash != one.data_hash


def test_one_changed_byte_in_any_file_is_noticed_and_the_file_named(built):
    open_index(built)
    files = [file for file in built.rglob("*") if file.is_file()]
    assert {"manifest.json", "rows.arrow", "vectors.npy", "bank.npy", "bank.json", "meta.json"} <= {
        file.name for file in files
    }
    for file in files:
        whole = file.read_bytes()
        for at in sorted({0, len(whole) // 2, len(whole) - 1}):
            changed = bytearray(whole)
            changed[at] ^= 1
            file.write_bytes(changed)
            with pytest.raises(IndexDamaged, match=file.name):
                open_index(built)
        file.write_bytes(whole)
    open_index(built)


def test_a_byte_too_few_and_a_missing_file_are_noticed(built):
    [file] = built.glob("g-*/vectors.npy")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    with pytest.raises(IndexDamaged, match=r"vectors\.npy: has \d+ bytes, \d+ were written"):
        open_index(built)
    file.unlink()
    with pytest.raises(IndexDamaged, match=r"vectors\.npy: cannot be read"):
        open_index(built)


@pytest.mark.parametrize("body", ["", "[]", "{}", "null", "[" * 100_000, '{"checksum": 1}'])
def test_a_manifest_that_is_none_is_noticed(built, body):
    (built / "manifest.json").write_text(body, "utf-8")
    with pytest.raises(IndexDamaged, match=r"manifest\.json: its checksum does not hold"):
        open_index(built)


def test_no_index_says_how_to_make_one(tmp_path):
    with pytest.raises(IndexMissing, match=r"no index here.*matcher index build DIR\.parquet --out"):
        open_index(tmp_path / "nowhere")


def test_another_model_is_refused_naming_both_and_the_command_that_mends_it(built):
    with pytest.raises(IndexMismatch, match="built with model 'toy-6', asked for was 'other'") as caught:
        open_index(built, model_id="other")
    assert f"matcher index build DIR.parquet --out {built} --model other" in str(caught.value)


def test_another_format_is_refused(built, monkeypatch):
    monkeypatch.setattr("matcher.index.manifest.FORMAT", 99)
    with pytest.raises(IndexMismatch, match=r"format \d+, this matcher reads 99"):
        open_index(built)


def test_building_again_replaces_the_index_and_leaves_one_generation(built, rows):
    for n in (6, 6, 4):
        build_index(built, rows=rows.slice(0, n), vectors=VECTORS[:n], model_id=MODEL)
        assert len(open_index(built)) == n
        assert len(generations(built)) == 1


def test_an_open_index_still_answers_after_it_was_replaced(built, rows):
    before = open_index(built)
    build_index(built, rows=rows.slice(0, 2), vectors=VECTORS[:2], model_id=MODEL)
    assert before.search(VECTORS[0], "moldes", 1).rows.tolist() == [3]
    assert before.rows["name"][5].as_py() == "Shelter del Pacífico"


def test_a_folder_with_other_work_in_it_is_left_alone(tmp_path, rows):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(OutputError, match=r"holds 'thesis\.docx', which is no index"):
        build_index(tmp_path, rows=rows, vectors=VECTORS, model_id=MODEL)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path, rows):
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(OutputError, match="cannot write the index there"):
        build_index(tmp_path / "index", rows=rows, vectors=VECTORS, model_id=MODEL)


def test_a_failing_build_leaves_the_old_index_and_nothing_else(built, rows):
    with pytest.raises(ValueError, match="nan"):
        build_index(built, rows=rows, vectors=VECTORS, model_id=MODEL, about={"share": float("nan")})
    assert len(generations(built)) == 1
    assert len(open_index(built)) == 6


@pytest.mark.parametrize("name", ["../bank", "a/b", "", "Bank", ".hidden"])
def test_names_never_become_paths(tmp_path, rows, name):
    with pytest.raises(ValueError, match="use lower-case letters"):
        build_index(
            tmp_path / "i",
            rows=rows,
            vectors=VECTORS,
            model_id=MODEL,
            arrays={name: np.zeros(1, dtype=np.float32)},
        )


def test_arrays_of_python_objects_are_refused(tmp_path, rows):
    with pytest.raises(ValueError, match="allow_pickle"):
        build_index(
            tmp_path / "i",
            rows=rows,
            vectors=VECTORS,
            model_id=MODEL,
            arrays={"a": np.array([{}], dtype=object)},
        )


def test_rows_out_of_order_or_repeated_are_refused(tmp_path, rows):
    with pytest.raises(InputError, match="'s1' comes after 's2'; sort the table by id"):
        build_index(tmp_path / "i", rows=rows.take([1, 0]), vectors=VECTORS[:2], model_id=MODEL)
    with pytest.raises(InputError, match="'s1' stands twice"):
        build_index(tmp_path / "i", rows=rows.take([0, 0]), vectors=VECTORS[:2], model_id=MODEL)


def test_vectors_that_do_not_fit_the_rows_are_refused(tmp_path, rows):
    with pytest.raises(EncoderError, match=r"shape \(5, 6\) for 6 rows"):
        build_index(tmp_path / "i", rows=rows, vectors=VECTORS[:5], model_id=MODEL)
    with pytest.raises(EncoderError, match="length 2 for row 0; want length 1"):
        build_index(tmp_path / "i", rows=rows, vectors=2 * VECTORS, model_id=MODEL)


KILLED = """
    import os, signal, sys
    from pathlib import Path
    import numpy as np
    from matcher.index import build_index
    from tests.index.conftest import random_directory

    path, kill_at = sys.argv[1], int(sys.argv[2])
    events = 0

    def die_at(event, args):
        global events
        if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree") and armed:
            if path in str(args[0]):
                events += 1
                if events == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

    armed = False
    sys.addaudithook(die_at)
    rows, vectors = random_directory(40)
    armed = True
    build_index(path, rows=rows, vectors=vectors, model_id="new")
    armed = False
    print(events)
"""


def build_until(path, kill_at):
    """Build in another process, killed at its n-th opening, making, renaming or removing of a file."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(path), str(kill_at)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
    )


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_index_or_the_new_one_whole(built):
    old = open_index(built).manifest.data_hash
    n_events = int(build_until(built.parent / "elsewhere", 0).stdout)
    assert n_events > 10
    seen = []
    # One moment in seven: all of them, tried once, took a minute.
    for kill_at in range(1, n_events + 100, 7):
        killed = build_until(built, kill_at)
        found = open_index(built)
        seen.append(found.manifest.data_hash == old)
        assert found.search(np.eye(found.manifest.dim, dtype=np.float32)[0], "moldes", 3).rows.size == 3
        if killed.returncode == 0:
            break
        assert killed.returncode == -signal.SIGKILL
    assert killed.returncode == 0, killed.stderr
    assert seen[0]
    assert not seen[-1]
    assert seen == sorted(seen, reverse=True)
    assert len(generations(built)) == 1


def test_what_a_killed_build_left_over_goes_with_the_next_one(built, rows):
    left = built / "g-0123456789abcdef"
    left.mkdir()
    (left / "vectors.npy").write_bytes(b"half")
    (built / "manifest.json.new").write_bytes(b"half")
    assert len(open_index(built)) == 6
    build_index(built, rows=rows, vectors=VECTORS, model_id=MODEL)
    assert sorted(file.name for file in built.iterdir()) == [*generations(built), "manifest.json"]
    assert len(generations(built)) == 1


def test_two_builds_at_once_do_not_mix(built, rows):
    import fcntl

    handle = os.open(built, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(OutputError, match="another build is writing this index"):
        build_index(built, rows=rows, vectors=VECTORS, model_id=MODEL)
    os.close(handle)
    assert len(open_index(built)) == 6


def test_a_larger_index_comes_back_whole(tmp_path):
    rows, vectors = random_directory(3000)
    build_index(tmp_path / "i", rows=rows, vectors=vectors, model_id="toy-8")
    index = open_index(tmp_path / "i")
    assert index.rows.equals(rows)
    assert (index.vectors == vectors).all()
