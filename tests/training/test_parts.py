"""The small parts of training: lists in flat arrays, slips, letter groups, shared rows, recall."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.training.grams import letter_groups
from matcher.training.measure import name_recall
from matcher.training.noise import mistype
from matcher.training.pairs import Pair
from matcher.training.ragged import Ragged
from matcher.training.share import share_rows
from matcher.training.vocabulary import build_tokenizer, pieces_only, split_words


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=1, max_size=8), st.data())
def test_ragged_gives_back_the_chosen_lists(lists, data):
    ragged = Ragged.of(lists)
    rows = data.draw(st.lists(st.integers(0, len(lists) - 1), max_size=6))
    values, owners = ragged.take(np.array(rows, dtype=np.int64))
    assert values.tolist() == [value for row in rows for value in lists[row]]
    assert owners.tolist() == [place for place, row in enumerate(rows) for _ in lists[row]]


@given(st.text("abcdefgh", max_size=12), st.integers(0, 99))
def test_a_slip_is_small_and_spares_short_words_and_first_letters(word, seed):
    wrong = mistype(word, np.random.default_rng(seed))
    assert abs(len(wrong) - len(word)) <= 1
    assert wrong[:1] == word[:1]
    if len(word) < 5:
        assert wrong == word


def test_words_spelled_alike_share_letter_groups():
    one, other, far = (
        set(letter_groups(word, 100_000)) for word in ("canthaxanthin", "cantaxantina", "valve")
    )
    assert len(one & other) > 3
    assert not one & far
    assert letter_groups("[UNK]", 100_000) == []


def test_words_are_folded_and_digits_stand_apart():
    assert split_words("Cable 24AWG, de Señal (USB-C)") == ["cable", "24", "awg", "de", "senal", "usb", "c"]


def test_a_word_outside_the_vocabulary_is_written_in_pieces():
    texts = ["valve valves valve pump pumps housing"] * 5
    tokenizer = build_tokenizer(texts, n_pieces=30, n_words=9)
    assert tokenizer.encode("Valves").tokens == ["valves"]
    pieces = pieces_only(tokenizer, 30).encode("valves")
    assert len(pieces.ids) > 1
    assert all(index < 30 for index in pieces.ids)


def test_rows_of_one_direction_are_shared_and_lengths_kept():
    table = np.array([[2, 0], [4, 0], [0, 3], [0, 0]], dtype=np.float32)
    shared = share_rows(table, 2, importance=np.array([1, 2, 1, 0], dtype=np.float32))
    assert shared.rows.shape == (2, 2)
    assert shared.mapping[0] == shared.mapping[1] != shared.mapping[2]
    assert shared.rows[shared.mapping] * shared.factors[:, None] == pytest.approx(table)


class Letters:
    """A toy encoder: which of the first letters a, b, c a text starts with."""

    model_id, dim = "letters", 3

    def encode(self, texts):
        return np.array([[text[0] == letter for letter in "abc"] for text in texts], dtype=np.float32)


def test_recall_counts_the_best_of_several_right_names():
    names = [Pair("a1", "b1"), Pair("a1", "a2"), Pair("b2", "c3"), Pair("C3", "c4")]
    recall = name_recall(Letters(), names[:3], names, to="es")
    assert (recall.n_queries, recall.n_candidates) == (2, 4)
    assert (recall.at_1, recall.at_10) == (0.5, 1.0)
