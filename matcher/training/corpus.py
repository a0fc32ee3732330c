"""What an encoder reads, as numbers: texts as words, words as tokens in several spellings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.text import fold
from matcher.training.noise import mistype
from matcher.training.pairs import GLOSSARY, Pair
from matcher.training.ragged import Ints, Ragged
from matcher.training.recipe import Recipe
from matcher.training.vocabulary import pieces_only, split_words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Spellings of each word: as the tokenizer writes it, in pieces only, then mistyped ones.
_SPELLINGS: Final = 4
#: In a text this short every word counts, so none is dropped.
_SHORT: Final = 3


@dataclass(frozen=True)
class Corpus:
    """Pairs ready to be drawn in batches.

    Attributes
    ----------
    en, es : Ragged
        The words of each text.
    spellings : Ragged
        Token ids; list ``s * n_words + w`` is spelling ``s`` of word ``w``.
    same_en, same_es : ndarray, shape (pairs,)
        Equal numbers for equal texts: such pairs are no negatives of each other.
    weights : ndarray, shape (pairs,)
        How often each pair is drawn; sums to 1.
    strong : ndarray, shape (pairs,)
        Whether a pair is of full weight: weak translations make no good hard negatives.
    """

    en: Ragged
    es: Ragged
    spellings: Ragged
    same_en: Ints
    same_es: Ints
    weights: np.ndarray
    strong: np.ndarray

    @property
    def n_words(self) -> int:
        """Distinct words."""
        return len(self.spellings) // _SPELLINGS

    def tokens(
        self, side: Ragged, rows: Ints, recipe: Recipe, draw: np.random.Generator
    ) -> tuple[Ints, Ints]:
        """Token ids of the chosen texts with the recipe's noise, and for each its place in ``rows``."""
        words, owners = side.take(rows)
        chance = draw.random(len(words))
        spelling = np.where(chance < recipe.in_pieces, 1, 0)
        slips = np.flatnonzero(chance > 1 - recipe.mistyped)
        spelling[slips] = draw.integers(2, _SPELLINGS, len(slips))
        kept = (draw.random(len(words)) >= recipe.drop) | (side.lengths[rows][owners] < _SHORT)
        tokens, places = self.spellings.take(spelling[kept] * self.n_words + words[kept])
        return tokens, owners[kept][places]


def build_corpus(pairs: Sequence[Pair], tokenizer: Tokenizer, recipe: Recipe) -> Corpus:
    """Read the pairs once, so that drawing a batch is only looking up."""
    places: dict[str, int] = {}
    en, es = (
        Ragged.of([places.setdefault(word, len(places)) for word in split_words(text)] for text in texts)
        for texts in ([pair.en for pair in pairs], [pair.es for pair in pairs])
    )
    weights = np.array([recipe.source_weights.get(pair.source, 1.0) for pair in pairs])
    weights *= (en.lengths > 0) & (es.lengths > 0)
    strong = weights >= 1
    ours = np.array([pair.source == GLOSSARY for pair in pairs])
    if ours.any() and not ours.all():
        rest = weights[~ours].sum()
        weights[ours] *= recipe.glossary_share / (1 - recipe.glossary_share) * rest / weights[ours].sum()
    return Corpus(
        en,
        es,
        _spellings(list(places), tokenizer, recipe),
        _numbers([pair.en for pair in pairs]),
        _numbers([pair.es for pair in pairs]),
        weights / weights.sum(),
        strong,
    )


def _spellings(words: list[str], tokenizer: Tokenizer, recipe: Recipe) -> Ragged:
    draw = np.random.default_rng(recipe.seed)
    slips = [[mistype(word, draw) for word in words] for _ in range(2, _SPELLINGS)]
    written = [(tokenizer, words), (pieces_only(tokenizer, recipe.n_pieces), words)]
    written += [(tokenizer, wrong) for wrong in slips]
    return Ragged.of(
        encoding.ids for writer, spelled in written for encoding in writer.encode_batch_fast(spelled)
    )


def _numbers(texts: Sequence[str]) -> Ints:
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(fold(text), len(seen)) for text in texts], dtype=np.int64)
