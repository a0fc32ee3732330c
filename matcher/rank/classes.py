"""Which classes make what a need asks for: what official terms, buyers' terms and the catalogue say of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.scian import buyer_terms, index_terms, scian_classes
from matcher.model.hits import Floats
from matcher.rank.catalogue import POSSIBLE, Likely, best_first, shares
from matcher.rank.tfidf import TfIdf, letter_groups, tfidf_of, under, whole_words
from matcher.text import clean

if TYPE_CHECKING:
    from matcher.knowledge.items import Item

#: Nearest terms that vote, for each phrase of the need.
VOTERS: Final = 16
#: A vote counts by a power of its likeness, so that one exact term outweighs many vague ones.
SHARPNESS: Final = 8
#: What a cosine of vectors adds to the letters that a phrase shares with a term.
MEANING: Final = 0.5
#: A class whose document is this much less alike than the best has e times less weight.
SPREAD: Final = 0.05
#: Fitted on judged needs (conditional logit): what each witness counts for, and the floor under its word.
BY_ITEM, BY_TERM, BY_DOCUMENT, BY_GROUP = 0.9, 0.9, 1.5, 1.0
FLOOR: Final = 0.005
#: Probability up to which an item is one witness among others; certain, it decides alone.
DOUBTFUL: Final = 0.7
#: How fast a class counts less down the list of its supply group.
FURTHER_DOWN: Final = 0.3
_LETTERS, _WORDS, _TERMS = "class_letters_", "class_words_", "class_term_letters_"
_VECTORS, _STARTS, _CLASS_AT, _SHARES = (
    "class_term_vectors",
    "class_term_starts",
    "class_term_class",
    "class_term_share",
)

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
class ByTerm:
    """Shares (c,) of the votes of the nearest terms, and how alike the nearest of all is (from 0 to 1.5)."""

    shares: Floats
    nearest: float


@dataclass(frozen=True, slots=True)
class Classifier:
    """t terms that speak for c classes, and all that is said of each class as one document.

    ``codes`` (c,) are six-digit classes; ``vectors`` (t, d) unit rows, stored in half precision; ``starts``
    (t + 1,) into ``class_at`` and ``share``: for which classes each term speaks, and how surely.
    """

    codes: tuple[str, ...]
    terms: TfIdf
    vectors: Floats
    starts: NDArray[np.int64]
    class_at: NDArray[np.uint16]
    share: Floats
    letters: TfIdf
    words: TfIdf

    def probabilities(
        self, by_term: Floats, whole: str, by_item: Mapping[str, float], of_group: Sequence[str]
    ) -> dict[str, float]:
        """Classes by how likely they make what is asked for, the best first; the probabilities sum to 1.

        Parameters
        ----------
        by_term : (c,), what ``by_term`` gave for the phrases of the need
        whole : all of its text
        by_item : how likely each class makes what is asked for, as far as an item of the catalogue is
        of_group : the classes of the federal supply group that it names, if any, the most usual first
        """
        logits = (
            BY_ITEM * np.log(FLOOR + np.array([by_item.get(code, 0.0) for code in self.codes]))
            + BY_TERM * np.log(FLOOR + by_term)
            + BY_DOCUMENT * np.log(FLOOR + self._by_document(whole))
        )
        if of_group:
            logits += BY_GROUP * np.log(FLOOR + self._by_group(of_group))
        odds = np.exp(logits - logits.max())
        likely = odds / odds.sum()
        order = np.lexsort((np.arange(len(likely)), -np.round(likely, 9)))
        return {self.codes[at]: float(likely[at]) for at in order}

    def by_term(self, phrases: Sequence[str], vectors: Floats) -> ByTerm:
        """The votes of the terms nearest to each of p phrases, whose ``vectors`` are (p, d)."""
        total, nearest = np.zeros(len(self.codes)), 0.0
        cosines = self.vectors @ vectors.T
        for phrase, cosine in zip(phrases, cosines.T, strict=True):
            likeness = self.terms.similarity(phrase) + MEANING * np.maximum(cosine, 0.0)
            k = min(VOTERS, len(likeness))
            votes = np.zeros(len(self.codes))
            for at in np.sort(np.argpartition(-likeness, k - 1)[:k]):
                of_term = slice(self.starts[at], self.starts[at + 1])
                votes[self.class_at[of_term]] += likeness[at] ** SHARPNESS * self.share[of_term]
            total += votes / max(float(votes.sum()), 1e-12)
            nearest = max(nearest, float(likeness.max(initial=0.0)))
        return ByTerm((total / max(len(phrases), 1)).astype(np.float32), nearest)

    def _by_group(self, codes: Sequence[str]) -> Floats:
        """Shares of the classes of a supply group, (c,): the further down its list, the less."""
        worth = {code: 1 / (1 + FURTHER_DOWN * place) for place, code in enumerate(codes)}
        result: Floats = np.array([worth.get(code, 0.0) for code in self.codes], np.float32) / sum(
            worth.values()
        )
        return result

    def _by_document(self, whole: str) -> Floats:
        """Shares by how alike the whole text is to all that is said of a class, (c,)."""
        alike = self.letters.similarity(whole) + self.words.similarity(whole)
        odds = np.exp((alike - alike.max()) / SPREAD)
        result: Floats = odds / odds.sum()
        return result

    def arrays(self) -> dict[str, NDArray[Any]]:
        """For storing with an index; ``codes`` are stored beside them as texts."""
        parts = ((_LETTERS, self.letters), (_WORDS, self.words), (_TERMS, self.terms))
        stored = {f"{prefix}{name}": array for prefix, part in parts for name, array in part.arrays().items()}
        return {
            **stored,
            _VECTORS: self.vectors.astype(np.float16),
            _STARTS: self.starts,
            _CLASS_AT: self.class_at,
            _SHARES: self.share,
        }

    @classmethod
    def of_arrays(cls, codes: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> Classifier:
        """What ``arrays`` gave, as a classifier again."""
        n_terms = len(arrays[_STARTS]) - 1
        return cls(
            tuple(codes),
            TfIdf.of_arrays(letter_groups, n_terms, under(_TERMS, arrays)),
            arrays[_VECTORS].astype(np.float32),
            arrays[_STARTS],
            arrays[_CLASS_AT],
            arrays[_SHARES],
            TfIdf.of_arrays(letter_groups, len(codes), under(_LETTERS, arrays)),
            TfIdf.of_arrays(whole_words, len(codes), under(_WORDS, arrays)),
        )


def with_named_item(classes: Mapping[str, float], likely: Likely) -> dict[str, float]:
    """Class probabilities, decided by the likeliest item of the catalogue as far as it is beyond doubt."""
    top = likely.items[0][1] if likely.items else 0.0
    sure = max(0.0, (top - DOUBTFUL) / (1 - DOUBTFUL))
    if not sure:
        return dict(classes)
    by_item = likely.classes()
    total = sum(by_item.values())
    mixed = {
        code: sure * by_item.get(code, 0.0) / total + (1 - sure) * classes.get(code, 0.0)
        for code in dict.fromkeys((*classes, *by_item))
    }
    return best_first(mixed)


def classifier_of(
    encode: Callable[[Sequence[str]], Floats], items: Sequence[Item], *, buyers: bool = True
) -> Classifier:
    """A classifier from the official index, buyers' terms (unless left out) and some items of the catalogue.

    A US term speaks for every Mexican class under its five digits, a share for each: the sixth digit is
    national. An item speaks for the classes that make it, less for those that may.
    """
    spoken: dict[str, dict[str, float]] = defaultdict(dict)
    for term, code, share in (*official_terms(), *(_from_buyers() if buyers else ()), *_names(items)):
        spoken[term][code] = max(share, spoken[term].get(code, 0.0))
    terms = sorted(term for term in spoken if term)
    codes = sorted({code for term in terms for code in spoken[term]})
    at = {code: number for number, code in enumerate(codes)}
    pairs = [sorted((at[code], share) for code, share in spoken[term].items()) for term in terms]
    flat = [pair for of_term in pairs for pair in of_term]
    documents = _documents(codes, spoken, items)
    return Classifier(
        tuple(codes),
        tfidf_of(letter_groups, terms),
        encode(terms).astype(np.float16).astype(np.float32),  # as it is stored
        np.cumsum([0, *(len(of_term) for of_term in pairs)]).astype(np.int64),
        np.array([number for number, _ in flat], dtype=np.uint16),
        np.array([share for _, share in flat], dtype=np.float32),
        tfidf_of(letter_groups, documents),
        tfidf_of(whole_words, documents),
    )


def _documents(
    codes: Sequence[str], spoken: Mapping[str, Mapping[str, float]], items: Sequence[Item]
) -> list[str]:
    """All that is said of each class: the terms that speak for it, and what is said of its items."""
    said: dict[str, list[str]] = defaultdict(list)
    for term in sorted(spoken):
        for code, share in spoken[term].items():
            if share > POSSIBLE:
                said[code].append(term)
    for item in items:
        said[item.classes_main[0]].append(item.document)
    return [". ".join(said[code]) for code in codes]


def official_terms(*, as_written: bool = False) -> Iterator[tuple[str, str, float]]:
    """The official index terms and titles: product, class, and how surely it speaks for that class.

    ``as_written`` gives each index term a second time as it stands: ``"Drapes, surgical, manufacturing"``.
    """
    below: dict[str, set[str]] = defaultdict(set)
    for vintage in ("2018", "2023"):
        for known in scian_classes(vintage):
            if len(known.code) == 6 and known.code.startswith(("31", "32", "33")):
                below[known.code[:5]].add(known.code)
                yield from (
                    (plain_term(title), known.code, 1.0) for title in (known.title_es, known.title_en)
                )
    for term in index_terms():
        codes = sorted(below[term.code]) if len(term.code) == 5 else [term.code]
        yield from ((plain_term(term.term), code, 1 / len(codes)) for code in codes)
        if as_written:
            yield from ((term.term, code, 1 / len(codes)) for code in codes)


def _from_buyers() -> Iterator[tuple[str, str, float]]:
    return ((term.term, term.code, 1.0) for term in buyer_terms())


def _names(items: Sequence[Item]) -> Iterator[tuple[str, str, float]]:
    for item in items:
        for code, share in shares(item.classes_main, item.classes_possible).items():
            yield from ((name, code, share) for name in item.names)
