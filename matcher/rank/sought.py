"""Which items of the catalogue a need asks for: a probability for each, and for "none of these"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.model.hits import Floats
from matcher.rank.tfidf import TfIdf, letter_groups, under, whole_words

#: What each likeness of a need and all that is said of an item adds to the item's logit. Fitted by maximum
#: likelihood (conditional logit) on judged needs.
LETTERS: Final = 18.0
HEAD: Final = 10.0
WORDS: Final = 16.0
MEANING: Final = 15.0
#: The logit of "none of these": where an item is as likely right as wrong.
NONE: Final = 12.0
_LETTERS, _WORDS, _VECTORS = "item_letters_", "item_words_", "item_vectors"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The m items of the catalogue as documents to look a need up in; ``vectors`` (m, d) unit rows."""

    letters: TfIdf
    words: TfIdf
    vectors: Floats

    def logits(self, text: str, head: str, vector: Floats) -> Floats:
        """How strongly each item is asked for, (m,): by the whole text, its title or head, its vector."""
        logits: Floats = (
            LETTERS * self.letters.similarity(text)
            + HEAD * self.letters.similarity(head)
            + WORDS * self.words.similarity(text)
            + MEANING * (self.vectors @ vector)
        )
        return logits

    def arrays(self) -> dict[str, NDArray[Any]]:
        """For storing with an index."""
        letters = {f"{_LETTERS}{name}": array for name, array in self.letters.arrays().items()}
        words = {f"{_WORDS}{name}": array for name, array in self.words.arrays().items()}
        return {**letters, **words, _VECTORS: self.vectors}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Catalogue:
        """What ``arrays`` gave, as a catalogue again."""
        vectors = arrays[_VECTORS]
        parts = [
            TfIdf.of_arrays(analyser, len(vectors), under(prefix, arrays))
            for analyser, prefix in ((letter_groups, _LETTERS), (whole_words, _WORDS))
        ]
        return cls(parts[0], parts[1], vectors)


def probabilities(logits: Floats) -> Floats:
    """The probability that each item is asked for, (m,); what is missing to 1 is "none of these"."""
    top = max(float(logits.max(initial=NONE)), NONE)
    odds = np.exp(logits - top)
    shares: Floats = odds / (odds.sum() + np.exp(NONE - top))
    return shares
