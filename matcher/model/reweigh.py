"""The best rows under weights that move: rough totals follow what changed, exact scores set the order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.model.hits import Rows
from matcher.model.score import DECIMALS, Matrix, UnknownPolicy, score

#: Largest relative error of one operation in single precision (IEEE 754).
UNIT: Final = 2.0**-24
#: Points by which a weight must change for its column to be added; less only widens the short list.
STILL: Final = 1e-6
#: Error in points at which rough totals are made afresh. Some 200 moves by a few points bring it about.
MOST_OFF: Final = 1e-3
#: Totals are made afresh where weights have grown or shrunk together by more than this factor.
MOST_SCALE: Final = 1e3
#: Rows up to which all are scored exactly: picking some of them first takes as long.
SHORT: Final = 1000
#: Rows read at a time when columns are made: 19 criteria of them take 1 MB.
BLOCK: Final = 8192

Columns = NDArray[np.float32]
At = slice | NDArray[np.int64]


class Reweigher:
    """Finds the best of the same rows again and again as weights move.

    The order is that of ``score`` over all rows, whatever weights were asked for before: rough totals in
    single precision, with a bound on their error, only pick the few rows that may be among the best, and
    these are scored exactly. Rough totals of weights that differ from the last ones in few criteria, or by
    a common factor, are the last ones times that factor plus a multiple of those criteria's columns. What
    the best of last time score now is what all others have to reach.

    Parameters
    ----------
    values : ndarray, shape (n, c), in [0, 1], NaN where unknown
    neutral : ndarray, shape (c,), what an unknown is worth under the neutral policy
    groups : ndarray of int, shape (n,), of which ``best`` can pick each one's own best
    short
        So many rows are scored exactly without picking some of them first.
    """

    def __init__(
        self, values: Matrix, neutral: Matrix, groups: NDArray[np.int8], *, short: int = SHORT
    ) -> None:
        self.values, self.neutral, self.groups, self.short = values, neutral, groups, short
        self._totals: _Totals | None = None
        self._near: dict[tuple[int, int], NDArray[np.int64]] = {}

    def best(self, weights: Matrix, unknown: UnknownPolicy, top: int, *, per_group: bool = False) -> Rows:
        """The rows with the highest scores, best first, equal scores in the order of their rows.

        ``weights`` (c,) and ``unknown`` are as in ``score``. With ``per_group`` the best ``top`` of each
        group, the groups in ascending order.
        """
        weights = weights.copy()  # it is kept, and whose it is may change it
        parts = self._parts if per_group else [(0, len(self.values))]
        return np.concatenate([self._best(part, weights, unknown, top) for part in parts] or [self._order])

    @cached_property
    def _order(self) -> Rows:
        """Rows by group: columns are held in this order, so that each group is one stretch of them."""
        return np.argsort(self.groups, kind="stable")

    @cached_property
    def _parts(self) -> list[tuple[int, int]]:
        ends = np.cumsum(np.unique(self.groups, return_counts=True)[1]).tolist()
        return list(zip([0, *ends], ends, strict=False))

    def _best(self, part: tuple[int, int], weights: Matrix, unknown: UnknownPolicy, top: int) -> Rows:
        few = part[1] - part[0] <= max(top, self.short) or top < 1
        at = np.arange(*part) if few else self._short_list(part, self._moved(weights, unknown), top)
        rows, exact = self._order[at], self._exact(at, weights, unknown)
        chosen = np.lexsort((rows, -exact))[:top]
        self._near[part] = at[chosen]
        return rows[chosen]

    def _short_list(self, part: tuple[int, int], totals: _Totals, top: int) -> NDArray[np.int64]:
        """Where in the columns those stand who may be among the best of a part."""
        start, whole = part[0], slice(*part)
        near = self._near.get(part, self._order[:0])[:top]
        if len(near) < top:
            near = start + _highest(totals.rough(whole), top)
        at = start + totals.reaching(whole, self._least(near, totals))
        if len(at) > top + self.short:
            near = at[_highest(totals.rough(at), top)]
            at = at[totals.reaching(at, self._least(near, totals))]
        return at

    def _least(self, near: NDArray[np.int64], totals: _Totals) -> float:
        """What the best of a part score at least, of whom there are as many as these rows of it."""
        return float(self._exact(near, totals.weights, totals.unknown).min())

    def _exact(self, at: NDArray[np.int64], weights: Matrix, unknown: UnknownPolicy) -> Matrix:
        return np.round(score(self.values[self._order[at]], weights, unknown, self.neutral).total, DECIMALS)

    def _moved(self, weights: Matrix, unknown: UnknownPolicy) -> _Totals:
        """Rough totals under these weights. A new value each time: rankings may be read in parallel."""
        totals = self._totals
        if totals is not None and totals.unknown == unknown:
            totals = totals if totals.weights is weights else totals.moved(weights)
        else:
            instead = self.neutral if unknown == "neutral" else 0.0
            above = self._sum(weights, lambda some: np.where(np.isnan(some), instead, some))
            held = self._sum(weights, lambda some: ~np.isnan(some)) if unknown == "leave-out" else None
            totals = _Totals(unknown, weights, above, held)
        self._totals = totals
        return totals

    def _sum(self, weights: Matrix, counted: Callable[[Matrix], NDArray[Any]]) -> _Sum:
        """The sum of what is counted of the values, read block by block of rows."""
        columns = np.empty(self.values.shape[::-1], dtype=np.float32)
        for start in range(0, len(self.values), BLOCK):
            rows = self._order[start : start + BLOCK]
            columns[:, start : start + BLOCK] = counted(self.values[rows]).T
        return _Sum.of(columns, weights)


@dataclass(frozen=True, slots=True)
class _Totals:
    """Rough scores under some weights: the sum ``above`` or, of what is known, its mean ``above / held``."""

    unknown: UnknownPolicy
    weights: Matrix
    above: _Sum
    held: _Sum | None

    def moved(self, weights: Matrix) -> _Totals:
        held = None if self.held is None else self.held.moved(weights)
        return replace(self, weights=weights, above=self.above.moved(weights), held=held)

    def rough(self, at: At) -> Columns:
        """Scores of some rows up to a common factor, for choosing who is likely among the best."""
        above = self.above.total[at]
        if self.held is None:
            return above
        held = self.held.total[at]
        return np.divide(above, held, out=np.zeros_like(above), where=held > self.held.off / self.held.scale)

    def reaching(self, at: At, least: float) -> NDArray[np.int64]:
        """Which of some rows may score at least so much: all who do, and those too near to tell."""
        slack = 10.0**-DECIMALS + self.above.off
        above = self.above.total[at]
        if self.held is None:
            return np.flatnonzero(above >= _below((least - slack) / self.above.scale))
        share = least / self.weights.sum()
        slack += share * self.held.off + 8 * UNIT * (self.above.most + share * self.held.most)
        held = self.held.total[at]
        lead = held * np.float32(-share * self.held.scale / self.above.scale)
        lead += above
        may = np.flatnonzero(lead >= _below(-slack / self.above.scale))
        return may[held[may] > self._nothing(self.held, least)]

    def _nothing(self, held: _Sum, least: float) -> float:
        """What ``held.total`` stays below where nothing is known of a row: it scores below ``least``."""
        lightest = float(self.weights[self.weights > 0].min())
        told = least > 10.0**-DECIMALS and lightest > 4 * held.off
        return lightest / held.scale / 2 if told else -np.inf


@dataclass(frozen=True, slots=True)
class _Sum:
    """Columns (c, n) times weights: ``scale`` times ``total`` (n,), off by at most ``off`` points.

    ``points`` (c,) are the weights that ``total`` stands for, ``drift`` is its error, both before scaling;
    ``reach`` (c,) is the largest magnitude in each column, ``most`` that of the sum.
    """

    columns: Columns
    reach: Matrix
    points: Matrix
    total: Columns
    scale: float
    drift: float
    off: float
    most: float

    @classmethod
    def of(cls, columns: Columns, weights: Matrix, reach: Matrix | None = None) -> _Sum:
        """Made afresh. The error of a sum of c products: Higham (2002), section 3.1."""
        if reach is None:
            reach = np.abs(columns).max(axis=1, initial=0).astype(np.float64)
        most = float(np.abs(weights) @ reach)
        drift = (len(columns) + 3) * UNIT * most
        return cls(columns, reach, weights, weights.astype(np.float32) @ columns, 1.0, drift, drift, most)

    def moved(self, weights: Matrix) -> _Sum:
        """Under other weights: what most of them changed by is a factor, the others' columns are added."""
        scale = _factor(self.points, weights)
        if not 1 / MOST_SCALE <= scale <= MOST_SCALE:
            return _Sum.of(self.columns, weights, self.reach)
        change = weights / scale - self.points
        moving = np.flatnonzero(np.abs(change) * scale > STILL)
        if len(moving) > len(weights) // 2:
            return _Sum.of(self.columns, weights, self.reach)
        points, total, drift = self.points.copy(), self.total, self.drift
        for at in moving:
            by = np.float32(change[at])
            points[at] += by
            added = self.columns[at] * by
            added += total
            total = added
            drift += UNIT * (float(np.abs(points) @ self.reach) + drift + 4 * abs(by) * self.reach[at])
        off = scale * (drift + float(np.abs(weights / scale - points) @ self.reach))
        if off > MOST_OFF:
            return _Sum.of(self.columns, weights, self.reach)
        most = float(np.abs(weights) @ self.reach)
        return _Sum(self.columns, self.reach, points, total, scale, drift, off, most)


def _factor(before: Matrix, after: Matrix) -> float:
    """What most weights were multiplied by; zero where none was above zero before and after."""
    both = (before > STILL) & (after > STILL)
    ratios = np.sort(after[both] / before[both])
    return float(ratios[len(ratios) // 2]) if len(ratios) else 0.0


def _below(bound: float) -> np.float32:
    """The bound in single precision, never rounded up."""
    return np.float32(np.nextafter(np.float32(bound), np.float32(-np.inf)))


def _highest(rough: Columns, top: int) -> NDArray[np.int64]:
    return np.argpartition(rough, len(rough) - top)[-top:]
