"""Which classes make what a need asks for: a vote of the nearest official terms and catalogue phrases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.scian import index_terms, scian_classes
from matcher.model.hits import Floats
from matcher.rank.catalogue import NO_ITEM, shares
from matcher.text import clean, join_list

if TYPE_CHECKING:
    from matcher.knowledge.items import Item

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


@dataclass(frozen=True, slots=True)
class Bank:
    """Terms that vote. ``speaks_for`` says for which six-digit classes, as ``code:share`` list cells;
    ``item`` (terms,) int32 which item of the catalogue a term names, NO_ITEM for a classification's own."""

    terms: tuple[str, ...]
    speaks_for: tuple[str, ...]
    item: NDArray[np.int32]


def bank(items: Sequence[Item] = ()) -> Bank:
    """The official index terms and titles, and the names and sentences of those items of the catalogue.

    A US term speaks for every Mexican class under its five digits, a share for each: the sixth digit is
    national. An item speaks for the classes that make it, less for those that may.
    """
    rows = {(plain_term(term), cell, NO_ITEM) for term, cell in _official()}
    for number, item in enumerate(items):
        of_item = shares(item.classes_main, item.classes_possible)
        cell = join_list(f"{code}:{share:g}" for code, share in of_item.items())
        rows |= {(phrase, cell, number) for phrase in item.phrases}
    ordered = sorted(row for row in rows if row[0])
    terms, cells, numbers = zip(*ordered, strict=True)
    return Bank(terms, cells, np.array(numbers, dtype=np.int32))


def _official() -> Iterator[tuple[str, str]]:
    below: dict[str, set[str]] = defaultdict(set)
    for vintage in ("2018", "2023"):
        for known in scian_classes(vintage):
            if len(known.code) == 6 and known.code.startswith(("31", "32", "33")):
                below[known.code[:5]].add(known.code)
                for title in (known.title_es, known.title_en):
                    if title:
                        yield title, f"{known.code}:1"
    for term in index_terms():
        codes = sorted(below[term.code]) if len(term.code) == 5 else [term.code]
        yield term.term, join_list(f"{code}:{1 / len(codes):.4g}" for code in codes)


def vote(similarity: Floats, weights: NDArray[np.float32], speaks_for: Sequence[str]) -> dict[str, float]:
    """Six-digit classes with weights in [0, 1], the best first.

    Parameters
    ----------
    similarity : ndarray, shape (terms, texts), cosines of the bank's terms with the need's texts
    weights : ndarray, shape (texts,)
    speaks_for : the classes of each term with their shares, as ``bank`` gives them

    The weight of a class is its share of the winner's votes times how exactly the best term was met.
    """
    votes: dict[str, float] = defaultdict(float)
    exactness = 0.0
    k = min(VOTERS, similarity.shape[0])
    for column, weight in zip(similarity.T, weights, strict=True):
        nearest = np.argpartition(-column, k - 1)[:k]
        for at in nearest[np.argsort(-column[nearest], kind="stable")]:
            for code, _, share in (part.partition(":") for part in speaks_for[at].split(";")):
                votes[code] += float(weight) * max(float(column[at]), 0.0) ** SHARPNESS * float(share)
        exactness = max(exactness, float(column[nearest].max(initial=0.0)))
    confidence = float(np.clip((exactness - VAGUE) / (EXACT - VAGUE), 0.0, 1.0))
    top = max(votes.values(), default=0.0)
    if top <= 0 or confidence <= 0:
        return {}
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return {code: round(confidence * total / top, 6) for code, total in ranked if total > 0.02 * top}
