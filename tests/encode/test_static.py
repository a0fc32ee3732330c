"""The light path: unit rows, the tokenizer's own ids, the same vectors as sentence-transformers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from matcher.config import data_dir
from matcher.encode import Encoder, StaticEncoder, load_encoder
from matcher.encode.layout import TOKENIZER_FILE, WEIGHTS_FILE, token_rows
from matcher.encode.wordcache import WordCache
from matcher.errors import EncoderError

FOLDER = data_dir() / "encoder"
TEXTS = [
    "Ventilator breathing circuit, single use",
    "arneses eléctricos para automóvil",
    "ARNESES ELECTRICOS PARA AUTOMOVIL",
    "PCBA box-build: SMT + THT, ISO 13485",
    "",
    "   \t\n",
    "!!! ... ---",
    "日本語のテキスト",
    "a" * 5000,
    "válvula de bola " * 700,
]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder(FOLDER)


@pytest.fixture(scope="module")
def plain() -> Tokenizer:
    return Tokenizer.from_file(str(FOLDER / TOKENIZER_FILE))


def test_is_an_encoder(encoder):
    assert isinstance(encoder, Encoder)


def test_rows_have_unit_length_and_an_empty_text_gives_zeros(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dim)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[:4] == pytest.approx(1, abs=1e-6)
    assert lengths[-1] == pytest.approx(1, abs=1e-6)
    assert np.all(lengths[4:7] == 0)
    assert np.isfinite(vectors).all()


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_repeated_texts_keep_their_places(encoder):
    vectors = encoder.encode(["bomba", "válvula", "bomba", "", "válvula"])
    assert np.array_equal(vectors[0], vectors[2])
    assert np.array_equal(vectors[1], vectors[4])
    assert not np.array_equal(vectors[0], vectors[1])
    assert not vectors[3].any()


def test_case_and_accents_do_not_matter(encoder):
    one, other = encoder.encode(["Inyección de plástico", "INYECCION DE PLASTICO"])
    assert np.array_equal(one, other)


def test_a_need_finds_its_spanish_product(encoder):
    need, harness, bread = encoder.encode(
        ["automotive wire harnesses", "arneses eléctricos para automóvil", "pan dulce y pasteles"]
    )
    assert need @ harness > 0.2 + need @ bread


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_a_batch_is_its_texts_one_by_one(encoder, texts):
    batch = encoder.encode(texts)
    for row, text in zip(batch, texts, strict=True):
        assert row == pytest.approx(encoder.encode([text])[0], abs=1e-6)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_cached_ids_are_the_plain_tokenizers(plain, texts):
    unknown = plain.token_to_id("[UNK]")
    expected = [[token for token in plain.encode(text).ids if token != unknown] for text in texts]
    cache = WordCache(plain)
    for _ in ("cold", "warm"):
        ids, lengths = cache.ids(texts)
        assert lengths.tolist() == [len(each) for each in expected]
        assert ids.tolist() == [token for each in expected for token in each]


def test_hostile_text_is_text(encoder):
    hostile = [
        "\ud800 broken",
        "\x00\x1b[31mred",
        "=cmd|'/C calc'!A0",
        "\u202eodnacer",
        "[UNK] [PAD] ##ing",
        "é" * 99,
    ]
    vectors = encoder.encode(hostile)
    assert np.isfinite(vectors).all()
    assert encoder.encode(["[UNK] valve"])[0] == pytest.approx(encoder.encode(["unk valve"])[0], abs=1e-6)


def test_same_vectors_through_sentence_transformers(encoder):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(FOLDER), device="cpu", local_files_only=True)
    assert model.encode(TEXTS) == pytest.approx(encoder.encode(TEXTS), abs=1e-6)


def test_the_folder_is_what_model2vec_reads():
    """Its reader takes ``embeddings``, ``mapping`` and ``weights`` from the same files."""
    config = json.loads((FOLDER / "config.json").read_text())
    assert (config["normalize"], config["max_length"]) == (True, None)
    model2vec = pytest.importorskip("model2vec", reason="model2vec is not installed: its reader is not tried")
    model = model2vec.StaticModel.from_pretrained(FOLDER)
    assert model.encode(TEXTS) == pytest.approx(StaticEncoder(FOLDER).encode(TEXTS), abs=1e-6)


def test_size_in_the_repository_is_at_most_25_mb():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 25_000_000


def test_the_light_path_imports_no_torch():
    code = (
        "import sys; from matcher.encode import load_encoder; load_encoder().encode(['valve', 'válvula']);"
        "heavy = {'torch', 'sentence_transformers', 'sklearn', 'pandas', 'scipy'} & set(sys.modules);"
        "sys.exit(f'imported {sorted(heavy)}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_model_id_names_the_content(encoder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy)
    assert StaticEncoder(copy, name="encoder").model_id == encoder.model_id == load_encoder(FOLDER).model_id
    tokenizer = copy / TOKENIZER_FILE
    tokenizer.write_text(tokenizer.read_text("utf-8") + "\n", "utf-8")
    assert StaticEncoder(copy, name="encoder").model_id != encoder.model_id


@pytest.mark.parametrize("file", [TOKENIZER_FILE, WEIGHTS_FILE])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_damaged_folder_is_told_in_one_line(tmp_path, file, damage):
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    victim = folder / file
    content = victim.read_bytes()
    victim.unlink() if damage == "missing" else victim.write_bytes(
        b"" if damage == "empty" else content[:1000]
    )
    with pytest.raises(EncoderError) as caught:
        StaticEncoder(folder)
    assert str(victim) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_weights_of_another_model_are_refused(tmp_path):
    from safetensors.numpy import save

    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    (folder / WEIGHTS_FILE).write_bytes(save({"embeddings": np.ones((3, 4), np.float32)}))
    with pytest.raises(EncoderError, match="3 rows; take both files from the same model"):
        StaticEncoder(folder)


def test_rows_follow_mapping_and_factors():
    from safetensors.numpy import save

    rows = np.array([[1, 2], [3, 4]], np.float16)
    content = save(
        {"embeddings": rows, "mapping": np.array([1, 1, 0]), "weights": np.array([1, 2, 0], np.float32)}
    )
    assert token_rows(Path("w"), content).tolist() == [[3, 4], [6, 8], [0, 0]]
