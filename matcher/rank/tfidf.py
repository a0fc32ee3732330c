"""Texts compared by what they share: whole words, or groups of letters, in which misspellings meet halfway.

TF-IDF with cosine, as scikit-learn's ``TfidfVectorizer(sublinear_tf=True)`` has it, over words or, as its
``analyzer="char_wb", ngram_range=(3, 5)``, over groups of letters inside words; a test holds them equal.
It is here because importing scikit-learn takes longer than a whole match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matcher.model.hits import Floats
from matcher.rank.nouns import singular
from matcher.text import fold, words

SHORTEST: Final = 3
LONGEST: Final = 5
#: Splits a text into parts, each by its CRC-32, and how often each is there.
Analyser = Callable[[str], Counter[int]]
#: Names of the arrays that ``TfIdf.arrays`` gives.
_KEYS, _IDF, _STARTS, _DOCS, _WEIGHTS = "keys", "idf", "starts", "docs", "weights"


@dataclass(frozen=True, slots=True)
class TfIdf:
    """An inverted index of m documents by their g distinct parts.

    ``keys`` (g,) uint32, sorted, CRC-32 of each part; ``idf`` (g,) float32; ``starts`` (g + 1,) int64 into
    ``docs`` (z,) uint32 and ``weights`` (z,) float16: which documents hold the part, and how much of their
    unit length it is.
    """

    analyser: Analyser
    n_docs: int
    keys: NDArray[np.uint32]
    idf: Floats
    starts: NDArray[np.int64]
    docs: NDArray[np.uint32]
    weights: NDArray[np.float16]

    def similarity(self, text: str) -> Floats:
        """Cosine of a text with every document, (m,) in [0, 1]; zeros when no part is shared."""
        at, amount = self._vector(text)
        result = np.zeros(self.n_docs, dtype=np.float32)
        if not len(at):
            return result
        begin, end = self.starts[at], self.starts[at + 1]
        lengths = end - begin
        flat = np.arange(lengths.sum()) + np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)
        scores = self.weights[flat].astype(np.float32) * np.repeat(amount, lengths)
        return np.bincount(self.docs[flat], scores, minlength=self.n_docs).astype(np.float32)

    def _vector(self, text: str) -> tuple[NDArray[np.int64], Floats]:
        """Positions of the text's known parts and their amounts, scaled to unit length."""
        counts = self.analyser(text)
        asked = np.fromiter(counts, dtype=np.uint32, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        at = np.minimum(np.searchsorted(self.keys, asked), max(len(self.keys) - 1, 0))
        known = self.keys[at] == asked if len(self.keys) else np.zeros(len(asked), dtype=bool)
        amount = (1.0 + np.log(times[known])) * self.idf[at[known]]
        length = float(np.sqrt((amount**2).sum()))
        return at[known], amount / length if length else amount

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The index as arrays, for storing."""
        return {
            _KEYS: self.keys,
            _IDF: self.idf,
            _STARTS: self.starts,
            _DOCS: self.docs,
            _WEIGHTS: self.weights,
        }

    @classmethod
    def of_arrays(cls, analyser: Analyser, n_docs: int, arrays: Mapping[str, NDArray[Any]]) -> TfIdf:
        """What ``arrays`` gave, as an index again."""
        return cls(analyser, n_docs, *(arrays[name] for name in (_KEYS, _IDF, _STARTS, _DOCS, _WEIGHTS)))


def under(prefix: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The arrays whose names begin with a prefix, by the rest of their names."""
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def tfidf_of(analyser: Analyser, documents: Sequence[str]) -> TfIdf:
    """Index documents."""
    counted = [analyser(document) for document in documents]
    held_by = Counter(key for counts in counted for key in counts)
    keys = np.array(sorted(held_by), dtype=np.uint32)
    idf = np.array([np.log((1 + len(documents)) / (1 + held_by[int(key)])) + 1 for key in keys], np.float32)
    key, doc, weight = [], [], []
    for number, counts in enumerate(counted):
        at = np.searchsorted(keys, np.fromiter(counts, dtype=np.uint32, count=len(counts)))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        amount = (1.0 + np.log(times)) * idf[at]
        key.append(at)
        doc.append(np.full(len(at), number, dtype=np.uint32))
        weight.append(amount / max(float(np.sqrt((amount**2).sum())), 1e-12))
    flat = np.concatenate(key) if key else np.zeros(0, dtype=np.int64)
    order = np.argsort(flat, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(flat, minlength=len(keys)))]).astype(np.int64)
    docs = np.concatenate(doc)[order] if doc else np.zeros(0, dtype=np.uint32)
    weights = np.concatenate(weight)[order] if weight else np.zeros(0)
    return TfIdf(analyser, len(documents), keys, idf, starts, docs, weights.astype(np.float16))


def whole_words(text: str) -> Counter[int]:
    """The folded words of a text without a plural s, those of one letter left out."""
    return Counter(_key(singular(word)) for word in words(text) if len(word) > 1)


def letter_groups(text: str) -> Counter[int]:
    """The groups of three to five letters inside the folded words of a text, their edges marked by blanks."""
    counts: Counter[int] = Counter()
    for word in fold(text).split():
        counts.update(_of_word(word))
    return counts


def _key(part: str) -> int:
    return crc32(part.encode())


@lru_cache(maxsize=200_000)
def _of_word(word: str) -> tuple[int, ...]:
    return tuple(_key(group) for group in _groups(f" {word} "))


def _groups(padded: str) -> Iterator[str]:
    """Groups of each length; a word shorter than that counts whole, once."""
    for length in range(SHORTEST, LONGEST + 1):
        last = len(padded) - length
        if last <= 0:
            yield padded
            return
        for start in range(last + 1):
            yield padded[start : start + length]
