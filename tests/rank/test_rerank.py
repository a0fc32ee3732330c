"""A cross-encoder puts the first of a ranking in a new order, and nobody else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import EncoderError
from matcher.rank.rerank import Reranker, reranked


def by_row(rows):
    return -rows.astype(float)


@given(st.lists(st.floats(0, 100) | st.just(float("nan")), max_size=40), st.integers(1, 10))
def test_the_first_stand_in_the_judges_order_before_all_others(totals, first):
    totals = np.array(totals, dtype=float)
    found = reranked(totals, by_row, first)
    known = np.flatnonzero(~np.isnan(totals))
    best = np.argsort(-np.round(totals, 9), kind="stable")[: min(first, len(known))]
    assert (np.isnan(found) == np.isnan(totals)).all()
    assert list(np.argsort(-found, kind="stable")[: len(best)]) == sorted(best)
    others = np.setdiff1d(np.arange(len(totals)), best)
    np.testing.assert_array_equal(found[others], totals[others])


def test_what_the_judge_finds_equal_keeps_its_order():
    found = reranked(np.array([1.0, 3.0, 2.0]), lambda rows: np.zeros(len(rows)))
    assert list(np.argsort(-found)) == [1, 2, 0]


def test_a_model_that_is_not_here_says_what_to_give():
    with pytest.raises(EncoderError, match="'nobody/no-such-model' is not on this machine"):
        Reranker("nobody/no-such-model").scores("valve", ["brass valve"])


WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "brass", "valve", "box", "gown")


def saved(folder, model_of, labels=1):
    """A BERT of two thousand weights over four words; its answers are chance, the same each time."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    torch.manual_seed(7)
    small = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        num_labels=labels,
        initializer_range=1.0,
    )
    model_of(small).save_pretrained(folder)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    return folder


@pytest.mark.slow
def test_a_cross_encoder_by_folder_gives_one_score_for_each_candidate(tmp_path):
    from transformers import BertForSequenceClassification

    reranker = Reranker(saved(tmp_path, BertForSequenceClassification))
    assert repr(reranker).endswith("not loaded yet)")
    scores = reranker.scores("brass valve", ["valve", "box", "gown", "valve"])
    assert scores.shape == (4,) and scores[0] == pytest.approx(scores[3], abs=1e-6)
    assert len(set(scores.round(6))) == 3
    assert reranker.scores("brass valve", []).shape == (0,)


@pytest.mark.slow
def test_models_that_do_not_rank_pairs_are_refused(tmp_path):
    from transformers import BertForSequenceClassification, BertModel

    single, labels = tmp_path / "single", tmp_path / "labels"
    single.mkdir(), labels.mkdir()
    with pytest.raises(EncoderError, match=r"encodes texts one by one \(BertModel\)"):
        Reranker(saved(single, BertModel)).load()
    with pytest.raises(EncoderError, match="gives 3 scores for each pair"):
        Reranker(saved(labels, BertForSequenceClassification, labels=3)).scores("valve", ["box"])
