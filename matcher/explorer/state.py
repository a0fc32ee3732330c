"""What the explorer shows, as one plain value: all that a click can change, a line of Python can too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from matcher.config import BALANCED, TOP
from matcher.errors import InputError, NeedError, WeightError
from matcher.explorer.weights import Weights, balanced
from matcher.model import ROUTES, UNKNOWN_POLICIES, Need, Route, UnknownPolicy
from matcher.sources.need_fields import Problem, to_need


@dataclass(frozen=True, slots=True)
class State:
    """The need, how to weigh, what to show and what was picked. Every change gives a new state.

    ``route`` shows one route only, ``None`` all of them side by side; ``top`` counts for each route.
    ``picks`` gives the reason, possibly empty, of each picked supplier id, in the order they were picked.
    """

    need: Need | None = None
    weights: Weights = field(default_factory=balanced)
    unknown: UnknownPolicy = "neutral"
    top: int = TOP
    route: Route | None = None
    picks: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.unknown not in UNKNOWN_POLICIES:
            raise InputError(
                f"Got '{self.unknown}'; choose from {', '.join(UNKNOWN_POLICIES)}.", field="unknown"
            )
        if self.route is not None and self.route not in ROUTES:
            raise InputError(f"Got '{self.route}'; choose from {', '.join(ROUTES)}.", field="route")
        if isinstance(self.top, bool) or not isinstance(self.top, int) or self.top < 1:
            raise InputError(f"Got {self.top}; it must be a whole number, at least 1.", field="top")

    def asking(self, need: str | Need) -> State:
        """For another need; a text replaces the words of the present one and keeps its musts and wants.

        Picks belong to a need: another one starts without any.
        """
        if isinstance(need, str):
            if not need.strip():
                raise NeedError("The need is empty; say in a few words what is needed.", field="text")
            if self.need is not None and need == self.need.text:
                return self
            need = replace(self.need, text=need, title=None) if self.need else Need(need)
        return self if need == self.need else replace(self, need=need, picks={})

    def having(self, **changes: Any) -> State:
        """With other values, by field name. Raises InputError for one that makes no sense."""
        return replace(self, **changes)

    def moved(self, criterion: str, points: float) -> State:
        """With one weight moved and the free ones following (``Weights.moved``)."""
        return replace(self, weights=self.weights.moved(criterion, points))

    def locking(self, criterion: str, locked: bool = True) -> State:
        """With one weight locked or free."""
        return replace(self, weights=self.weights.locking(criterion, locked))

    def picking(self, supplier_id: str, reason: str = "") -> State:
        """With a supplier picked, or with another reason for one that is."""
        return replace(self, picks={**self.picks, supplier_id: reason.strip()})

    def dropping(self, supplier_id: str) -> State:
        """Without that pick."""
        return replace(self, picks={key: why for key, why in self.picks.items() if key != supplier_id})

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON holds; ``State.from_dict`` reads them back."""
        return {
            "need": self.need.to_dict() if self.need else None,
            "weights": self.weights.points,
            "locked": sorted(self.weights.locked),
            "unknown": self.unknown,
            "top": self.top,
            "route": self.route,
            "picks": dict(self.picks),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> State:
        """A state from ``to_dict``; what is absent is as at the start.

        Raises InputError (NeedError, WeightError) naming what cannot be used.
        """
        start = cls()
        if strange := sorted(set(values) - set(start.to_dict())):
            raise InputError(f"Got '{strange[0]}'; known are {', '.join(start.to_dict())}.", field=strange[0])
        return cls(
            need=_need(values.get("need")),
            weights=_weights(values.get("weights"), values.get("locked", ())),
            unknown=values.get("unknown", start.unknown),
            top=values.get("top", start.top),
            route=values.get("route"),
            picks={str(key): str(why) for key, why in dict(values.get("picks", {})).items()},
        )


def _need(values: Mapping[str, Any] | None) -> Need | None:
    if values is None:
        return None
    try:
        return to_need(values)
    except Problem as problem:
        raise NeedError(f"Got a need that cannot be used: {problem}.") from problem


def _weights(points: Mapping[str, float] | None, locked: Any) -> Weights:
    if points is None:
        return Weights.of(BALANCED, frozenset(locked))
    if strange := sorted(set(points) - set(BALANCED)):
        raise WeightError(f"Got '{strange[0]}', which is no criterion; choose from {', '.join(BALANCED)}.")
    return Weights.of({name: points.get(name, 0.0) for name in BALANCED}, frozenset(locked))
