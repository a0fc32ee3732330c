"""Systems side by side: ours, its parts alone, and what a person would use instead, over one index.

Each system scores every supplier of an index for a need: higher is better, NaN for one that it puts out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.engine import Matcher
from matcher.engine.build import capability_texts
from matcher.errors import MatcherError
from matcher.model import Need
from matcher.rank.asked import whole_text

#: Scores (n,) of all suppliers for one need.
Scorer = Callable[[Need], NDArray[np.float64]]
FULL: Final = "full"


class Systems:
    """Makes the systems over one Matcher; what they share is worked out once.

    Baselines see the same text of each supplier that ours sees, its name before it.
    """

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher

    def all(self) -> dict[str, Scorer]:
        """The systems by name, ours last."""
        return {
            "BM25": self.bm25(),
            "TF-IDF": self.tfidf(),
            "dense only": self.dense(),
            "lexical only": self.lexical(),
            FULL: self.full(),
        }

    @cached_property
    def texts(self) -> list[str]:
        """Name and capability text of every supplier, in the order of the index."""
        names = self.matcher.index.rows["name"].to_pylist()
        capabilities = capability_texts(self.matcher.index.rows)
        return [f"{name}. {text}" for name, text in zip(names, capabilities, strict=True)]

    def bm25(self) -> Scorer:
        """BM25 as bm25s computes it, over folded words. Raises MatcherError where bm25s is not installed."""
        try:
            import bm25s
        except ImportError as problem:
            raise MatcherError("Needs bm25s: pip install 'matcher[evaluate]'.") from problem
        from matcher.text import words

        index = bm25s.BM25()
        index.index([words(text) for text in self.texts], show_progress=False)
        known = index.vocab_dict

        def score(need: Need) -> NDArray[np.float64]:
            asked = [word for word in words(whole_text(need)) if word in known]
            if not asked:
                return np.zeros(len(self.texts))
            return np.asarray(index.get_scores(asked), dtype=np.float64)

        return score

    def tfidf(self) -> Scorer:
        """TF-IDF over groups of 3 to 5 letters, cosine; scikit-learn."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        from matcher.text import fold

        vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), preprocessor=fold, sublinear_tf=True
        )
        matrix = vectorizer.fit_transform(self.texts)

        def score(need: Need) -> NDArray[np.float64]:
            return np.asarray((matrix @ vectorizer.transform([whole_text(need)]).T).todense()).ravel()

        return score

    def dense(self) -> Scorer:
        """The cosine of two whole texts by the index's own encoder."""
        by = self.matcher.encoder
        vectors = by.encode(self.texts)

        def score(need: Need) -> NDArray[np.float64]:
            return np.asarray(vectors @ by.encode([whole_text(need)])[0], dtype=np.float64)

        return score

    def lexical(self) -> Scorer:
        """Our own lexical part alone: words and stems in both languages."""
        return lambda need: np.asarray(self.matcher.index.lexical_scores(whole_text(need)), dtype=np.float64)

    def full(self) -> Scorer:
        """Matcher as a person uses it: every criterion, gates and routes."""

        def score(need: Need) -> NDArray[np.float64]:
            ranking = self.matcher.match(need)
            scores = np.full(len(self.matcher), np.nan)
            scores[ranking.rows] = ranking.scores.total
            return scores

        return score
