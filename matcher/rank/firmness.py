"""How firmly a ranking stands: stability, swaps, the telling unknown, and what would raise who leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matcher.model import Candidate, Ranking
from matcher.model.ranking import Language
from matcher.rank.improve import Raise, raising
from matcher.rank.sensitivity import (
    DRAWS,
    SWING,
    Stability,
    Swap,
    Telling,
    smallest_swap,
    stability,
    telling_unknown,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """The candidates who compete for the same places, best first, and what bears on who leads them.

    ``swap`` is the smallest change of one weight by which the second overtakes the first, None where no
    single weight does; ``raises`` are what would raise the first most.
    """

    shown: tuple[tuple[Candidate, Stability], ...]
    swap: Swap | None
    raises: tuple[Raise, ...]

    @property
    def first(self) -> Candidate:
        """Number 1."""
        return self.shown[0][0]

    @property
    def second(self) -> Candidate | None:
        """Number 2, if there is one."""
        return self.shown[1][0] if len(self.shown) > 1 else None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How firmly a ranking stands: a lead for all, or for each route of which somebody is shown.

    Shares count over ``draws`` of weights, each moved by up to ``swing`` of itself; ``top`` is the number of
    places that matter, over all or of each route.
    """

    draws: int
    swing: float
    top: int
    leads: tuple[Lead, ...]
    telling: Telling | None

    def to_dict(self, language: Language) -> dict[str, Any]:
        """The object that ``match --sensitivity --format json`` adds as ``sensitivity``."""
        return {
            "draws": self.draws,
            "swing": self.swing,
            "top": self.top,
            "stability": [
                {"supplier_id": one.supplier_id, "share": one.share, "best": one.best, "worst": one.worst}
                for lead in self.leads
                for _, one in lead.shown
            ],
            "swaps": [_swap_dict(lead, lead.second) for lead in self.leads if lead.second],
            "unknown": self.telling and _telling_dict(self.telling, language),
            "raising": [_raising_dict(lead, language) for lead in self.leads],
        }


def sensitivity_of(ranking: Ranking) -> Sensitivity:
    """What ``--sensitivity`` says of a ranking."""
    groups: dict[str, list[tuple[Candidate, Stability]]] = {}
    for one in zip(ranking.candidates, stability(ranking, top=ranking.top), strict=True):
        groups.setdefault(one[0].route if ranking.per_route else "all", []).append(one)
    leads = []
    for group in groups.values():
        first, *others = (stable.supplier_id for _, stable in group)
        swap = smallest_swap(ranking, first, others[0]) if others else None
        leads.append(Lead(tuple(group), swap, raising(ranking, first)))
    return Sensitivity(DRAWS, SWING, ranking.top, tuple(leads), telling_unknown(ranking, ranking.top))


def _swap_dict(lead: Lead, second: Candidate) -> dict[str, Any]:
    swap = lead.swap
    pair = {"first": lead.first.supplier.supplier_id, "second": second.supplier.supplier_id}
    if swap is None:
        return {**pair, "criterion": None}
    # Not rounded: under weights a little off the first would stay in front.
    moved = {"criterion": swap.criterion, "before": swap.before, "after": swap.after}
    return {**pair, **moved, "weights": dict(swap.weights)}


def _telling_dict(telling: Telling, language: Language) -> dict[str, Any]:
    criterion = telling.criterion
    return {
        "criterion": criterion.name,
        "question": (language == "es" and criterion.question_es) or criterion.question,
        "n_unknown": telling.n_unknown,
        "n_deciding": telling.n_deciding,
        "ask": [
            {
                "supplier_id": one.supplier.supplier_id,
                "name": one.supplier.name,
                "points": round(one.points, 2),
                "inside": one.inside,
                "decides": one.decides,
            }
            for one in telling.ask
        ],
    }


def _raising_dict(lead: Lead, language: Language) -> dict[str, Any]:
    return {
        "supplier_id": lead.first.supplier.supplier_id,
        "raises": [
            {
                "criterion": one.criterion.name,
                "points": round(one.points, 2),
                "known": one.known,
                "says": one.say(language),
            }
            for one in lead.raises
        ],
    }
