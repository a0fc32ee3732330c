"""Systems side by side: ours, its parts alone, and what a person would use instead, over one index.

Each system scores every supplier of an index for a need: higher is better, NaN for one that it puts out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.config import cache_dir
from matcher.encode import CachedEncoder, Encoder, load_encoder
from matcher.encode.baseline import Baseline
from matcher.engine import Matcher
from matcher.engine.build import capability_texts
from matcher.errors import EncoderError, MatcherError
from matcher.evaluate.language import language_of, supplier_languages
from matcher.evaluate.translate import to_english
from matcher.model import Need, Ranking
from matcher.rank.asked import whole_text
from matcher.rank.rerank import Reranker, reranked

Scores = NDArray[np.float64]
#: Scores (n,) of all suppliers for one need.
Scorer = Callable[[Need], Scores]
FULL: Final = "full"
RERANKED: Final = "re-ranked"


class Systems:
    """Makes the systems over one Matcher; what they share is worked out once.

    Baselines see the same text of each supplier that ours sees, its name before it.

    Parameters
    ----------
    needs
        What will be asked: Spanish needs are translated in the same call as the suppliers.
    baseline
        A transformer to compare with, if any.
    reranker
        A cross-encoder that reads the best of our own ranking again, if any.
    """

    def __init__(
        self,
        matcher: Matcher,
        needs: Sequence[Need] = (),
        *,
        baseline: Baseline | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.matcher, self.needs = matcher, needs
        self.baseline, self.reranker = baseline, reranker
        #: Systems that were to be there and are not, with what is missing.
        self.left_out: list[str] = []
        self._last: tuple[Need, Ranking] | None = None

    def all(self) -> dict[str, Scorer]:
        """The systems by name, ours last.

        Raises MatcherError where a library is not installed, EncoderError where a model that was asked for
        by name cannot be loaded.
        """
        again = {RERANKED: self.reranked(self.reranker)} if self.reranker else {}
        return {
            "BM25": self.bm25(),
            "TF-IDF": self.tfidf(),
            "dense only": self.dense(),
            "lexical only": self.lexical(),
            **(self._transformers(self.baseline) if self.baseline else {}),
            FULL: self.full(),
            **again,
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

        def score(need: Need) -> Scores:
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

        def score(need: Need) -> Scores:
            return np.asarray((matrix @ vectorizer.transform([whole_text(need)]).T).todense()).ravel()

        return score

    def dense(self) -> Scorer:
        """The cosine of two whole texts by the index's own encoder."""
        return self._cosine(self.matcher.encoder, self.texts)

    def lexical(self) -> Scorer:
        """Our own lexical part alone: words and stems in both languages."""
        return lambda need: np.asarray(self.matcher.index.lexical_scores(whole_text(need)), dtype=np.float64)

    def transformer(self, by: Encoder) -> Scorer:
        """The cosine of two whole texts by another encoder."""
        return self._cosine(by, self.texts)

    def translated(self, by: Encoder) -> Scorer:
        """The same over English: what suppliers and needs say in Spanish is translated by Apertium first.

        Raises MatcherError where Apertium is missing or fails.
        """
        written = supplier_languages(self.matcher.index.rows)
        foreign = [at for at, language in enumerate(written) if language in ("es", "both")]
        asked = [text for need in self.needs if language_of(text := whole_text(need)) == "es"]
        done = to_english([*(self.texts[at] for at in foreign), *asked])
        texts = list(self.texts)
        for at, text in zip(foreign, done, strict=False):
            texts[at] = text
        english = dict(zip(asked, done[len(foreign) :], strict=True))
        return self._cosine(by, texts, english)

    def full(self) -> Scorer:
        """Matcher as a person uses it: every criterion, gates and routes."""

        def score(need: Need) -> Scores:
            ranking = self._ranking(need)
            scores = np.full(len(self.matcher), np.nan)
            scores[ranking.rows] = ranking.scores.total
            return scores

        return score

    def reranked(self, reranker: Reranker) -> Scorer:
        """Ours, its best read again by a cross-encoder, loaded here so that a wrong name is told at once."""
        reranker.load()
        full = self.full()

        def score(need: Need) -> Scores:
            asked = whole_text(need)
            return reranked(full(need), lambda best: reranker.scores(asked, [self.texts[at] for at in best]))

        return score

    def routes(self, need: Need) -> NDArray[np.int8]:
        """Positions in ROUTES (n,) that ours gives the suppliers for a need; -1 for who is put out."""
        ranking = self._ranking(need)
        routes = np.full(len(self.matcher), -1, dtype=np.int8)
        routes[ranking.rows] = ranking.routes
        return routes

    def _transformers(self, baseline: Baseline) -> dict[str, Scorer]:
        label, model = baseline.label, baseline.model
        if model is None:
            self.left_out += [f"{label}: {baseline.missing}", f"apertium + {label}: needs {label}"]
            return {}
        by = CachedEncoder(load_encoder(model), cache_dir() / "vectors.sqlite")
        try:
            found = {label: self.transformer(by)}
        except EncoderError as problem:
            if baseline.required:
                raise
            self.left_out += [f"{label}: {problem}", f"apertium + {label}: needs {label}"]
            return {}
        try:
            found[f"apertium + {label}"] = self.translated(by)
        except MatcherError as problem:
            self.left_out.append(f"apertium + {label}: {problem}")
        return found

    def _cosine(self, by: Encoder, texts: Sequence[str], said: Mapping[str, str] | None = None) -> Scorer:
        """Cosines of suppliers' texts with a need's, or with what ``said`` gives for it."""
        vectors, known = by.encode(texts), said or {}

        def score(need: Need) -> Scores:
            asked = whole_text(need)
            return np.asarray(vectors @ by.encode([known.get(asked, asked)])[0], dtype=np.float64)

        return score

    def _ranking(self, need: Need) -> Ranking:
        """Our ranking; that of the last need is kept, as several systems start from it."""
        if self._last is None or self._last[0] is not need:
            self._last = need, self.matcher.match(need)
        return self._last[1]
