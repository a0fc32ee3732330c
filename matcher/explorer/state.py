"""What is on the screen, as plain values: kept, compared and repeated without a widget."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from matcher.config import BALANCED, FULL_SCORE, TOP
from matcher.errors import InputError
from matcher.model import ROUTES, UNKNOWN_POLICIES, Route, UnknownPolicy


@dataclass(frozen=True, slots=True)
class State:
    """One view of one need: ``weights`` are points that sum to 100, ``picks`` supplier ids with reasons."""

    need: str = ""
    weights: Mapping[str, float] = field(default_factory=lambda: dict(BALANCED))
    locked: frozenset[str] = frozenset()
    unknown: UnknownPolicy = "neutral"
    top: int = TOP
    route: Route | None = None
    picks: Mapping[str, str] = field(default_factory=dict)

    def moved(self, name: str, points: float) -> State:
        """The state after one weight was set: the unlocked others make room, in proportion."""
        return replace(self, weights=move(self.weights, name, points, self.locked))

    def picked(self, supplier_id: str, reason: str | None) -> State:
        """The state after a supplier was picked for a reason, or put back with ``None``."""
        picks = {key: why for key, why in self.picks.items() if key != supplier_id}
        if reason is not None:
            picks[supplier_id] = reason
        return replace(self, picks=picks)

    def to_dict(self) -> dict[str, Any]:
        """The state as JSON can hold it."""
        return {
            "need": self.need,
            "weights": dict(self.weights),
            "locked": sorted(self.locked),
            "unknown": self.unknown,
            "top": self.top,
            "route": self.route,
            "picks": dict(self.picks),
        }

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> State:
        """The state that ``to_dict`` gave. Raises InputError naming the field that cannot be."""
        if held["unknown"] not in UNKNOWN_POLICIES:
            raise InputError(
                f"Got '{held['unknown']}'; choose from {', '.join(UNKNOWN_POLICIES)}", field="unknown"
            )
        if held["route"] not in (*ROUTES, None):
            raise InputError(f"Got '{held['route']}'; choose from {', '.join(ROUTES)} or null", field="route")
        return cls(
            need=str(held["need"]),
            weights={str(name): float(points) for name, points in held["weights"].items()},
            locked=frozenset(held["locked"]),
            unknown=held["unknown"],
            top=int(held["top"]),
            route=held["route"],
            picks={str(key): str(why) for key, why in held["picks"].items()},
        )


def move(
    weights: Mapping[str, float], name: str, points: float, locked: Collection[str] = ()
) -> dict[str, float]:
    """Weights after one was set to ``points``; they sum to 100 and none is negative.

    The unlocked others give or take in proportion to what they have (in equal parts if they have nothing).
    Locked ones stay; so does everything when no other can move, or when the one moved is locked itself.
    """
    free = [other for other in weights if other != name and other not in locked]
    if name in locked or not free:
        return dict(weights)
    fixed = sum(weights[other] for other in weights if other != name and other in locked)
    room = max(FULL_SCORE - fixed, 0.0)
    points = min(max(points, 0.0), room)
    before = sum(weights[other] for other in free)
    share = {other: weights[other] / before if before > 0 else 1 / len(free) for other in free}
    moved = dict(weights)
    moved[name] = points
    moved.update({other: (room - points) * share[other] for other in free})
    return moved
