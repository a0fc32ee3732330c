"""How well the reader does on what it did not learn, beside what a person would use instead."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.scian import index_terms
from matcher.model import Need
from matcher.rank.asked import whole_text
from matcher.rank.classes import plain_term
from matcher.rank.lines import softmax
from matcher.text import fold
from matcher.training.reader.corpus import Line, MarkedNeed, Tell, lines, marked_needs
from matcher.training.reader.lines import fit_lines
from matcher.training.reader.make import needs_path

if TYPE_CHECKING:
    import pandas as pd

#: One in so many products of the official English index is kept aside; classes are compared by five digits,
#: where the Mexican and the US classification are one.
KEPT_OF: Final = 10
DIGITS: Final = 5
#: Nearest lines of a transformer that vote for their classes, and how fast a vote falls with their cosine:
#: the best of a few tried on needs that the training saw.
VOTERS: Final = 20
VOTE_FALLS: Final = 0.05


def measure_terms(tell: Tell = lambda _: None) -> pd.DataFrame:
    """Official English index terms kept aside, by product, asked as written: right class at once and in five.

    A row for the reader's lines, one for a linear SVM over words and letter groups of the same lines
    (scikit-learn) and, where it is installed, one for a vote of the nearest among them by all-MiniLM-L6-v2.
    Trains the first two, some three minutes; the transformer takes some ten more, once.
    """
    import pandas as pd

    english = {fold(plain_term(term.term)): term for term in index_terms() if term.language == "en"}
    aside = {product: term for product, term in english.items() if product and _kept(product)}
    asked, right = [term.term for term in aside.values()], [term.code[:DIGITS] for term in aside.values()]
    needs = [need for need in marked_needs(needs_path()) if need.trains]
    learned = lines(needs, without=frozenset(aside))
    read = fit_lines(learned, tell)
    by_lines = softmax(read.logits(read.hidden(asked)))
    found = {
        **{name: _at_five_digits(*scored) for name, scored in _others(learned, asked, tell).items()},
        "lines": _at_five_digits(by_lines, [str(code) for code in read.codes]),
    }
    return pd.DataFrame({name: _right(ranked, right) for name, ranked in found.items()}).T


def _kept(product: str) -> bool:
    return blake2b(product.encode(), digest_size=2).digest()[0] % KEPT_OF == 0


def _svm(learned: Sequence[Line], asked: Sequence[str]) -> tuple[NDArray[np.float64], list[str]]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(preprocessor=fold, ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(
        preprocessor=fold, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2
    )
    model = make_pipeline(make_union(words, letters), LinearSVC(C=0.3))
    best = [max(line.classes, key=lambda code: (line.classes[code], code)) for line in learned]
    model.fit([line.text for line in learned], best)
    return model.decision_function(asked), list(model.classes_)


def _others(
    learned: Sequence[Line], asked: Sequence[str], tell: Tell = lambda _: None
) -> dict[str, tuple[NDArray[np.float64], list[str]]]:
    """What a person would use instead: scores (n, c) of classes and which these are."""
    from matcher.encode.baseline import MINILM, find_baseline

    others = {"linear SVM": _svm(learned, asked)}
    baseline = find_baseline()
    if baseline.model is None:
        tell(f"left out: {MINILM} vote: {baseline.missing}")
    else:
        others[f"{MINILM} vote"] = _vote(baseline.model, learned, asked)
    return others


def _vote(model: str, learned: Sequence[Line], asked: Sequence[str]) -> tuple[NDArray[np.float64], list[str]]:
    """The classes of the lines that are nearest by a transformer, the nearer the more."""
    from matcher.config import cache_dir
    from matcher.encode import CachedEncoder, load_encoder

    encoder = CachedEncoder(load_encoder(model), cache_dir() / "vectors.sqlite")
    codes = sorted({code for line in learned for code in line.classes})
    shares = np.zeros((len(learned), len(codes)))
    for at, line in enumerate(learned):
        for code, share in line.classes.items():
            shares[at, codes.index(code)] = share
    known, wanted = encoder.encode([line.text for line in learned]), encoder.encode(list(asked))
    scores = np.zeros((len(asked), len(codes)))
    for at, near in enumerate(wanted @ known.T):
        best = np.argpartition(-near, VOTERS)[:VOTERS]
        scores[at] = np.exp((near[best] - near[best].max()) / VOTE_FALLS) @ shares[best]
    return scores, codes


def _at_five_digits(scores: NDArray[np.floating[Any]], codes: Sequence[str]) -> list[list[str]]:
    """The classes at five digits of each row, best first."""
    order = np.argsort(-scores, axis=1, kind="stable")
    return [list(dict.fromkeys(codes[at][:DIGITS] for at in row)) for row in order]


def _right(ranked: Sequence[Sequence[str]], codes: Sequence[str]) -> dict[str, float]:
    pairs = list(zip(ranked, codes, strict=True))
    return {
        "n": len(pairs),
        "at once": float(np.mean([codes[0] == code for codes, code in pairs])),
        "within five": float(np.mean([code in codes[:5] for codes, code in pairs])),
    }


def measure_notices(real_data: Path) -> pd.DataFrame:
    """Government notices that no weight was fitted on: classes of titles, and goods against none."""
    import pandas as pd

    from matcher.encode import load_encoder
    from matcher.engine.reading import Reader
    from matcher.rank.goods import GOODS
    from matcher.training.reader.weights import kept_for_fit, notices, titles

    reader = Reader.of_tables(load_encoder())
    ranked = [(list(reader.read(need).classes), set(codes)) for need, codes in titles(real_data, fit=False)]
    told = [
        (reader.read(need).goods >= GOODS, label == "product")
        for need, label in notices(real_data)
        if label != "unclear" and not kept_for_fit(need)
    ]
    goods = float(np.mean([said for said, good in told if good]))
    none = float(np.mean([not said for said, good in told if not good]))
    row = {**_shares(ranked), "goods kept": goods, "none told": none, "balanced": (goods + none) / 2}
    return pd.DataFrame({"notices": row}).T


def _shares(ranked: Sequence[tuple[Sequence[str], set[str]]]) -> dict[str, float]:
    return {
        "n": len(ranked),
        "at once": float(np.mean([codes[0] in right for codes, right in ranked])),
        "within five": float(np.mean([bool(right & set(codes[:5])) for codes, right in ranked])),
    }


def measure_needs(tell: Tell = lambda _: None) -> pd.DataFrame:
    """Needs that no training saw, by register: a right class at once and within five, beside others.

    A linear SVM and, where it is installed, a vote of all-MiniLM-L6-v2: both know the same lines and read
    each need whole. Trains the SVM, some two minutes.
    """
    import pandas as pd

    from matcher.encode import load_encoder
    from matcher.engine.reading import Reader

    reader = Reader.of_tables(load_encoder())
    needs = marked_needs(needs_path())
    asked = [
        (_sort(need), Need(need.text, title=need.title or None), set(need.classes))
        for need in needs
        if not need.trains
    ]
    asked += [(f"blind {register}", need, right) for register, need, right in _blind()]
    asked += [("short", need, right) for need, right in _short()]
    learned = lines([need for need in needs if need.trains])
    found = {"reader": [list(reader.read(need).classes) for _, need, _ in asked]}
    others = _others(learned, [whole_text(need) for _, need, _ in asked], tell)
    for name, (scores, codes) in others.items():
        found[name] = [[codes[at] for at in row] for row in np.argsort(-scores, axis=1, kind="stable")]
    rows = {}
    for register in sorted({register for register, _, _ in asked}):
        at = [number for number, (other, _, _) in enumerate(asked) if other == register]
        for name, ranked in found.items():
            rows[register, name] = _shares([(ranked[number], asked[number][2]) for number in at])
    return pd.DataFrame(rows).T


def _sort(need: MarkedNeed) -> str:
    """The register, and whether no weight was set on the need either."""
    return f"unseen {need.register}" if need.split == "measure" else need.register


def _blind() -> Iterator[tuple[str, Need, set[str]]]:
    with (needs_path().parent / "blind.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            need = Need(row["text"], title=row["title"] or None)
            yield row["register"], need, set(row["classes"].split(";"))


def _short() -> Iterator[tuple[Need, set[str]]]:
    """Needs of a few words that nothing was set on."""
    with (needs_path().parent / "short.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["split"] == "test":
                yield Need(row["text"]), set(row["classes"].split(";"))
