"""Which classes make what a need asks for: a vote of the nearest official index terms, in both languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.scian import index_terms, scian_classes
from matcher.model.hits import Floats
from matcher.text import clean, join_list, split_list

#: Nearest terms that vote, for each text of the need.
VOTERS: Final = 16
#: A vote counts by a power of its cosine, so that one exact term outweighs many vague ones.
SHARPNESS: Final = 8
#: Cosines between which the best term goes from "says nothing" to "names the thing".
VAGUE: Final = 0.25
EXACT: Final = 0.6

# Every index term says that its product is made, and some from what: noise when products are compared.
_MADE: Final = re.compile(
    r"\(.*?\)|,?\s*\b(?:fabricaci[oó]n|confecci[oó]n|elaboraci[oó]n|producci[oó]n|manufactur\w+|"
    r"made (?:from|in)|except|integrad[oa]s? con|a partir de|en serie)\b.*$",
    re.IGNORECASE,
)
_TITLE_START: Final = re.compile(
    r"^(?:fabricaci[oó]n|confecci[oó]n|elaboraci[oó]n|producci[oó]n) (?:en serie )?(?:de )?", re.I
)


def plain_term(term: str) -> str:
    """The product that an index term names: ``"Drapes, surgical, disposable, manufacturing"`` is surgical
    disposable drapes, ``"equipo para infusión, fabricación"`` is equipo para infusión."""
    bare = clean(_MADE.sub("", _TITLE_START.sub("", term))).strip(" ,")
    head, *modifiers = bare.split(", ")
    return " ".join([*modifiers, head])


def bank() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms that vote, and for each the six-digit classes it speaks for, as a list cell.

    A US term speaks for every Mexican class under its five digits, a share for each: the sixth digit is
    national.
    """
    below: dict[str, list[str]] = defaultdict(list)
    pairs: set[tuple[str, str]] = set()
    for vintage in ("2018", "2023"):
        for known in scian_classes(vintage):
            if len(known.code) == 6 and known.code.startswith(("31", "32", "33")):
                below[known.code[:5]].append(known.code)
                pairs |= {
                    (plain_term(title), known.code) for title in (known.title_es, known.title_en) if title
                }
    for term in index_terms():
        codes = join_list(sorted(set(below[term.code]))) if len(term.code) == 5 else term.code
        pairs.add((plain_term(term.term), codes))
    ordered = sorted((term, codes) for term, codes in pairs if term and codes)
    return tuple(term for term, _ in ordered), tuple(codes for _, codes in ordered)


def vote(similarity: Floats, weights: NDArray[np.float32], classes: Sequence[str]) -> dict[str, float]:
    """Six-digit classes with weights in [0, 1], the best first.

    Parameters
    ----------
    similarity : ndarray, shape (terms, texts), cosines of the bank's terms with the need's texts
    weights : ndarray, shape (texts,)
    classes : the classes of each term, as ``bank`` gives them

    The weight of a class is its share of the winner's votes times how exactly the best term was met.
    """
    votes: dict[str, float] = defaultdict(float)
    exactness = 0.0
    k = min(VOTERS, similarity.shape[0])
    for column, weight in zip(similarity.T, weights, strict=True):
        nearest = np.argpartition(-column, k - 1)[:k]
        for at in nearest[np.argsort(-column[nearest], kind="stable")]:
            spoken_for = split_list(classes[at])
            for code in spoken_for:
                votes[code] += float(weight) * max(float(column[at]), 0.0) ** SHARPNESS / len(spoken_for)
        exactness = max(exactness, float(column[nearest].max(initial=0.0)))
    confidence = float(np.clip((exactness - VAGUE) / (EXACT - VAGUE), 0.0, 1.0))
    top = max(votes.values(), default=0.0)
    if top <= 0 or confidence <= 0:
        return {}
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return {code: round(confidence * total / top, 6) for code, total in ranked if total > 0.02 * top}
