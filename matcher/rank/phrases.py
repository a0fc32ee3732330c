"""The phrases of a need that may name what is wanted: runs of telling words, and two runs that "of" joins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from matcher.text import fold

#: Words of a run that a phrase may have, of the first and of the second of two joined runs.
LONGEST: Final = 6
JOINED: Final = (3, 4)
#: A text of no more words than this may itself be the name.
NAME: Final = 12
#: Phrases looked at: a page has some four hundred.
MOST: Final = 700
#: Words that name no thing.
_SMALL: Final = frozenset(
    """
    a an the this that these those our your their its his her my some any each every all both either no not
    and or but if so than then as at by for from in into of off on onto out over to up with without within via
    per is are was were be been being am do does did have has had having will would shall should can could may
    might must who whom whose which what where when why how we you they i he she it us them me there here also
    very just only more most less least much many few one two three four five six seven eight nine ten about
    after before until since during while because under above between through again el la los las un una unos
    unas lo al del de que y o u e ni pero si no sin con por para en entre sobre desde hasta hacia como mas muy
    ya se su sus nos nuestro nuestra nuestros nuestras mi mis me le les te tu este esta estos estas ese esa
    esos esas aquel es son fue era ser estar estan hay ha han he hemos habia tiene tienen tenemos tener puede
    pueden debe deben cada todo toda todos todas cual cuales quien quienes donde cuando porque tambien solo
    menos tres dos cuatro cinco seis siete ocho nueve diez
    """.split()
)
_LINKS: Final = frozenset("de del of para for con with y and en in a to por al sin without".split())
_TOKEN: Final = re.compile(r"\n|\w+(?:[-'/.]\w+)*|[^\w\s]")
_NUMBER: Final = re.compile(r"[\d.,]+")
_ENDS: Final = frozenset(".?!\n;")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The p phrases of a text of n words and signs.

    ``words`` (n,) folded; ``starts`` (n,) where each begins; ``sentence`` (n,) which sentence it stands in;
    ``spans`` (p,) first and last word of each phrase; ``texts`` (p,) as they stand.
    """

    words: Sequence[str]
    starts: Sequence[int]
    sentence: Sequence[int]
    spans: Sequence[tuple[int, int]]
    texts: Sequence[str]


def phrases_of(text: str) -> Phrases:
    """The phrases of a text that may name a thing, in order; none where it holds no telling word."""
    tokens = list(_TOKEN.finditer(text))
    words = [fold(token.group()) for token in tokens]
    spans = sorted(span for span in set(_spans(words)) if not _all_numbers(words, span))[:MOST]
    sentence, number = [], 0
    for token in tokens:
        number += token.group() in _ENDS
        sentence.append(number)
    texts = [text[tokens[first].start() : tokens[last].end()] for first, last in spans]
    return Phrases(words, [token.start() for token in tokens], sentence, spans, texts)


def _spans(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    runs = list(_runs(words))
    for first, last in runs:
        yield from ((start, last) for start in range(max(first, last - LONGEST + 1), last + 1))
        if last - first >= 3:
            yield from ((first, first + 2), (first, first + 3))
    for (first, last), (after, end) in pairwise(runs):
        between = words[last + 1 : after]
        if len(between) <= 2 and between[0] in _LINKS and all(word in _SMALL for word in between):
            second = min(end, after + JOINED[1] - 1)
            yield from ((max(first, last - JOINED[0] + 1), second), (last, second))
    if runs and len(words) <= NAME:
        yield 0, len(words) - 1


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last word of each run of telling words."""
    start = None
    for at, word in enumerate([*words, ""]):
        telling = word[:1].isalnum() and word not in _SMALL
        if telling and start is None:
            start = at
        elif not telling and start is not None:
            yield start, at - 1
            start = None


def _all_numbers(words: Sequence[str], span: tuple[int, int]) -> bool:
    return all(_NUMBER.fullmatch(word) for word in words[span[0] : span[1] + 1])
