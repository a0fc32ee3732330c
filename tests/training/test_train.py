"""From a table to a folder that works: the same bytes each time, and the pairs are learned."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from matcher.encode import StaticEncoder, load_encoder
from matcher.errors import InputError
from matcher.training import Recipe, train

THINGS = {
    "valve": "válvula",
    "pump": "bomba",
    "pipe": "tubo",
    "tank": "tanque",
    "filter": "filtro",
    "motor": "motor",
}
STUFFS = {
    "steel": "acero",
    "brass": "latón",
    "rubber": "hule",
    "glass": "vidrio",
    "wood": "madera",
    "iron": "hierro",
}
USES = {"water": "agua", "gas": "gas"}
SMALL = Recipe(n_pieces=300, n_words=300, train_dim=48, dim=32, n_shared_rows=200, epochs=3, batch=64)


def table(path):
    rows = ["en,es"]
    for (thing, cosa), (stuff, material), (use, uso) in itertools.product(
        THINGS.items(), STUFFS.items(), USES.items()
    ):
        rows.append(f"{stuff} {thing} for {use},{cosa} de {material} para {uso}")
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("train")
    return train(table(place / "pairs.csv"), place / "model", SMALL)


def test_the_folder_is_an_encoder(folder):
    encoder = load_encoder(folder)
    assert isinstance(encoder, StaticEncoder)
    assert encoder.dim == 32
    assert np.linalg.norm(encoder.encode(["steel valve", ""]), axis=1) == pytest.approx([1, 0], abs=1e-6)
    assert "THIS_FOLDER" in (folder / "README.md").read_text("utf-8")


def test_what_was_taught_is_found(folder):
    encoder = load_encoder(folder)
    spanish = [f"{cosa} de {material}" for cosa in THINGS.values() for material in STUFFS.values()]
    english = [f"{stuff} {thing}" for thing in THINGS for stuff in STUFFS]
    best = (encoder.encode(english) @ encoder.encode(spanish).T).argmax(axis=1)
    assert np.mean(best == np.arange(len(english))) > 0.9


def test_the_same_pairs_give_the_same_bytes(folder, tmp_path):
    again = train(table(tmp_path / "pairs.csv"), tmp_path / "model", SMALL)
    for file in sorted(folder.iterdir()):
        assert (again / file.name).read_bytes() == file.read_bytes(), file.name


def test_progress_is_told(tmp_path):
    told = []
    train(
        table(tmp_path / "pairs.csv"), tmp_path / "model", SMALL, progress=lambda *state: told.append(state)
    )
    doing = list(dict.fromkeys(state[0] for state in told))
    assert doing == [
        "vocabulary",
        "texts",
        "training",
        "looking for what is easily confused",
        "telling apart",
        "sharing rows",
        "settling",
    ]
    _, done, total, loss = [state for state in told if state[0] == "training"][-1]
    assert done == total
    assert loss > 0


def test_too_few_pairs_are_refused(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("en,es\nvalve,válvula\n", "utf-8")
    with pytest.raises(InputError, match="1 pairs are too few to learn from; give at least 50"):
        train(path, tmp_path / "model")
    assert not (tmp_path / "model").exists()
