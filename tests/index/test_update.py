"""Updating by supplier id: what an index built whole would answer."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import EncoderError, IndexMismatch, InputError, UnknownSupplier
from matcher.index import build_index, changed_rows, open_index, update_index
from tests.index.conftest import MODEL, VECTORS, random_directory


def with_name(rows, at, name):
    names = rows["name"].to_pylist()
    names[at] = name
    return rows.set_column(rows.column_names.index("name"), "name", pa.array(names))


def test_what_changed_is_found_by_content(index, rows):
    table = with_name(rows, 1, "Circuitos del Sur").slice(0, 5)
    changes = changed_rows(index, table)
    assert changes.to_encode.tolist() == [1]
    assert changes.unchanged.tolist() == [0, 2, 3, 4]
    assert changes.removed == ("s6",)
    assert repr(changes) == "<Changes 0 added, 1 changed, 4 unchanged, 1 removed>"


def test_a_column_of_nothing_but_unknowns_changes_nothing(index, rows):
    assert len(changed_rows(index, rows.append_column("new", pa.nulls(6))).to_encode) == 0
    assert len(changed_rows(index, rows.append_column("new", pa.array(["x"] + [None] * 5))).to_encode) == 1


def test_rows_are_added_changed_and_removed(built, rows):
    new = pa.table(
        {"supplier_id": ["s0", "s2"], "name": ["Nueva", "Circuitos"], "kind": ["manufacturer"] * 2}
    )
    report = update_index(built, rows=new, vectors=VECTORS[:2], delete=["s6"], model_id=MODEL)
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, 4)
    assert str(report) == "1 added, 1 changed, 1 removed, 4 unchanged: 6 suppliers"
    index = open_index(built)
    assert index.rows["supplier_id"].to_pylist() == ["s0", "s1", "s2", "s3", "s4", "s5"]
    assert index.search(VECTORS[0], "nueva", 1).rows.tolist() == [0]
    assert not index.lexical_scores("printed board").any()
    assert index.texts("bank") == ("jeringas", "boards", "carcasas de batería")


def test_facts_that_follow_from_the_rows_are_made_anew(built, rows):
    update_index(
        built,
        rows=rows.slice(0, 0),
        vectors=VECTORS[:0],
        delete=["s1"],
        facts=lambda table: ({"n_rows": np.array([table.num_rows])}, {"names": table["name"].to_pylist()}),
    )
    index = open_index(built)
    assert index.array("n_rows").tolist() == [5]
    assert index.texts("names")[0] == "Circuitos del Norte"
    assert index.array("bank").shape == (3, 2)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 1000), old=st.floats(0, 1), new=st.floats(0, 1))
def test_an_updated_index_answers_as_one_built_whole(tmp_path_factory, seed, old, new):
    folder = tmp_path_factory.mktemp("update")
    rng = np.random.default_rng(seed)
    rows, vectors = random_directory(60, seed=seed)
    before = np.flatnonzero(rng.random(60) < old)
    given_rows = np.flatnonzero(rng.random(60) < new)
    stale = with_name(rows, 0, "Otro Nombre")
    build_index(folder / "updated", rows=stale.take(before), vectors=vectors[before], model_id="toy-8")
    gone = np.setdiff1d(before, given_rows)[::2]
    ids = rows["supplier_id"].to_pylist()
    update_index(
        folder / "updated",
        rows=rows.take(given_rows),
        vectors=vectors[given_rows],
        delete=[ids[row] for row in gone],
    )
    updated = open_index(folder / "updated")
    build_index(
        folder / "whole", rows=updated.rows, vectors=updated.vectors, model_id="toy-8", name="updated"
    )
    whole = open_index(folder / "whole")

    expected = sorted(set(before) - set(gone) | set(given_rows))
    assert updated.rows["supplier_id"].to_pylist() == [ids[row] for row in expected]
    assert (updated.vectors == vectors[expected]).all()
    assert updated.manifest.data_hash == whole.manifest.data_hash
    for text in ("inyeccion de moldes", "planta otro circuit", "sterile"):
        query = vectors[5] if vectors[5].any() else vectors[6]
        one, two = (found.search(query, text, 60) for found in (updated, whole))
        assert one.rows.tolist() == two.rows.tolist()
        assert one.score.tolist() == two.score.tolist()


def test_an_id_to_put_in_and_take_out_at_once_is_refused(built, rows):
    with pytest.raises(InputError, match="'s1' is to be put in and taken out at once"):
        update_index(built, rows=rows.slice(0, 1), vectors=VECTORS[:1], delete=["s1"])


def test_an_id_to_take_out_that_is_not_there_is_refused(built, rows):
    with pytest.raises(UnknownSupplier, match="'s99' to take out"):
        update_index(built, rows=rows.slice(0, 0), vectors=VECTORS[:0], delete=["s99"])
    assert len(open_index(built)) == 6


def test_vectors_of_another_model_or_size_are_refused(built, rows):
    with pytest.raises(IndexMismatch, match="'toy-6', asked for was 'other'"):
        update_index(built, rows=rows, vectors=VECTORS, model_id="other")
    with pytest.raises(EncoderError, match=r"shape \(6, 4\) for 6 rows; want \(6, 6\) from model 'toy-6'"):
        update_index(built, rows=rows, vectors=VECTORS[:, :4])
