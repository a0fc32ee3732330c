"""Weights as the sliders hold them: points that always sum to 100, and which of them are locked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from matcher.errors import WeightError
from matcher.rank.profiles import Profile, changed, moved, preset, presets, scaled


@dataclass(frozen=True, slots=True)
class Weights:
    """Points per criterion in whole tenths, in order, 100 in all, and which of them are locked."""

    points: Mapping[str, float]
    locked: frozenset[str] = frozenset()

    @classmethod
    def of(cls, points: Mapping[str, float], locked: frozenset[str] = frozenset()) -> Weights:
        """Weights from any non-negative points, scaled to sum to 100. Raises WeightError."""
        return cls(scaled(points), locked).locking()

    def locking(self, name: str | None = None, locked: bool = True) -> Weights:
        """With one criterion locked or free. Raises WeightError for a name that is no criterion."""
        names = self.locked if name is None else self.locked | {name} if locked else self.locked - {name}
        for given in (*sorted(names), *([name] if name else [])):
            if given not in self.points:
                raise WeightError(f"'{given}' is no criterion; choose from {', '.join(self.points)}.")
        return replace(self, locked=frozenset(names))

    def moved(self, name: str, points: float) -> Weights:
        """With one criterion moved as near to ``points`` as the locks allow (``rank.profiles.moved``)."""
        return replace(self, points=moved(self.points, name, points, self.locked))

    def taking(self, points: Mapping[str, float], kept: Iterable[str] = ()) -> Weights:
        """With other points for all that is neither locked nor ``kept``, scaled to what these leave.

        Raises WeightError for a name that is no criterion and when nobody is left to weigh anything.
        """
        held = self.locked | frozenset(kept)
        free = {name: value for name, value in points.items() if name not in held}
        return replace(self, points=changed(self.points, free, held))

    def profile(self) -> Profile | None:
        """The preset that these points follow as far as the locks allow, None when they follow none."""
        if len(self.points) - len(self.locked) < 2:
            return None  # what is locked leaves no choice, and every preset would do
        return next((one for one in presets() if self._follows(one)), None)

    def _follows(self, profile: Profile) -> bool:
        if profile.points.keys() != self.points.keys():
            return False
        try:
            return self.taking(profile.points).points == self.points
        except WeightError:
            return False


def balanced() -> Weights:
    """The profile that every ranking starts from."""
    return Weights(preset("balanced").points)
