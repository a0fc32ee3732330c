"""Profiles: points by criterion for a purpose or a sector, 100 in all however they are moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from math import isclose, isfinite
from typing import Final

from matcher.config import BALANCED, FULL_SCORE
from matcher.errors import WeightError
from matcher.knowledge.tables import Row, read_keyed, reference
from matcher.model import UnknownPolicy
from matcher.rank.criteria import NAMES
from matcher.text import fold

#: Points are kept in whole tenths, so that their sum is exactly 100 and what is shown is what is meant.
FULL: Final = 1000
_COLUMNS: Final = ("key", "name_en", "name_es", "reason_en", "reason_es", "points")


@dataclass(frozen=True, slots=True)
class Profile:
    """How to weigh: ``points`` for every criterion, in the order of ``NAMES``, in whole tenths, 100 in all.

    ``label`` and ``reason`` (why these points, in one sentence) are empty in what a person wrote.
    A ``locked`` criterion keeps its points when others are moved; ``unknown`` is None where the profile
    leaves it open.
    """

    name: str
    points: Mapping[str, float]
    label: str = ""
    label_es: str = ""
    reason: str = ""
    reason_es: str = ""
    locked: frozenset[str] = frozenset()
    unknown: UnknownPolicy | None = None


@cache
def presets() -> tuple[Profile, ...]:
    """The profiles that come with Matcher: balanced, then those of ``data/reference/profiles.csv``.

    Their points are expert estimates. Raises TableError for a row that names what is no criterion, or whose
    points are not 100 in all.
    """
    balanced = Profile(
        "balanced",
        _filled(BALANCED),
        "Balanced",
        "Equilibrado",
        "Fit to the item counts most; how soon, papers and place decide between those that fit.",
        "Cuenta más que haga el producto; entre quienes lo hacen deciden prontitud, papeles y lugar.",
    )
    return (balanced, *(_profile(row) for row in read_keyed(reference("profiles.csv"), _COLUMNS)))


def preset(name: str, *, field: str | None = None) -> Profile:
    """The preset of that name (``quality``, ``cost of change``) or sector. Raises WeightError if none is."""
    key = fold(name).replace(" ", "_").replace("-", "_")
    known = {profile.name: profile for profile in presets()}
    if key not in known:
        raise WeightError(_no_such(name, "profile", known), field=field)
    return known[key]


def written(
    name: str,
    *,
    base: str | None = None,
    weights: Mapping[str, float],
    locked: Iterable[str] = (),
    unknown: UnknownPolicy | None = None,
) -> Profile:
    """A profile that a person wrote: a preset with these criteria set, or, without ``base``, these alone.

    Without a base the weights are scaled to 100 points and criteria that are not named get none. Raises
    WeightError naming the field that makes no sense.
    """
    held = frozenset(locked)
    start = dict.fromkeys(NAMES, 0.0) if base is None else preset(base, field="base").points
    _check(weights, start, field="weights")
    _check(held, start, field="locked")
    points = scaled({**start, **weights}) if base is None else changed(start, weights)
    return Profile(name, points, locked=held, unknown=unknown)


def scaled(points: Mapping[str, float]) -> dict[str, float]:
    """Any non-negative points in whole tenths that sum to 100. Raises WeightError."""
    for name, value in points.items():
        _check_points(name, value)
    if not any(points.values()):
        raise _all_zero()
    return _points(points, share(FULL, [Fraction(value) for value in points.values()]))


def changed(
    weights: Mapping[str, float], changes: Mapping[str, float], locked: frozenset[str] = frozenset()
) -> dict[str, float]:
    """With some criteria set to so many points, the free ones in proportion; all of these alike if at zero.

    Parameters
    ----------
    weights
        Points by criterion in whole tenths, 100 in all, as ``scaled`` gives them.
    changes
        Points, zero or more, of the criteria to set. Where they are more than the locks leave, or name every
        criterion that is free, they are scaled to what the locks leave.
    locked
        Criteria that keep their points.

    Raises WeightError for a name that is no criterion, a change of one that is locked, points that are no
    number or below zero, and when nobody is left to weigh anything.
    """
    tenths = _tenths(weights)
    _check((*changes, *locked), tenths)
    for name, value in changes.items():
        _check_points(name, value)
        if name in locked:
            raise WeightError(f"Got points for '{name}', which is locked; unlock it to change it.")
    room = FULL - sum(tenths[name] for name in locked)
    free = [name for name in tenths if name not in changes and name not in locked]
    asked = [round(Fraction(value) * 10) for value in changes.values()]
    if sum(asked) > room or not free:
        if room and not any(asked):
            raise _all_zero()
        asked = share(room, asked)
    rest = share(room - sum(asked), [tenths[name] for name in free])
    tenths |= dict(zip((*changes, *free), (*asked, *rest), strict=True))
    return _points(weights, list(tenths.values()))


def moved(
    weights: Mapping[str, float], name: str, points: float, locked: frozenset[str] = frozenset()
) -> dict[str, float]:
    """With one criterion moved as near to ``points`` as the locks allow; the free ones follow.

    They follow as in ``changed``. A criterion that is locked, or has no free ones beside it, does not move.
    Raises WeightError for a name that is no criterion and points that are no number.
    """
    _check((name, *locked), weights)
    if not isfinite(points):
        raise WeightError(f"Got weight {points} for '{name}'; it must be a number.")
    if name in locked or locked | {name} >= set(weights):
        return dict(weights)
    return changed(weights, {name: max(points, 0.0)}, locked)


def share(total: int, by: Sequence[int] | Sequence[Fraction]) -> list[int]:
    """Whole parts of ``total`` in proportion to ``by``, summing to it; equal parts when all are zero.

    Largest remainders get the units that rounding down left over, the first among equals (Hamilton).
    """
    by = by if any(by) else [1] * len(by)
    whole = sum(by)
    parts = [int(total * part // whole) for part in by]
    remainders = sorted(range(len(by)), key=lambda at: (-(total * by[at] % whole), at))
    for at in remainders[: total - sum(parts)]:
        parts[at] += 1
    return parts


def _profile(row: Row) -> Profile:
    return Profile(
        row["key"],
        _filled(_stated(row)),
        row.required("name_en"),
        row.required("name_es"),
        row.required("reason_en"),
        row.required("reason_es"),
    )


def _stated(row: Row) -> dict[str, float]:
    """The points of a row, ``criterion=points`` for each criterion that gets any."""
    points: dict[str, float] = {}
    for part in row.parts("points"):
        name, _, number = part.partition("=")
        if name not in NAMES:
            raise row.error("points", _no_such(name, "criterion", NAMES))
        if name in points:
            raise row.error("points", f"'{name}' stands twice; keep one")
        try:
            points[name] = float(number)
        except ValueError as problem:
            raise row.error("points", f"'{part}' is not of the form criterion=points") from problem
    if not (isclose(sum(points.values()), FULL_SCORE) and min(points.values()) >= 0):
        raise row.error("points", f"sum to {sum(points.values()):g}, wanted 100 and none below 0")
    return points


def _filled(points: Mapping[str, float]) -> dict[str, float]:
    """Points for every criterion, in order: none for those that are not named."""
    return scaled({name: points.get(name, 0.0) for name in NAMES})


def _tenths(weights: Mapping[str, float]) -> dict[str, int]:
    tenths = {name: round(10 * value) if isfinite(value) else -1 for name, value in weights.items()}
    off = [name for name, value in weights.items() if not isclose(tenths[name], 10 * value, abs_tol=1e-6)]
    if off or sum(tenths.values()) != FULL or min(tenths.values()) < 0:
        raise WeightError(f"Got {dict(weights)}; give points in whole tenths that sum to 100.")
    return tenths


def _points(names: Iterable[str], tenths: Sequence[int]) -> dict[str, float]:
    return {name: units / 10 for name, units in zip(names, tenths, strict=True)}


def _check(names: Iterable[str], known: Iterable[str], *, field: str | None = None) -> None:
    for name in names:
        if name not in (criteria := tuple(known)):
            raise WeightError(_no_such(name, "criterion", criteria), field=field)


def _check_points(name: str, value: float) -> None:
    if not isfinite(value):
        raise WeightError(f"Got weight {value} for '{name}'; it must be a number.")
    if value < 0:
        raise WeightError(f"Got weight {value} for '{name}'; it must be zero or more.")


def _no_such(name: str, what: str, known: Iterable[str]) -> str:
    choices = tuple(known)
    near = get_close_matches(fold(name), choices, n=1)
    hint = f"did you mean '{near[0]}'? Choose" if near else "choose"
    return f"'{name}' is no {what}; {hint} from {', '.join(choices)}"


def _all_zero() -> WeightError:
    return WeightError("Got weights that are all zero; give at least one criterion more than 0.")
