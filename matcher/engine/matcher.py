"""Matcher: the one room that knows the others. An index in, a need in, a ranking out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from matcher.config import BUNDLED, DEFAULT_INDEX, TOP
from matcher.directory import Directory
from matcher.encode import Encoder, load_encoder
from matcher.engine.build import model_of, read_facts
from matcher.engine.bundled import bundled_index
from matcher.engine.knowledge import EDGES
from matcher.engine.offers import class_weights, offered, said_classes, says_what
from matcher.engine.reading import Reader, Reading
from matcher.engine.terms import nearest_term
from matcher.errors import NeedError
from matcher.index import FilterOutcome, Index, apply_filters, open_index
from matcher.knowledge.certificates import certificate, nearest_certificates
from matcher.model import ROUTES, Excluded, Need, Ranking, Supplier, UnknownPolicy
from matcher.model.hits import Floats
from matcher.model.ranking import LANGUAGES, Language
from matcher.rank.asked import (
    Asked,
    asked_of,
    closeness_by_edge,
    need_vector,
    query_texts,
)
from matcher.rank.criteria import CRITERIA
from matcher.rank.facts import Facts
from matcher.rank.goods import GOODS
from matcher.rank.ranking import Evidence, Options, rank
from matcher.rank.things import named, things_of

#: Terms of its own that are quoted of a supplier, those nearest to the need first.
QUOTED = 3
#: How near a term has to be, beside the nearest, to be quoted.
HALF_AS_NEAR = 0.5


def open(index: str | Path | None = None, *, model: str | None = None) -> Matcher:
    """Open a bundled directory by name (``register`` is the default) or the folder of your own index.

    The index knows which encoder it was built with; ``model`` is needed only when that was a folder that
    has moved since. Raises IndexProblem (missing, damaged, another model) or EncoderError.
    """
    name = str(index) if index is not None else DEFAULT_INDEX
    if name in BUNDLED and not (Path(name) / "manifest.json").is_file():
        encoder = load_encoder(None)
        return Matcher(open_index(bundled_index(name, encoder), model_id=encoder.model_id), encoder)
    encoder = load_encoder(model or model_of(Path(name)))
    return Matcher(open_index(Path(name), model_id=encoder.model_id), encoder)


@dataclass(frozen=True, slots=True)
class _Query:
    """What suppliers are compared with: t texts, their ``vectors`` (t, d), the ``whole`` need as one (d,)."""

    texts: tuple[str, ...]
    vectors: Floats
    whole: Floats


class Matcher:
    """Finds and ranks who could make, convert to or host what a need asks for.

    Parameters
    ----------
    index : Index
    encoder : Encoder
        The one that the index was built with.
    """

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self.index, self.encoder = index, encoder
        self.facts: Facts = read_facts(index)
        self.reader = Reader.of_arrays(encoder, index.arrays, index.lists)
        self._directory = Directory(index.rows)

    def __len__(self) -> int:
        return len(self.index)

    def __repr__(self) -> str:
        return f"<Matcher over {self.index!r}>"

    def match(
        self,
        need: str | Need,
        *,
        top: int = TOP,
        where: str | Iterable[str] = (),
        weights: Mapping[str, float] | None = None,
        unknown: UnknownPolicy = "neutral",
        per_route: bool = False,
        language: Language = "en",
        one_per_company: bool = False,
    ) -> Ranking:
        """Rank the suppliers of this index for a need.

        Parameters
        ----------
        need
            A text in English or Spanish, or a Need with musts and wants.
        top
            Candidates to show, over all routes; for each route with ``per_route``.
        where
            Filters such as ``"state=Sonora"`` or ``"within 200 km of Tijuana"``, applied before anything is
            ranked.
        weights
            Points per criterion, scaled to sum to 100; the balanced profile when absent.
        unknown
            What an unknown counts for: ``neutral`` (what is usual), ``pessimistic`` (nothing), ``leave-out``.
        language
            Of the ranking's reasons and notes, ``en`` or ``es``, whatever the need's own.
        one_per_company
            Show the best plant of each company only; each says how many more of its plants passed.

        Raises NeedError, FilterError or WeightError, each saying what to change.
        """
        need = checked(Need(need) if isinstance(need, str) else need)
        if top < 1:
            raise NeedError(f"Got top={top}; it must be at least 1.")
        if language not in LANGUAGES:
            raise NeedError(f"Got language='{language}'; choose from {', '.join(LANGUAGES)}.")
        filters = apply_filters((where,) if isinstance(where, str) else tuple(where), self.index.rows)
        reading = self.reader.read(need)
        texts, shares = query_texts(need, reading.told)
        vectors = self.encoder.encode(texts)
        whole = need_vector(vectors, shares)
        evidence = self._evidence(need, reading, _Query(texts, vectors, whole), filters)
        return rank(
            evidence,
            Options(weights, unknown, top, per_route, language, one_per_company),
            index=self.index.manifest.to_dict(),
            supplier_at=self._directory.suppliers,
            nearest_words=partial(self._nearest_words, whole, evidence.asked, reading.nouns),
        )

    def _evidence(
        self, need: Need, reading: Reading, query: _Query, filters: Sequence[FilterOutcome]
    ) -> Evidence:
        allowed = np.ones(len(self.index), dtype=bool)
        filtered = []
        for outcome in filters:
            filtered.append(Excluded(outcome.label, int((allowed & ~outcome.mask).sum())))
            allowed &= outcome.mask
        speaks = self.index.vectors.any(axis=1)  # a supplier of which no text is known is unknown, not far
        near = np.maximum(self.index.dense(query.whole[None])[0], nearest_term(self.index, query.whole))
        meaning = np.where(speaks, np.clip(near, 0.0, 1.0), np.nan)
        words = np.where(speaks, self.index.lexical_scores(" ".join(query.texts)), np.nan)
        product = np.where(says_what(self.index), offered(self.index, reading.sought), np.nan)
        asked = self._asked(need, query.vectors, reading)
        said = said_classes(self.index, asked.classes)
        if reading.goods < GOODS:
            filtered.append(Excluded("a manufactured good is asked for", int(allowed.sum())))
            allowed[:] = False
        return Evidence(
            need,
            self.index.rows,
            self.facts,
            asked,
            meaning,
            words,
            product,
            said.likely,
            said.other,
            named(self.facts.things, reading.nouns),
            allowed,
            tuple(filtered),
        )

    def _asked(self, need: Need, vectors: Floats, reading: Reading) -> Asked:
        edges = closeness_by_edge(self.index.array(EDGES) @ vectors.T, self.index.texts(EDGES))
        return asked_of(need, reading.classes, edges, reading.likely, goods=reading.goods)

    def _nearest_words(
        self, whole: Floats, asked: Asked, nouns: Mapping[int, float], terms: Sequence[str], least: float
    ) -> list[str]:
        """The terms nearest to the need: by meaning, by the classes that each tells of, and by its noun.

        None that is less near than that, nor half as near as the nearest: golf bags are no reason.
        """
        unique = list(dict.fromkeys(terms))
        if not unique:
            return []
        close = self.encoder.encode(unique) @ whole + class_weights(unique, asked.classes)
        close += named(things_of([(term,) for term in unique]), nouns)
        best = np.argsort(-close, kind="stable")[:QUOTED]
        top = close[best[0]]
        near = max(least, min(HALF_AS_NEAR * top, top))  # the nearest is itself where even it points away
        return [unique[at] for at in best if close[at] >= near]

    @property
    def contribution_columns(self) -> tuple[str, ...]:
        """``c_<criterion>`` for every criterion, in order: the columns of rows that hold contributions."""
        return tuple(f"c_{criterion.name}" for criterion in CRITERIA)

    def supplier(self, supplier_id: str) -> Supplier:
        """One supplier by its id. Raises UnknownSupplier."""
        return self._directory.supplier(supplier_id)


def checked(need: Need) -> Need:
    """The need with its certificates under the keys of the certificates table.

    Raises NeedError for an empty text, an unknown route or, in a must, an unknown certificate: the message
    names the nearest ones. A preferred certificate that is not recognised is kept as it is.
    """
    if not need.text.strip():
        raise NeedError("The need is empty; say in a few words what is needed.", field="text")
    for route in need.routes:
        if route not in ROUTES:
            raise NeedError(f"Got route '{route}'; choose from {', '.join(ROUTES)}.", field="routes")
    preferred = tuple(
        known.key if (known := certificate(name)) else name for name in need.preferred_certifications
    )
    required = tuple(_required(name) for name in need.required_certifications)
    return replace(need, required_certifications=required, preferred_certifications=preferred)


def _required(name: str) -> str:
    if known := certificate(name):
        return known.key
    near = ", ".join(close.key for close in nearest_certificates(name))
    raise NeedError(
        f"Got certificate '{name}', which is in no table; did you mean {near}?",
        field="required_certifications",
    )
