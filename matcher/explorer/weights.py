"""Weights that always sum to 100: whoever moves one takes from, or gives to, those not locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final

from matcher.config import BALANCED
from matcher.errors import WeightError

#: Points are kept in whole tenths, so that their sum is exactly 100 and what is shown is what is meant.
FULL: Final = 1000


def share(total: int, by: Sequence[int]) -> list[int]:
    """Whole parts of ``total`` in proportion to ``by``, summing to it; equal parts when all are zero.

    Largest remainders get the units that rounding down left over, the first among equals (Hamilton).
    """
    by = by if any(by) else [1] * len(by)
    parts = [total * part // sum(by) for part in by]
    remainders = sorted(range(len(by)), key=lambda at: (-(total * by[at] % sum(by)), at))
    for at in remainders[: total - sum(parts)]:
        parts[at] += 1
    return parts


@dataclass(frozen=True, slots=True)
class Weights:
    """Tenths of a point per criterion, summing to 1000, and which of them are locked."""

    tenths: Mapping[str, int]
    locked: frozenset[str] = frozenset()

    @classmethod
    def of(cls, points: Mapping[str, float], locked: frozenset[str] = frozenset()) -> Weights:
        """Weights from any non-negative points, scaled to sum to 100. Raises WeightError."""
        for name, value in points.items():
            _finite(name, value)
            if value < 0:
                raise WeightError(f"Got weight {value} for '{name}'; it must be zero or more.")
        if not sum(points.values()):
            raise WeightError("Got weights that are all zero; give at least one criterion more than 0.")
        scaled = [round(1e6 * value / sum(points.values())) for value in points.values()]
        return cls(dict(zip(points, share(FULL, scaled), strict=True)), locked).locking()

    @property
    def points(self) -> dict[str, float]:
        """Points per criterion, in order; they sum to 100."""
        return {name: tenths / 10 for name, tenths in self.tenths.items()}

    def locking(self, name: str | None = None, locked: bool = True) -> Weights:
        """With one criterion locked or free. Raises WeightError for a name that is no criterion."""
        names = self.locked if name is None else self.locked | {name} if locked else self.locked - {name}
        for given in (*sorted(names), *([name] if name else [])):
            self._check(given)
        return replace(self, locked=frozenset(names))

    def moved(self, name: str, points: float) -> Weights:
        """With one criterion moved as near to ``points`` as the locks allow; the free ones follow.

        They keep their proportions to one another; where all of them are at zero they share alike. A locked
        criterion does not move, nor does one that has no free ones beside it. Raises WeightError for points
        that are no number.
        """
        self._check(name)
        _finite(name, points)
        others = [other for other in self.tenths if other != name and other not in self.locked]
        if name in self.locked or not others:
            return self
        free = self.tenths[name] + sum(self.tenths[other] for other in others)
        target = min(max(round(points * 10), 0), free)
        parts = share(free - target, [self.tenths[other] for other in others])
        return replace(self, tenths={**self.tenths, name: target, **dict(zip(others, parts, strict=True))})

    def _check(self, name: str) -> None:
        if name not in self.tenths:
            raise WeightError(f"Got '{name}', which is no criterion; choose from {', '.join(self.tenths)}.")


def _finite(name: str, value: float) -> None:
    if not isfinite(value):
        raise WeightError(f"Got weight {value} for '{name}'; it must be a number.")


def balanced() -> Weights:
    """The profile that every ranking starts from."""
    return Weights.of(BALANCED)
