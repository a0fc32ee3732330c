"""What a need asks for, in the terms that suppliers are compared by: texts, classes, processes, edges."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.conversions import CONVERSIONS, NEGATIVE_CONVERSIONS, Conversion
from matcher.knowledge.processes import find_processes, process
from matcher.model import Need
from matcher.model.hits import Floats
from matcher.rank.catalogue import DOUBTFUL, LEAST, Likely, best_first
from matcher.rank.wanted import Told
from matcher.text import sentences

#: What a buyer puts first says what is wanted; later words and sentences bring grades, volumes and reasons.
HEAD_WEIGHT: Final = 3.0
TITLE_WEIGHT: Final = 2.0
MAX_SENTENCES: Final = 24
#: Words of a need up to which all of it says what is wanted.
SHORT: Final = 12
#: Phrases of a longer need that suppliers are compared with, and the least that each must weigh.
PHRASES: Final = 6
LEAST_WEIGHT: Final = 0.04
#: Probability of its likeliest class from which a need is sure of it: the class then counts in full.
SURE: Final = 0.4
#: Cosine from which a conversion's product counts as the thing asked for.
SAME_PRODUCT: Final = 0.62
#: Cosine from which it is that very product, and weight from which a class may make it.
VERY_PRODUCT: Final = 0.93
MAY_MAKE: Final = 0.05
# Where a title stops naming the thing and starts to describe it.
_HEAD_END: Final = re.compile(
    r"[,;:(]|\.(?!\d)|\s(?:for|with|from|para|con|de uso|that|which|que)\s", re.IGNORECASE
)
# Where a name goes on to say what the thing is for.
_PURPOSE: Final = re.compile(r",?\s(?:for|para)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A need as evidence.

    ``classes`` maps a class to a weight in [0, 1], ``edges`` a conversion to its closeness (a cosine);
    ``processes`` are keys of the process vocabulary. ``bars`` are negative edges that this need runs
    into: what looks close and is not. ``likely`` are the
    items of the catalogue that may be asked for, ``goods`` is the probability that a manufactured good is,
    ``edge_products`` names the product of each edge that is nearest.
    """

    classes: Mapping[str, float]
    processes: tuple[str, ...]
    edges: Mapping[str, float]
    bars: tuple[Conversion, ...]
    likely: Likely = field(default_factory=Likely)
    goods: float = 1.0
    edge_products: Mapping[str, str] = field(default_factory=dict)


def query_texts(need: Need, told: Told) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """What suppliers are compared with, and the weight of each text.

    Of a need that is little more than a name: the head of its title (else of its first sentence), which
    stands before the first comma or preposition, the title and the sentences: ``infusion sets`` in "infusion
    sets, sterile, for ambulances". Of a longer one: the phrases that name what it wants.
    """
    wanted = told.best(PHRASES, LEAST_WEIGHT)
    if wanted and not names_little_more(need):
        return tuple(text for text, _ in wanted), np.array([weight for _, weight in wanted], dtype=np.float32)
    lines = sentences(need.text)[:MAX_SENTENCES]
    title = need.title or (lines[0] if lines else need.text)
    weighted = {title: TITLE_WEIGHT}
    weighted.update({line: 1.0 for line in lines if line != title})
    head = _HEAD_END.split(title, maxsplit=1)[0].strip()
    if head:
        weighted[head] = HEAD_WEIGHT
    return tuple(weighted), np.array(list(weighted.values()), dtype=np.float32)


def names_little_more(need: Need) -> bool:
    """Whether all of a need's text says what is wanted: it names a thing and little more."""
    return len(need.text.split()) <= SHORT


def head_of(need: Need) -> Need | None:
    """What a need names that says little more: the thing before the words that say what it is for.

    None where nothing else follows: ``springs`` in "springs for circuit breakers".
    """
    if need.title or not names_little_more(need):
        return None
    head, *purpose = _PURPOSE.split(need.text.strip(), maxsplit=1)
    return Need(head) if head and purpose else None


def whole_text(need: Need) -> str:
    """The title and the text, as one."""
    return f"{need.title}. {need.text}" if need.title else need.text


def need_vector(vectors: Floats, weights: NDArray[np.float32]) -> Floats:
    """One unit vector for the whole need: the weighted mean of its texts. Zero if no word is known."""
    mean = weights @ vectors
    length = float(np.linalg.norm(mean))
    return (mean / length if length > 0 else mean).astype(np.float32)


def asked_of(
    need: Need,
    likely_classes: Mapping[str, float],
    products: Closeness,
    likely: Likely,
    *,
    goods: float = 1.0,
) -> Asked:
    """Put together what a need asks for.

    ``likely_classes`` are the classes with their probabilities, the best first; ``products`` says how near
    the products of each conversion edge are; ``goods`` is the probability that a good is asked for.
    """
    product_closeness = products.cosine
    stated = [found.key for name in need.processes if (found := process(name)) is not None]
    top = max(max(likely_classes.values(), default=0.0), SURE)
    classes = {code: value / top for code, value in likely_classes.items() if value > LEAST}
    likely = _in_keeping(likely, classes)
    if likely.named is None:
        classes = _with_edge_classes(classes, product_closeness)
    usual = likely.named.processes if likely.named else ()
    keys = tuple(dict.fromkeys([*stated, *find_processes(need.text)])) or usual
    said = f"{whole_text(need)} {likely.named.name if likely.named else ''}"
    edges = {
        edge.id: close
        for edge in CONVERSIONS
        if edge.is_asked_by(said)
        and (close := product_closeness.get(edge.id, 0.0)) >= SAME_PRODUCT
        and _leads_there(edge, close, classes, likely)
    }
    bars = tuple(
        edge
        for edge in NEGATIVE_CONVERSIONS
        if edge.is_asked_by(said) and product_closeness.get(edge.id, 0.0) >= SAME_PRODUCT
    )
    return Asked(classes, keys, edges, bars, likely, goods, products.product)


def _in_keeping(likely: Likely, classes: Mapping[str, float]) -> Likely:
    """The likely items without those, not beyond doubt, that no likely class makes: the enamel of a paint
    is no enamelled wire."""
    kept = (
        (item, share)
        for item, share in likely.items
        if share >= DOUBTFUL or any(classes.get(code, 0.0) >= MAY_MAKE for code in item.classes)
    )
    return Likely(tuple(kept))


def _leads_there(edge: Conversion, close: float, classes: Mapping[str, float], likely: Likely) -> bool:
    """Whether an edge leads to what is asked for, not to what is only called alike.

    Its product is made in a class that may make what is asked for: the carton that batteries travel in is no
    battery. What Mexico does not make at scale is not to be had by a neighbouring product's conversion, only
    by one to this very product.
    """
    if likely.not_at_scale and close < VERY_PRODUCT:
        return False
    return close >= VERY_PRODUCT or any(classes.get(code, 0.0) >= MAY_MAKE for code in edge.to_classes)


def _with_edge_classes(classes: Mapping[str, float], closeness: Mapping[str, float]) -> dict[str, float]:
    """The class vote, and the main class that the conversion edges nearest to this product name for it."""
    known = dict(classes)
    nearest = max(closeness.values(), default=0.0)
    for edge in CONVERSIONS:
        close = closeness.get(edge.id, 0.0)
        if close < SAME_PRODUCT or close < nearest:
            continue
        for code in edge.to_classes[:1]:
            known[code] = max(known.get(code, 0.0), close)
    return best_first(known)


def edge_phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every product phrase of every conversion edge, negative ones too, and beside it its edge's id and the
    product in English (for a Spanish phrase that at its place), as ``C01:isolation gowns``."""
    phrases, labels = [], []
    for edge in (*CONVERSIONS, *NEGATIVE_CONVERSIONS):
        for products in (edge.product_en, edge.product_es):
            for at, phrase in enumerate(products):
                phrases.append(phrase)
                labels.append(f"{edge.id}:{edge.product_en[min(at, len(edge.product_en) - 1)]}")
    return tuple(phrases), tuple(labels)


@dataclass(frozen=True, slots=True)
class Closeness:
    """The best cosine of each conversion edge's products with a need, and which product that is."""

    cosine: Mapping[str, float]
    product: Mapping[str, str]


def closeness_by_edge(similarity: Floats, labels: Sequence[str]) -> Closeness:
    """From (phrases, query texts) similarities and the labels that ``edge_phrases`` gave the phrases."""
    cosine: dict[str, float] = {}
    product: dict[str, str] = {}
    for label, close in zip(labels, similarity.max(axis=1), strict=True):
        edge, _, name = label.partition(":")
        if close > cosine.get(edge, 0.0):
            cosine[edge], product[edge] = float(close), name
    return Closeness(cosine, product)
