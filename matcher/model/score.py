"""The one computation behind every figure shown: criteria times weights, with unknowns by a stated policy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import floor, isfinite
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.errors import WeightError

UnknownPolicy = Literal["neutral", "pessimistic", "leave-out"]
UNKNOWN_POLICIES: Final[tuple[UnknownPolicy, ...]] = get_args(UnknownPolicy)
Matrix = NDArray[np.float64]
#: Decimals to which scores are told apart; what differs by less stands in the order of the ids.
DECIMALS: Final = 9


@dataclass(frozen=True, slots=True)
class Scores:
    """Points from 0 to 100: ``parts`` (n, c) sum over c to ``total`` (n,), which lies in [``low``, ``high``].

    ``low`` and ``high`` are the totals if every unknown turned out worst or best.
    """

    parts: Matrix
    total: Matrix
    low: Matrix
    high: Matrix


def score(values: Matrix, weights: Matrix, unknown: UnknownPolicy, neutral: Matrix) -> Scores:
    """Score rows of criteria by a weighted sum.

    Parameters
    ----------
    values : ndarray, shape (n, c), in [0, 1], higher is better, NaN where unknown
    weights : ndarray, shape (c,), points that sum to 100
    unknown
        ``neutral`` counts an unknown as what is usual, ``pessimistic`` as zero; ``leave-out`` gives its
        weight to what is known of that row. A row of which nothing is known scores zero under ``leave-out``.
    neutral : ndarray, shape (c,), in [0, 1], what is usual

    A row's scores do not depend on which others are scored with it, to the last bit.
    Source: Fishburn (1967), additive utilities.
    """
    values = np.ascontiguousarray(values)  # sums run along rows, in one order whatever their number
    known = ~np.isnan(values)
    least = np.where(known, values, 0.0) * weights
    low = least.sum(axis=1)
    high = low + np.where(known, 0.0, weights).sum(axis=1)
    if unknown == "pessimistic":
        parts = least
    elif unknown == "neutral":
        parts = np.where(known, least, neutral * weights)
    else:
        held = np.where(known, weights, 0.0).sum(axis=1)
        parts = weights.sum() * (least / np.where(held > 0, held, 1.0)[:, None])
    return Scores(parts, parts.sum(axis=1), low, high)


def normalise(weights: Mapping[str, float], criteria: Sequence[str]) -> dict[str, float]:
    """Points for every criterion, in that order, summing to 100; what is not named weighs nothing.

    Raises WeightError for a name that is no criterion, a negative or non-finite weight, or all zeros.
    """
    for name, points in weights.items():
        if name not in criteria:
            raise WeightError(
                f"Got weight for '{name}', which is no criterion; choose from {', '.join(criteria)}."
            )
        if not isfinite(points) or points < 0:
            raise WeightError(f"Got weight {points} for '{name}'; it must be zero or more.")
    total = sum(weights.values())
    if total <= 0:
        raise WeightError("Got weights that are all zero; give at least one criterion more than 0 points.")
    return {name: 100.0 * weights.get(name, 0.0) / total for name in criteria}


def applied(
    weights: Mapping[str, float], criteria: Sequence[str], applies: Collection[str]
) -> dict[str, float]:
    """Points summing to 100 over the criteria that apply to a need; the others keep none.

    Raises WeightError as ``normalise`` does, and when only criteria that do not apply have points.
    """
    normalise(weights, criteria)
    held = {name: points for name, points in weights.items() if name in applies}
    if not any(held.values()):
        raise WeightError(
            f"Got points only for what this need does not ask about; it can use {', '.join(sorted(applies))}."
        )
    return normalise(held, criteria)


def shown(parts: Mapping[str, float], digits: int = 2) -> tuple[float, dict[str, float]]:
    """A total and its parts, rounded so that the figures printed add up to the total printed.

    Largest remainders get the units that rounding down left over (Hamilton's method).
    """
    unit = 10**digits
    exact = {name: part * unit for name, part in parts.items()}
    floors = {name: floor(part + 1e-9) for name, part in exact.items()}
    total = round(sum(exact.values()))
    left = total - sum(floors.values())
    by_remainder = sorted(exact, key=lambda name: (floors[name] - exact[name], name))
    for name in by_remainder[:left]:
        floors[name] += 1
    return total / unit, {name: floors[name] / unit for name in parts}
