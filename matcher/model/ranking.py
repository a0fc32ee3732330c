"""Criterion, Candidate and Ranking: who could answer a need, in what order, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.errors import UnknownSupplier
from matcher.model.hits import Rows
from matcher.model.need import Need
from matcher.model.reweigh import Reweigher
from matcher.model.score import Matrix, Scores, UnknownPolicy, applied, score, shown
from matcher.model.supplier import ROUTES, Route, Supplier

if TYPE_CHECKING:
    import pandas as pd


Language = Literal["en", "es"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing by which suppliers are compared: a value in [0, 1], higher is better, or unknown.

    ``neutral`` is what an unknown is worth under the neutral policy: what is usual, not the middle of the
    scale. ``question`` is what to ask a supplier whose value is unknown; ``source`` says where values come
    from; ``unit`` is what is measured before it is scaled, ``better`` which of its values are. ``_es`` is
    the same in Spanish.
    """

    name: str
    label: str
    label_es: str
    meaning: str
    source: str
    neutral: float = 0.5
    question: str | None = None
    meaning_es: str = ""
    question_es: str | None = None
    unit: str = "share"
    better: Literal["more", "less"] = "more"


@dataclass(frozen=True, slots=True)
class Reasons:
    """What stands behind one candidate, in sentences: what it lacks first."""

    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One supplier's place in a ranking. Points from 0 to 100; the contributions sum to the score.

    ``more_plants`` counts the company's other plants that passed, where one stands for all of them.
    """

    rank: int
    supplier: Supplier
    route: Route
    score: float
    score_low: float
    score_high: float
    contributions: Mapping[str, float]
    reasons: Reasons
    more_plants: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The candidate under the names of ``match --format json``."""
        supplier = self.supplier
        return {
            "rank": self.rank,
            "supplier_id": supplier.supplier_id,
            "name": supplier.name,
            "kind": supplier.kind,
            "route": self.route,
            "scian": supplier.scian,
            "state": supplier.state,
            "municipality": supplier.municipality,
            "last_seen": supplier.last_seen,
            "score": self.score,
            "score_low": self.score_low,
            "score_high": self.score_high,
            "missing": list(self.reasons.missing),
            "unknown": list(self.reasons.unknown),
            "contributions": dict(self.contributions),
            "evidence": list(self.reasons.evidence),
            "hints": list(self.reasons.hints),
            **({} if self.more_plants is None else {"more_plants": self.more_plants}),
        }

    def __repr__(self) -> str:
        lacks = f", missing {len(self.reasons.missing)}" if self.reasons.missing else ""
        return f"<Candidate {self.rank}. {self.supplier.name!r} {self.route} {self.score:.2f}{lacks}>"


@dataclass(frozen=True, slots=True)
class Excluded:
    """One line of the elimination funnel: a must or filter, and how many it put out (unknowns among them)."""

    must: str
    excluded: int

    def to_dict(self) -> dict[str, Any]:
        """The line under the names of ``match --format json``."""
        return {"must": self.must, "excluded": self.excluded}


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Musts to drop together: how many suppliers then pass, and how many of them do not pass now."""

    musts: tuple[str, ...]
    passing: int
    gained: int


@dataclass(frozen=True)
class Ranking:
    """Every supplier that passed, scored by criteria, and the best of them as candidates.

    ``values`` (n, c) holds each criterion in [0, 1], NaN where unknown, for the n suppliers that passed,
    in the order of their ids; ``rows`` (n,) are their row numbers in the index and ``routes`` (n,) index
    into ``ROUTES``. ``applies`` names the criteria that this need puts to use: a criterion it does not ask
    about (certificates, when none is wanted) gets no points, and they go to the others.
    ``supplier_at`` and ``reasons_for`` look one up when it is shown, not before. ``relaxed`` says, when
    nobody passed, which musts to drop to get how many. ``companies`` (n,) has the same number for plants of
    one company; with ``one_per_company`` the best of each stands for all, on each route with ``per_route``.
    """

    need: Need
    criteria: tuple[Criterion, ...]
    weights: Mapping[str, float]
    unknown: UnknownPolicy
    values: Matrix
    rows: Rows
    routes: NDArray[np.int8]
    funnel: tuple[Excluded, ...]
    index: Mapping[str, Any]
    top: int
    per_route: bool
    supplier_at: Callable[[Sequence[int]], list[Supplier]] = field(repr=False)
    reasons_for: Callable[[int, Supplier, Route, Language], Reasons] = field(repr=False)
    applies: frozenset[str] = frozenset()
    notes_in: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    language: Language = "en"
    relaxed: tuple[Relaxation, ...] = ()
    companies: NDArray[np.int32] | None = None
    one_per_company: bool = False

    def __len__(self) -> int:
        return len(self.candidates)

    @property
    def n_passed(self) -> int:
        """How many suppliers passed every must and filter."""
        return len(self.rows)

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes on the whole ranking, in its language."""
        return self.notes_in.get(self.language, ())

    def in_language(self, language: Language) -> Ranking:
        """The same ranking with its reasons and notes in that language."""
        return self._again(language=language)

    @cached_property
    def scores(self) -> Scores:
        """The points of every supplier that passed; arrays as in ``matcher.model.score``."""
        return score(self.values, self._points, self.unknown, self._neutral)

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """Where in ``values`` the candidates stand, in their order."""
        chosen = self._one_each() if self.one_per_company else self._best(self.top)
        return tuple(chosen.tolist())

    def _best(self, top: int) -> Rows:
        return self._reweigher.best(self._points, self.unknown, top, per_group=self.per_route)

    def _one_each(self) -> Rows:
        """The best ``top`` of each list with only the best of each company."""
        looked_at = self.top
        while True:
            best = self._best(looked_at)
            lists = [best[self._list_of(best) == one] for one in np.unique(self._list_of(best))]
            firsts = [one[np.sort(np.unique(self._company[one], return_index=True)[1])] for one in lists]
            if all(
                len(first) >= self.top or len(one) < looked_at
                for one, first in zip(lists, firsts, strict=True)
            ):
                return np.concatenate([first[: self.top] for first in firsts] or [best])
            looked_at *= 4

    def _list_of(self, rows: Rows) -> NDArray[np.int8]:
        """The list in which each row stands: its route's, or the one of all."""
        return self.routes[rows] if self.per_route else np.zeros(len(rows), dtype=np.int8)

    @property
    def _company(self) -> NDArray[np.int32]:
        """A number for each row, the same for plants of one company."""
        return np.arange(len(self.rows), dtype=np.int32) if self.companies is None else self.companies

    def _more_plants(self, at: int) -> int | None:
        """How many other plants of its company stand in the same list, where it stands for them."""
        if not self.one_per_company:
            return None
        same = np.flatnonzero(self._company == self._company[at])
        return int((self._list_of(same) == self._list_of(np.array([at]))).sum()) - 1

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The best ``top`` over all routes, or of each route; equal scores in the order of their ids."""
        chosen = self.positions
        scores = score(self.values[list(chosen)], self._points, self.unknown, self._neutral)
        ranks, suppliers = self._ranks(chosen), self._read(chosen)
        return tuple(
            self._candidate(rank, scores, place, supplier)
            for place, (rank, supplier) in enumerate(zip(ranks, suppliers, strict=True))
        )

    @property
    def _points(self) -> Matrix:
        return np.array(list(self.weights.values()))

    @property
    def _neutral(self) -> Matrix:
        return np.array([criterion.neutral for criterion in self.criteria])

    @cached_property
    def _reweigher(self) -> Reweigher:
        return Reweigher(self.values, self._neutral, self.routes)

    @cached_property
    def _suppliers(self) -> dict[int, Supplier]:
        """By position, those that were shown."""
        return {}

    @cached_property
    def _reasons(self) -> dict[tuple[int, Language], Reasons]:
        """By position and language, of those that were shown: weights do not change them."""
        return {}

    def _again(self, **changes: Any) -> Ranking:
        """The same suppliers seen otherwise; what was found out about them goes along."""
        other = replace(self, **changes)
        for name in ("_reweigher", "_suppliers", "_reasons"):
            other.__dict__[name] = getattr(self, name)
        return other

    def _read(self, chosen: Sequence[int]) -> list[Supplier]:
        new = [at for at in chosen if at not in self._suppliers]
        self._suppliers.update(zip(new, self.supplier_at([int(self.rows[at]) for at in new]), strict=True))
        return [self._suppliers[at] for at in chosen]

    def _told(self, at: int, supplier: Supplier) -> Reasons:
        key = (at, self.language)
        if key not in self._reasons:
            route = ROUTES[self.routes[at]]
            self._reasons[key] = self.reasons_for(int(self.rows[at]), supplier, route, self.language)
        return self._reasons[key]

    def _ranks(self, chosen: Sequence[int]) -> list[int]:
        if not self.per_route:
            return list(range(1, len(chosen) + 1))
        seen: dict[int, int] = {}
        ranks = []
        for at in chosen:
            seen[int(self.routes[at])] = seen.get(int(self.routes[at]), 0) + 1
            ranks.append(seen[int(self.routes[at])])
        return ranks

    def _candidate(self, rank: int, scores: Scores, place: int, supplier: Supplier) -> Candidate:
        at = self.positions[place]
        names = [criterion.name for criterion in self.criteria]
        total, contributions = shown(dict(zip(names, map(float, scores.parts[place]), strict=True)))
        return Candidate(
            rank,
            supplier,
            ROUTES[self.routes[at]],
            total,
            round(min(float(scores.low[place]), total), 2),
            round(max(float(scores.high[place]), total), 2),
            contributions,
            self._told(at, supplier),
            self._more_plants(at),
        )

    def reweigh(self, weights: Mapping[str, float], unknown: UnknownPolicy | None = None) -> Ranking:
        """The same suppliers under other weights (scaled to sum to 100); the original stays as it was."""
        points = applied(weights, [criterion.name for criterion in self.criteria], self.applies)
        return self._again(weights=points, unknown=unknown or self.unknown)

    def best(
        self, top: int, *, per_route: bool | None = None, one_per_company: bool | None = None
    ) -> Ranking:
        """The same ranking, showing another number of candidates, or only the best plant of each company."""
        return self._again(
            top=top,
            per_route=self.per_route if per_route is None else per_route,
            one_per_company=self.one_per_company if one_per_company is None else one_per_company,
        )

    def explain(self, supplier_id: str) -> Candidate:
        """One candidate with its reasons, by supplier id. Raises UnknownSupplier if it is not shown here."""
        for candidate in self.candidates:
            if candidate.supplier.supplier_id == supplier_id:
                return candidate
        raise UnknownSupplier(
            f"Got supplier '{supplier_id}', which is not among the {len(self.candidates)} candidates shown; "
            "ask for more with best(top)."
        )

    def to_dict(self) -> dict[str, Any]:
        """The object that ``match --format json`` prints."""
        return {
            "need": self.need.to_dict(),
            "index": dict(self.index),
            "weights": {name: round(points, 4) for name, points in self.weights.items()},
            "unknown_policy": self.unknown,
            "notes": list(self.notes),
            "candidates": [candidate.to_dict() for candidate in self.candidates],
            "funnel": [line.to_dict() for line in self.funnel],
            "relax": [
                {"drop": list(way.musts), "passing": way.passing, "gained": way.gained}
                for way in self.relaxed
            ],
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat row per candidate, contributions as ``c_<criterion>``, lists joined by ``;``."""
        return [_flat(candidate) for candidate in self.candidates]

    def to_frame(self) -> pd.DataFrame:
        """``to_rows`` as a table."""
        import pandas as pd

        return pd.DataFrame(self.to_rows())

    def __repr__(self) -> str:
        out = sum(line.excluded for line in self.funnel)
        name = self.index.get("name", "an index")
        return (
            f"<Ranking for {self.need.label!r}: {len(self.candidates)} shown of {self.n_passed} that passed, "
            f"{out} put out; from {name}>"
        )

    def _repr_html_(self) -> str:
        heads = ("rank", "name", "route", "place", "score", "range", "missing", "why")
        head = "".join(f"<th>{name}</th>" for name in heads)
        body = "".join(_html_row(candidate) for candidate in self.candidates)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"<p>{escape(repr(self)[1:-1])}</p>{table}"


def _flat(candidate: Candidate) -> dict[str, Any]:
    row = candidate.to_dict()
    contributions = row.pop("contributions")
    lists = {name: "; ".join(row[name]) for name in ("missing", "unknown", "evidence", "hints")}
    return {**row, **lists, **{f"c_{name}": points for name, points in contributions.items()}}


def _html_row(candidate: Candidate) -> str:
    cells = (
        str(candidate.rank),
        candidate.supplier.name,
        candidate.route,
        candidate.supplier.place,
        f"{candidate.score:.1f}",
        f"{candidate.score_low:.0f} to {candidate.score_high:.0f}",
        "; ".join(candidate.reasons.missing),
        "; ".join(candidate.reasons.evidence[:2]),
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
