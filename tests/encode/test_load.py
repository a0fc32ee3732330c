"""Which encoder a name or a folder stands for."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.config import data_dir
from matcher.encode import Encoder, SentenceEncoder, StaticEncoder, load_encoder
from matcher.errors import EncoderError


@pytest.mark.parametrize("name", [None, "bundled"])
def test_the_bundled_encoder_is_the_default(name):
    encoder = load_encoder(name)
    assert isinstance(encoder, StaticEncoder)
    assert encoder.model_id.startswith("matcher-bilingual@")


def test_a_static_folder_runs_on_the_light_path():
    assert isinstance(load_encoder(data_dir() / "encoder"), StaticEncoder)


def test_a_damaged_static_folder_is_not_taken_for_a_models_name(tmp_path):
    (tmp_path / "tokenizer.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"cut")
    with pytest.raises(EncoderError, match=r"tokenizer\.json is not a tokenizer"):
        load_encoder(tmp_path)


def test_another_name_is_a_model_that_loads_on_first_use():
    encoder = load_encoder("nobody/no-such-model")
    assert isinstance(encoder, SentenceEncoder)
    assert repr(encoder) == "SentenceEncoder('nobody/no-such-model', not loaded yet)"


def test_a_model_that_cannot_be_had_says_what_to_do():
    with pytest.raises(EncoderError) as caught:
        load_encoder("nobody/no-such-model").encode(["valve"])
    assert "Encoder 'nobody/no-such-model' is not on this machine" in str(caught.value)
    assert "Give a folder that holds a sentence-transformers model" in str(caught.value)


def test_a_sentence_transformers_model_by_folder_is_an_encoder():
    encoder = SentenceEncoder(data_dir() / "encoder")
    texts = ["valve", "", "bomba", "valve", "  "]
    vectors = encoder.encode(texts)
    assert isinstance(encoder, Encoder)
    assert vectors.shape == (5, encoder.dim)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1, 1, 0], abs=1e-6)
    assert np.array_equal(vectors[0], vectors[3])
    assert encoder.encode([]).shape == (0, encoder.dim)
    assert encoder.model_id.startswith("encoder@")
    assert encoder.model_id == SentenceEncoder(data_dir() / "encoder").model_id
