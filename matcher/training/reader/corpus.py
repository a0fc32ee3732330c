"""What the reader learns from: lines that name products with their classes, and needs with marks."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from matcher.errors import InputError
from matcher.knowledge.items import ITEMS, Item
from matcher.knowledge.scian import buyer_terms
from matcher.rank.catalogue import shares
from matcher.rank.classes import official_terms, plain_term
from matcher.text import clean, fold

#: What an official term, and a description of an item, count for beside its name.
OFFICIAL: Final = 2.0
DESCRIBED: Final = 0.4
#: What a marked need is for.
Split = Literal["train", "test", "measure"]
SPLITS: Final[tuple[Split, ...]] = get_args(Split)
_MARK: Final = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A text that names a product, how surely each class makes it, and what it counts for."""

    text: str
    classes: Mapping[str, float]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class MarkedNeed:
    """A need with the classes that make what it wants; ``spans`` are where its text names it, by letters.

    ``split`` says what it is for: to train on, to set the weights of signs on (``test``), or only to measure.
    """

    need_id: str
    language: str
    title: str
    text: str
    spans: tuple[tuple[int, int], ...]
    classes: tuple[str, ...]
    register: str
    split: Split

    @property
    def trains(self) -> bool:
        """Whether the reader is trained on it."""
        return self.split == "train"

    @property
    def named(self) -> tuple[str, ...]:
        """The marked words."""
        return tuple(dict.fromkeys(clean(self.text[start:end]) for start, end in self.spans))

    def naming(self, product: str, code: str) -> MarkedNeed:
        """The same need for another product: its name stands wherever the old one was marked."""
        text, spans, last = "", [], 0
        for start, end in self.spans:
            text += self.text[last:start]
            spans.append((len(text), len(text) + len(product)))
            text, last = text + product, end
        text += self.text[last:]
        return MarkedNeed(
            self.need_id, self.language, "", text, tuple(spans), (code,), self.register, self.split
        )


def marked_needs(path: Path) -> list[MarkedNeed]:
    """The needs of a table in which ``[[...]]`` marks what is wanted. Raises InputError."""
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except OSError as problem:
        raise InputError(f"cannot be read ({problem.strerror})", file=path) from problem
    return [_marked(row) for row in rows]


def _split(cell: str) -> Split:
    for split in SPLITS:
        if cell == split:
            return split
    raise InputError(f"Got '{cell}'; a need is to train, test or measure.", field="split")


def _marked(row: Mapping[str, str]) -> MarkedNeed:
    text, spans, last = "", [], 0
    for mark in _MARK.finditer(row["text"]):
        text += row["text"][last : mark.start()]
        spans.append((len(text), len(text) + len(mark[1])))
        text, last = text + mark[1], mark.end()
    text += row["text"][last:]
    classes = tuple(row["classes"].split(";"))
    return MarkedNeed(
        row["need_id"],
        row["language"],
        row["title"],
        text,
        tuple(spans),
        classes,
        row["register"],
        _split(row["split"]),
    )


def lines(
    needs: Sequence[MarkedNeed], *, items: Sequence[Item] | None = None, without: frozenset[str] = frozenset()
) -> list[Line]:
    """All lines to learn from, each once, in a fixed order; ``without`` folded names that are kept aside.

    Official index terms and titles, buyers' terms, the names and descriptions of items, and what the needs
    name.
    """
    spoken: dict[str, dict[str, float]] = defaultdict(dict)
    weight: dict[str, float] = {}
    for text, code, share, worth in _said(needs, ITEMS if items is None else items):
        if text and fold(plain_term(text)) not in without:
            spoken[text][code] = max(share, spoken[text].get(code, 0.0))
            weight[text] = max(worth, weight.get(text, 0.0))
    return [Line(text, _summing_to_one(spoken[text]), weight[text]) for text in sorted(spoken)]


def _said(needs: Sequence[MarkedNeed], items: Sequence[Item]) -> Iterator[tuple[str, str, float, float]]:
    yield from ((text, code, share, OFFICIAL) for text, code, share in official_terms(as_written=True))
    yield from ((term.term, term.code, 1.0, 1.0) for term in buyer_terms())
    for item in items:
        made_in = shares(item.classes_main, item.classes_possible)
        described = (item.buyer_en, item.buyer_es, *item.described_en, *item.described_es)
        for code, share in made_in.items():
            yield from ((name, code, share, 1.0) for name in item.names)
            yield from ((text, code, share, DESCRIBED) for text in described)
    for need in needs:
        yield from ((named, need.classes[0], 1.0, 1.0) for named in need.named)


def _summing_to_one(held: Mapping[str, float]) -> dict[str, float]:
    total = sum(held.values())
    return {code: share / total for code, share in sorted(held.items())}


#: Called with what is being done and how it goes.
Tell = Callable[[str], None]
