"""What the explorer shows, as one plain value: all that a click can change, a line of Python can too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from matcher.config import BALANCED, TOP
from matcher.errors import InputError, NeedError, WeightError
from matcher.explorer.names import need_key
from matcher.explorer.weights import Weights, balanced
from matcher.model import ROUTES, UNKNOWN_POLICIES, Need, Route, UnknownPolicy
from matcher.model.ranking import LANGUAGES, Language
from matcher.rank.profiles import preset
from matcher.sources.need_fields import Problem, to_need


@dataclass(frozen=True, slots=True)
class State:
    """The need, how to weigh, what to show and what was picked. Every change gives a new state.

    ``route`` shows one route only, ``None`` all of them side by side; ``top`` counts for each route.
    ``picks`` gives the reason, possibly empty, of each picked supplier id, in the order they were picked.
    ``marks`` says good (True) or bad by supplier id, for each need by its ``need_key``: unlike picks they
    stay when the need changes. ``stability`` shows how often each keeps its place under weights a little
    other, ``one_per_company`` only the best plant of each company.
    """

    need: Need | None = None
    weights: Weights = field(default_factory=balanced)
    unknown: UnknownPolicy = "neutral"
    top: int = TOP
    route: Route | None = None
    picks: Mapping[str, str] = field(default_factory=dict)
    language: Language = "en"
    stability: bool = False
    one_per_company: bool = False
    marks: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.unknown not in UNKNOWN_POLICIES:
            raise InputError(
                f"Got '{self.unknown}'; choose from {', '.join(UNKNOWN_POLICIES)}.", field="unknown"
            )
        if self.route is not None and self.route not in ROUTES:
            raise InputError(f"Got '{self.route}'; choose from {', '.join(ROUTES)}.", field="route")
        if self.language not in LANGUAGES:
            raise InputError(f"Got '{self.language}'; choose from {', '.join(LANGUAGES)}.", field="language")
        if isinstance(self.top, bool) or not isinstance(self.top, int) or self.top < 1:
            raise InputError(f"Got {self.top}; it must be a whole number, at least 1.", field="top")

    @property
    def marked(self) -> Mapping[str, bool]:
        """Good (True) or bad by supplier id, for the present need."""
        return self.marks.get(need_key(self.need), {}) if self.need else {}

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

    def following(self, profile: str) -> State:
        """With the points of a preset, by name; what is locked stays. Raises WeightError."""
        return replace(self, weights=self.weights.taking(preset(profile).points))

    def picking(self, supplier_id: str, reason: str = "") -> State:
        """With a supplier picked, or with another reason for one that is."""
        return replace(self, picks={**self.picks, supplier_id: reason.strip()})

    def dropping(self, supplier_id: str) -> State:
        """Without that pick."""
        return replace(self, picks={key: why for key, why in self.picks.items() if key != supplier_id})

    def marking(self, supplier_id: str, good: bool | None) -> State:
        """With a supplier marked good or bad for the present need, or, by None, no longer.

        Raises InputError while there is no need.
        """
        if self.need is None:
            raise InputError("Nothing was looked for yet; a mark is for one supplier and one need.")
        marked = {key: held for key, held in self.marked.items() if key != supplier_id}
        if good is not None:
            marked[supplier_id] = good
        return replace(self, marks={**self.marks, need_key(self.need): marked})

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
            "language": self.language,
            "stability": self.stability,
            "one_per_company": self.one_per_company,
            "marks": {need: dict(marked) for need, marked in self.marks.items()},
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
            language=values.get("language", start.language),
            stability=bool(values.get("stability", start.stability)),
            one_per_company=bool(values.get("one_per_company", start.one_per_company)),
            marks=_marks(values.get("marks", {})),
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


def _marks(values: Mapping[str, Mapping[str, bool]]) -> dict[str, dict[str, bool]]:
    marks = {str(need): dict(marked) for need, marked in dict(values).items()}
    for marked in marks.values():
        for supplier_id, good in marked.items():
            if not isinstance(good, bool):
                raise InputError(f"Got '{good}' for '{supplier_id}'; write true or false.", field="marks")
    return marks
