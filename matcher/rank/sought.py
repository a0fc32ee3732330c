"""Which items of the catalogue a need asks for: a probability for each, and for "none of these"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matcher.model.hits import Floats
from matcher.rank.nouns import head_noun, head_nouns
from matcher.rank.tfidf import TfIdf, letter_groups, tfidf_of, under, whole_words

if TYPE_CHECKING:
    from matcher.knowledge.items import Item

#: What each sign that an item is asked for adds to its logit, in the order of ``Catalogue.signs``; fitted by
#: conditional logit on judged needs (``matcher.training.reader --weights``), then made twice as sharp:
#: rankings, which want one item rather than a little of many, are better for it (nDCG@10).
SHARPER: Final = 2.0
WEIGHTS: Final = np.float32(SHARPER) * np.array([12.05, 5.47, 13.72, 7.03, 1.89, 0.71, 2.56], np.float32)
#: A name counts by this power of its likeness, so that only a near-exact one does.
EXACTNESS: Final = 6
#: What a supplier's words that are an item's very name are worth beside a full description of it, and how
#: fast that falls with their likeness.
SAID_BY_NAME: Final = 0.3
CLOSE_NAME: Final = 3
#: The logit of "none of these"; fitted to 11, lower by the same measure: a near item is better than none.
NONE: Final = SHARPER * 8.0
_LETTERS, _WORDS, _NAMES = "item_letters_", "item_words_", "item_names_"
_VECTORS, _NAME_OF, _NOUNS, _NOUN_OF = "item_vectors", "item_name_of", "item_nouns", "item_noun_of"


@dataclass(frozen=True, slots=True)
class Asking:
    """What of a need is looked up: all of its ``text``, the phrases that name what is ``wanted`` with their
    weights, the text's ``vector`` (d,), and whether it ``names`` a thing and says little more."""

    text: str
    wanted: Sequence[tuple[str, float]]
    vector: Floats
    names: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The m items of the catalogue to look a need up in.

    ``letters`` and ``words`` hold all that is said of each item, ``vectors`` (m, d) its unit row; ``names``
    holds each of its names, ``name_of`` whose it is; ``nouns`` are CRC-32 of what its names are about,
    ``noun_of`` whose.
    """

    letters: TfIdf
    words: TfIdf
    vectors: Floats
    names: TfIdf
    name_of: NDArray[np.uint16]
    nouns: NDArray[np.uint32]
    noun_of: NDArray[np.uint16]

    def logits(self, asking: Asking) -> Floats:
        """How strongly each item is asked for, (m,)."""
        logits: Floats = (WEIGHTS @ self.signs(asking)).astype(np.float32)
        return logits

    def signs(self, asking: Asking) -> Floats:
        """What speaks for each item, (7, m).

        Letters that the whole text shares with all that is said of the item, letters of what is wanted, words
        of the whole text, meaning, the item's very name, and whether both are about the same noun: of a need
        that is little more than a name, and of one that says more.
        """
        nothing = np.zeros(len(self.vectors), dtype=np.float32)
        about = sum((weight * self._about(phrase) for phrase, weight in asking.wanted), nothing)
        return np.stack(
            [
                self.letters.similarity(asking.text),
                sum((weight * self.letters.similarity(phrase) for phrase, weight in asking.wanted), nothing),
                self.words.similarity(asking.text),
                self.vectors @ asking.vector,
                sum((weight * self._named(phrase) ** EXACTNESS for phrase, weight in asking.wanted), nothing),
                about if asking.names else nothing,
                nothing if asking.names else about,
            ]
        )

    def likeness(self, text: str) -> Floats:
        """How alike each item is to what a supplier says of a product, (m,) in [0, 1].

        By all that is said of the item or, for a text that is little more than a name, by its names.
        """
        by_name = SAID_BY_NAME * self._named(text) ** CLOSE_NAME
        alike: Floats = np.maximum(self.letters.similarity(text), by_name)
        return alike

    def _named(self, phrase: str) -> Floats:
        """How alike the best of each item's names and a phrase are, (m,) in [0, 1]."""
        best = np.zeros(len(self.vectors), dtype=np.float32)
        np.maximum.at(best, self.name_of, self.names.similarity(phrase))
        return best

    def _about(self, phrase: str) -> Floats:
        """1 for the items that are about the same noun as the phrase, else 0, (m,)."""
        asked = np.array([crc32(noun.encode()) for noun in head_nouns(phrase)], dtype=np.uint32)
        about = np.zeros(len(self.vectors), dtype=np.float32)
        about[self.noun_of[np.isin(self.nouns, asked)]] = 1.0
        return about

    def arrays(self) -> dict[str, NDArray[Any]]:
        """For storing with an index."""
        parts = ((_LETTERS, self.letters), (_WORDS, self.words), (_NAMES, self.names))
        stored = {f"{prefix}{name}": array for prefix, part in parts for name, array in part.arrays().items()}
        return {
            **stored,
            _VECTORS: self.vectors,
            _NAME_OF: self.name_of,
            _NOUNS: self.nouns,
            _NOUN_OF: self.noun_of,
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Catalogue:
        """What ``arrays`` gave, as a catalogue again."""
        vectors, name_of = arrays[_VECTORS], arrays[_NAME_OF]
        return cls(
            TfIdf.of_arrays(letter_groups, len(vectors), under(_LETTERS, arrays)),
            TfIdf.of_arrays(whole_words, len(vectors), under(_WORDS, arrays)),
            vectors,
            TfIdf.of_arrays(letter_groups, len(name_of), under(_NAMES, arrays)),
            name_of,
            arrays[_NOUNS],
            arrays[_NOUN_OF],
        )


def catalogue_of(encode: Callable[[Sequence[str]], Floats], items: Sequence[Item]) -> Catalogue:
    """Items of the catalogue, 65,535 at most, as something to look needs and suppliers up in."""
    documents = [item.document for item in items]
    names = [(name, at) for at, item in enumerate(items) for name in item.names]
    nouns = sorted({(noun, at) for at, item in enumerate(items) for noun in _nouns(item)})
    return Catalogue(
        tfidf_of(letter_groups, documents),
        tfidf_of(whole_words, documents),
        encode(documents),
        tfidf_of(letter_groups, [name for name, _ in names]),
        np.array([at for _, at in names], dtype=np.uint16),
        np.array([crc32(noun.encode()) for noun, _ in nouns], dtype=np.uint32),
        np.array([at for _, at in nouns], dtype=np.uint16),
    )


def _nouns(item: Item) -> set[str]:
    english = (head_noun(name, "en") for name in (item.name_en, *item.synonyms_en))
    spanish = (head_noun(name, "es") for name in (item.name_es, *item.synonyms_es))
    return {noun for noun in (*english, *spanish) if noun}


def probabilities(logits: Floats) -> Floats:
    """The probability that each item is asked for, (m,); what is missing to 1 is "none of these"."""
    top = max(float(logits.max(initial=NONE)), NONE)
    odds = np.exp(logits - top)
    shares: Floats = odds / (odds.sum() + np.exp(NONE - top))
    return shares
