"""Which phrases of a need name what is wanted, among all it says of volumes, places, papers and reasons.

Each phrase is weighed by the words around it, by where it stands and by how clearly it names a product;
learned from marked needs by ``matcher.training.reader``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matcher.model.hits import Floats
from matcher.rank.lines import Lines, softmax
from matcher.rank.phrases import Phrases, phrases_of

#: Words before and after a phrase that are seen in their places; rows of the table of words around it.
BEFORE, AFTER, ROWS = 4, 2, 4096
#: Rows looked up for each phrase: those words, the words before wherever they stand, and three of its own.
AROUND: Final = BEFORE + AFTER + BEFORE + 3
#: What is measured of each phrase, see ``_measures``.
MEASURES: Final = 15
_ARTICLES: Final = frozenset("a an un una some".split())
_NAMES = ("around", "alone", "by_hidden", "by_measure", "bias", "inner", "inner_bias", "outer", "straight")
_PREFIX: Final = "wanted_"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of p phrases: ``around`` (p, a) rows for the words around, ``hidden`` (p, h) and
    ``shares`` (p, c) what ``Lines`` says of each, ``measures`` (p, MEASURES)."""

    phrases: Phrases
    around: NDArray[np.int64]
    hidden: Floats
    shares: Floats
    measures: Floats


@dataclass(frozen=True, slots=True)
class Told:
    """What a need wants: its phrases with the weight of each, summing to 1, the heaviest first; ``shares``
    (c,), how likely each class of ``Lines`` makes it: zeros for a text without a word, as no phrases."""

    phrases: tuple[tuple[str, float], ...]
    shares: Floats

    def best(self, most: int, least: float = 0.0) -> tuple[tuple[str, float], ...]:
        """The ``most`` heaviest phrases that weigh at least so much."""
        return tuple(pair for pair in self.phrases[:most] if pair[1] >= least)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A trained judge of phrases: ``around`` (ROWS, p) and ``alone`` (ROWS,) for words around,
    ``by_hidden`` (h, p), ``by_measure`` (MEASURES, p), ``bias`` (p,), ``inner`` (p, q), ``inner_bias`` (q,),
    ``outer`` (q,) and ``straight`` (MEASURES,)."""

    around: Floats
    alone: Floats
    by_hidden: Floats
    by_measure: Floats
    bias: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    straight: Floats

    def weights(self, seen: Seen) -> Floats:
        """How much of what is wanted each phrase names, (p,), summing to 1."""
        first = (
            self.around[seen.around].sum(axis=1)
            + seen.hidden @ self.by_hidden
            + seen.measures @ self.by_measure
            + self.bias
        )
        second = np.maximum(np.maximum(first, 0.0) @ self.inner + self.inner_bias, 0.0)
        logits = second @ self.outer + self.alone[seen.around].sum(axis=1) + seen.measures @ self.straight
        return softmax(logits.astype(np.float32))

    def told(self, text: str, lines: Lines, *, title: str | None = None) -> Told:
        """What a need wants, by its title and text."""
        seen = look(text, lines, title=title)
        if not seen.phrases.texts:
            return Told((), np.zeros(len(lines.codes), dtype=np.float32))
        weights = self.weights(seen)
        order = np.lexsort((np.arange(len(weights)), -np.round(weights, 6)))
        heavy = tuple((seen.phrases.texts[at], float(weights[at])) for at in order)
        return Told(heavy, (weights @ seen.shares).astype(np.float32))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """For storing."""
        return {f"{_PREFIX}{name}": getattr(self, name) for name in _NAMES}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Wanted:
        """What ``arrays`` gave, perhaps in half precision, as a judge again."""
        return cls(**{name: arrays[f"{_PREFIX}{name}"].astype(np.float32) for name in _NAMES})


def look(text: str, lines: Lines, *, title: str | None = None) -> Seen:
    """See the phrases of a need; a title stands before its text as a sentence of its own."""
    whole = f"{title}\n{text}" if title else text
    phrases = phrases_of(whole)
    hidden = lines.hidden(phrases.texts)
    logits = lines.logits(hidden)
    shares = softmax(logits) if len(logits) else logits
    rows = [_around(phrases.words, first, last) for first, last in phrases.spans]
    around = np.array(rows, dtype=np.int64).reshape(len(rows), AROUND)
    measures = _measures(phrases, logits, shares, len(title or ""))
    return Seen(phrases, around, hidden, shares, measures)


def _around(words: Sequence[str], first: int, last: int) -> list[int]:
    """Rows of the words before and after in their places, of those before anywhere, and of its own edges."""
    before = [words[first - 1 - at] if first > at else "<s>" for at in range(BEFORE)]
    after = [words[last + 1 + at] if last + 1 + at < len(words) else "</s>" for at in range(AFTER)]
    keys = [f"{at}{word}" for at, word in enumerate((*before, *after))]
    keys += [f"L{word}" for word in before]
    keys += [f"s{words[first]}", f"e{words[last]}", f"x{words[last][-3:]}"]
    return [crc32(key.encode()) % ROWS for key in keys]


def _measures(phrases: Phrases, logits: Floats, shares: Floats, title: int) -> Floats:
    """Of each phrase: how sure its class is and how much the whole text agrees, where it stands, its form."""
    n_words, n_phrases = len(phrases.words), len(phrases.texts)
    if not n_phrases:
        return np.zeros((0, MEASURES), dtype=np.float32)
    first, last = np.array(phrases.spans).T
    sentence = np.array(phrases.sentence)
    often = Counter(phrases.words)
    top = shares.argmax(axis=1)
    columns = (
        shares.max(axis=1),
        -(shares * np.log(shares + 1e-9)).sum(axis=1),
        10 * shares.mean(axis=0)[top],
        np.exp(-first / 15),
        np.exp(-first / 60),
        np.exp(-(n_words - last) / 25),
        np.exp(-sentence[first] / 1.5),
        sentence[first] / (sentence[-1] + 1),
        np.array([min(often[phrases.words[at]], 5) / 3 for at in last]),
        (last - first) / 4,
        np.array([any(sign.isdigit() for sign in text) for text in phrases.texts]),
        np.array([text[:1].isupper() for text in phrases.texts]),
        np.array([at > 0 and phrases.words[at - 1] in _ARTICLES for at in first]),
        logits.max(axis=1) / 10,
        np.array(phrases.starts)[first] < title,
    )
    return np.stack(columns, axis=1).astype(np.float32)
