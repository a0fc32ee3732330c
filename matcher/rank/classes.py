"""Which classes make what a need asks for: a vote of the nearest official index terms, in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.scian import index_terms, scian_classes
from matcher.model.hits import Floats

#: Nearest terms that vote, for each text of the need.
VOTERS: Final = 16
#: A vote counts by a power of its cosine, so that one exact term outweighs many vague ones.
SHARPNESS: Final = 8
#: Cosines between which the best term goes from "says nothing" to "names the thing".
VAGUE, EXACT: Final = 0.35, 0.75


def bank() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms that vote and the class of each: six digits, or five for US terms (digit six is national)."""
    pairs = {(term.term, term.code) for term in index_terms()}
    for vintage in ("2018", "2023"):
        for known in scian_classes(vintage):
            if len(known.code) == 6 and known.code.startswith(("31", "32", "33")):
                pairs |= {(title, known.code) for title in (known.title_es, known.title_en) if title}
    ordered = sorted(pairs)
    return tuple(term for term, _ in ordered), tuple(code for _, code in ordered)


def vote(similarity: Floats, weights: NDArray[np.float32], codes: Sequence[str]) -> dict[str, float]:
    """Six-digit classes with weights in [0, 1], the best first.

    Parameters
    ----------
    similarity : ndarray, shape (terms, texts), cosines of the bank's terms with the need's texts
    weights : ndarray, shape (texts,)
    codes : the class of each term

    The weight of a class is its share of the winner's votes times how exactly the best term was met.
    """
    votes: dict[str, float] = defaultdict(float)
    exactness = 0.0
    k = min(VOTERS, similarity.shape[0])
    for column, weight in zip(similarity.T, weights, strict=True):
        nearest = np.argpartition(-column, k - 1)[:k]
        for at in nearest[np.argsort(-column[nearest], kind="stable")]:
            votes[codes[at]] += float(weight) * max(float(column[at]), 0.0) ** SHARPNESS
        exactness = max(exactness, float(column[nearest].max(initial=0.0)))
    confidence = float(np.clip((exactness - VAGUE) / (EXACT - VAGUE), 0.0, 1.0))
    totals = {code: votes[code] + votes.get(code[:5], 0.0) for code in _six_digits(votes)}
    top = max(totals.values(), default=0.0)
    if top <= 0 or confidence <= 0:
        return {}
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return {code: round(confidence * total / top, 6) for code, total in ranked if total > 0.02 * top}


def _six_digits(votes: dict[str, float]) -> list[str]:
    named = {code for code in votes if len(code) == 6}
    parents = {code for code in votes if len(code) == 5}
    below = {known.code for known in scian_classes() if len(known.code) == 6 and known.code[:5] in parents}
    return sorted(named | below)
