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
from matcher.training.reader.corpus import Line, Tell, lines, marked_needs
from matcher.training.reader.lines import fit_lines
from matcher.training.reader.make import needs_path

if TYPE_CHECKING:
    import pandas as pd

#: One in so many products of the official English index is kept aside; classes are compared by five digits,
#: where the Mexican and the US classification are one.
KEPT_OF: Final = 10
DIGITS: Final = 5


def measure_terms(tell: Tell = lambda _: None) -> pd.DataFrame:
    """Official English index terms kept aside, by product, asked as written: right class at once and in five.

    A row for the reader's lines and one for a linear SVM over words and letter groups of the same lines
    (scikit-learn). Trains both, some three minutes.
    """
    import pandas as pd

    english = {fold(plain_term(term.term)): term for term in index_terms() if term.language == "en"}
    aside = {product: term for product, term in english.items() if product and _kept(product)}
    asked, right = [term.term for term in aside.values()], [term.code[:DIGITS] for term in aside.values()]
    needs = [need for need in marked_needs(needs_path()) if not need.test]
    learned = lines(needs, without=frozenset(aside))
    read = fit_lines(learned, tell)
    by_lines = softmax(read.logits(read.hidden(asked)))
    found = {
        "linear SVM": _at_five_digits(*_svm(learned, asked)),
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


def measure_needs() -> pd.DataFrame:
    """Needs that no training saw, by register: a right class at once and within five, beside a linear SVM.

    The SVM learned the same lines and reads each need whole. Trains it, some two minutes.
    """
    import pandas as pd

    from matcher.encode import load_encoder
    from matcher.engine.reading import Reader

    reader = Reader.of_tables(load_encoder())
    needs = marked_needs(needs_path())
    asked = [
        (need.register, Need(need.text, title=need.title or None), set(need.classes))
        for need in needs
        if need.test
    ]
    asked += [(f"blind {register}", need, right) for register, need, right in _blind()]
    learned = lines([need for need in needs if not need.test])
    scores, codes = _svm(learned, [whole_text(need) for _, need, _ in asked])
    by_svm = [[codes[at] for at in row] for row in np.argsort(-scores, axis=1, kind="stable")]
    by_reader = [list(reader.read(need).classes) for _, need, _ in asked]
    rows = {}
    for register in sorted({register for register, _, _ in asked}):
        at = [number for number, (other, _, _) in enumerate(asked) if other == register]
        for name, ranked in (("reader", by_reader), ("linear SVM", by_svm)):
            rows[register, name] = _shares([(ranked[number], asked[number][2]) for number in at])
    return pd.DataFrame(rows).T


def _blind() -> Iterator[tuple[str, Need, set[str]]]:
    with (needs_path().parent / "blind.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            need = Need(row["text"], title=row["title"] or None)
            yield row["register"], need, set(row["classes"].split(";"))
