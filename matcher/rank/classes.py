"""Which classes make what a need asks for: what official terms, buyers' terms and the catalogue say of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.scian import buyer_terms, index_terms, scian_classes
from matcher.model.hits import Floats
from matcher.rank.catalogue import DOUBTFUL, POSSIBLE, Likely, best_first, shares
from matcher.rank.tfidf import TfIdf, letter_groups, tfidf_of, under, whole_words
from matcher.text import clean

if TYPE_CHECKING:
    from matcher.knowledge.items import Item

#: A class whose document is this much less alike than the best has e times less weight.
SPREAD: Final = 0.05
#: What each witness counts for, in the order of ``Classifier.signs``, and the floor under its word; fitted by
#: conditional logit on judged needs (``matcher.training.reader --weights``).
WEIGHTS: Final = np.array([1.14, 0.0, 3.11, 0.39, 1.56, 1.31], dtype=np.float32)
FLOOR: Final = 0.005
#: The least that a class is taken to be likely where opinions are pooled: none may veto.
UNLIKELY: Final = 1e-4
#: How fast a class counts less down the list of its supply group.
FURTHER_DOWN: Final = 0.3
#: Terms of a class with which its document counts for the root of a half: a short one is easily alike.
SHALLOW: Final = 40.0
_LETTERS, _WORDS, _DEPTH = "class_letters_", "class_words_", "class_depth"

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
class ClassAsking:
    """A need as classes are told from it.

    ``wanted`` and ``by_item`` map classes to how likely they make what its phrases name, and the item of the
    catalogue that it asks for; ``whole`` is all of its text, ``of_group`` the classes of the federal supply
    group that it names, if any, the most usual first; ``names``: it names a thing and says little more.
    """

    wanted: Mapping[str, float]
    by_item: Mapping[str, float]
    whole: str
    of_group: Sequence[str] = ()
    names: bool = False


@dataclass(frozen=True, slots=True)
class Classifier:
    """The c six-digit classes that can be told apart, by ``codes``, and all that is said of each as one
    document, by ``letters`` and by ``words``; ``depth`` (c,) in [0, 1] grows with how much is said of it."""

    codes: tuple[str, ...]
    depth: Floats
    letters: TfIdf
    words: TfIdf

    def probabilities(self, asking: ClassAsking) -> dict[str, float]:
        """Classes by how likely they make what is asked for, the best first; the probabilities sum to 1."""
        logits = WEIGHTS @ self.signs(asking)
        odds = np.exp(logits - logits.max())
        likely = odds / odds.sum()
        order = np.lexsort((np.arange(len(likely)), -np.round(likely, 9)))
        return {self.codes[at]: float(likely[at]) for at in order}

    def signs(self, asking: ClassAsking) -> Floats:
        """What speaks for each class, (6, c), as logarithms.

        What the phrases of the need name; its item and its whole text beside all that is said of the class,
        for a need that says more than a name and for one that does not; its supply group.
        """
        nothing = np.zeros(len(self.codes), dtype=np.float32)
        item = np.log(FLOOR + self._of(asking.by_item))
        document = np.log(FLOOR + self._by_document(asking.whole))
        group = np.log(FLOOR + self._by_group(asking.of_group)) if asking.of_group else nothing
        longer = (item, document, nothing, nothing)
        name = (nothing, nothing, item, document)
        wanted = np.log(FLOOR + self._of(asking.wanted))
        return np.stack([wanted, *(name if asking.names else longer), group]).astype(np.float32)

    def _of(self, shares: Mapping[str, float]) -> Floats:
        return np.array([shares.get(code, 0.0) for code in self.codes], dtype=np.float32)

    def _by_group(self, codes: Sequence[str]) -> Floats:
        """Shares of the classes of a supply group, (c,): the further down its list, the less."""
        worth = {code: 1 / (1 + FURTHER_DOWN * place) for place, code in enumerate(codes)}
        result: Floats = np.array([worth.get(code, 0.0) for code in self.codes], np.float32) / sum(
            worth.values()
        )
        return result

    def _by_document(self, whole: str) -> Floats:
        """Shares by how alike the whole text is to all that is said of a class, (c,)."""
        alike = self.depth * (self.letters.similarity(whole) + self.words.similarity(whole))
        odds = np.exp((alike - alike.max()) / SPREAD)
        result: Floats = odds / odds.sum()
        return result

    def arrays(self) -> dict[str, NDArray[Any]]:
        """For storing with an index; ``codes`` are stored beside them as texts."""
        parts = ((_LETTERS, self.letters), (_WORDS, self.words))
        stored = {f"{prefix}{name}": array for prefix, part in parts for name, array in part.arrays().items()}
        return {**stored, _DEPTH: self.depth}

    @classmethod
    def of_arrays(cls, codes: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> Classifier:
        """What ``arrays`` gave, as a classifier again."""
        return cls(
            tuple(codes),
            arrays[_DEPTH],
            TfIdf.of_arrays(letter_groups, len(codes), under(_LETTERS, arrays)),
            TfIdf.of_arrays(whole_words, len(codes), under(_WORDS, arrays)),
        )


def pooled(classes: Mapping[str, float], others: Mapping[str, float], share: float) -> dict[str, float]:
    """Two opinions on the same classes as one, the second weighing ``share`` of 1: a logarithmic pool.

    Source: Genest and Zidek (1986), Combining probability distributions.
    """
    product = {
        code: max(value, UNLIKELY) ** (1 - share) * max(others[code], UNLIKELY) ** share
        for code, value in classes.items()
    }
    total = sum(product.values())
    return best_first({code: value / total for code, value in product.items()})


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


def classifier_of(items: Sequence[Item], *, buyers: bool = True) -> Classifier:
    """A classifier from the official index, buyers' terms (unless left out) and some items of the catalogue.

    A US term speaks for every Mexican class under its five digits, a share for each: the sixth digit is
    national. An item speaks for the classes that make it, less for those that may.
    """
    spoken: dict[str, dict[str, float]] = defaultdict(dict)
    for term, code, share in (*official_terms(), *(_from_buyers() if buyers else ()), *_names(items)):
        if term:
            spoken[term][code] = max(share, spoken[term].get(code, 0.0))
    codes = sorted({code for of_term in spoken.values() for code in of_term})
    said = _said(codes, spoken)
    count = np.array([len(terms) for terms in said], dtype=np.float32)
    documents = _documents(codes, said, items)
    return Classifier(
        tuple(codes),
        np.sqrt(count / (count + SHALLOW)),
        tfidf_of(letter_groups, documents),
        tfidf_of(whole_words, documents),
    )


def _said(codes: Sequence[str], spoken: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """The terms that speak for each class, more surely than those of what may be made there."""
    said: dict[str, list[str]] = {code: [] for code in codes}
    for term in sorted(spoken):
        for code, share in spoken[term].items():
            if share > POSSIBLE:
                said[code].append(term)
    return list(said.values())


def _documents(codes: Sequence[str], said: Sequence[Sequence[str]], items: Sequence[Item]) -> list[str]:
    """All that is said of each class: the terms that speak for it, and what is said of its items."""
    of_items: dict[str, list[str]] = defaultdict(list)
    for item in items:
        of_items[item.classes_main[0]].append(item.document)
    return [". ".join([*terms, *of_items[code]]) for code, terms in zip(codes, said, strict=True)]


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
