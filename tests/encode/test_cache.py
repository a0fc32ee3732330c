"""Vectors kept on disk: the same as without, asked for once, never mixed between models."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from matcher.encode import CachedEncoder, Encoder
from matcher.errors import EncoderError


class Counting:
    """A toy encoder: a unit vector drawn from the text's hash. Remembers what it was asked."""

    dim = 4

    def __init__(self, model_id: str = "toy@1", shift: int = 0) -> None:
        self.model_id, self.shift, self.asked = model_id, shift, []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = np.zeros((len(texts), self.dim), np.float32)
        for index, text in enumerate(texts):
            digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=1).digest()[0]
            rows[index, (digest + self.shift) % self.dim] = 1 if text else 0
        return rows


TEXTS = ["bomba", "valve", "", "bomba", "año", "valve", "\ud800"]


def test_is_an_encoder_with_the_wrapped_ones_name(tmp_path):
    cached = CachedEncoder(Counting(), tmp_path / "vectors.sqlite")
    assert isinstance(cached, Encoder)
    assert (cached.model_id, cached.dim) == ("toy@1", 4)


def test_gives_what_the_encoder_gives_cold_and_warm(tmp_path):
    cached = CachedEncoder(Counting(), tmp_path / "new" / "vectors.sqlite")
    expected = Counting().encode(TEXTS)
    assert np.array_equal(cached.encode(TEXTS), expected)
    assert np.array_equal(cached.encode(TEXTS), expected)
    assert cached.encode(TEXTS).dtype == np.float32


def test_asks_for_each_text_once_over_all_runs(tmp_path):
    path, first, second = tmp_path / "vectors.sqlite", Counting(), Counting()
    CachedEncoder(first, path).encode(TEXTS)
    CachedEncoder(second, path).encode([*TEXTS, "nueva"])
    assert first.asked == ["bomba", "valve", "", "año", "\ud800"]
    assert second.asked == ["nueva"]


def test_two_models_in_one_file_never_mix(tmp_path):
    path = tmp_path / "vectors.sqlite"
    one = CachedEncoder(Counting("toy@1"), path).encode(["bomba"])
    other = CachedEncoder(Counting("toy@2", shift=1), path).encode(["bomba"])
    assert not np.array_equal(one, other)


def test_no_texts_give_no_rows(tmp_path):
    assert CachedEncoder(Counting(), tmp_path / "v.sqlite").encode([]).shape == (0, 4)


def test_more_texts_than_one_statement_holds(tmp_path):
    texts = [f"pieza {number}" for number in range(2500)]
    cached = CachedEncoder(Counting(), tmp_path / "v.sqlite")
    cached.encode(texts)
    assert np.array_equal(cached.encode(texts[::-1]), Counting().encode(texts[::-1]))


def test_a_file_that_is_no_database_is_told(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be looked at " * 20)
    with pytest.raises(EncoderError, match=r"notes\.txt cannot be used to keep vectors"):
        CachedEncoder(Counting(), path).encode(["bomba"])
    assert path.read_text().startswith("not a database")
