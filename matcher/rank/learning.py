"""Weights learned from suppliers marked good or bad: near the preset unless the marks say otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.config import FULL_SCORE
from matcher.errors import InputError, UnknownSupplier
from matcher.model import Ranking
from matcher.model.score import Matrix, applied
from matcher.rank.measure import Language
from matcher.rank.sensitivity import DECIMALS, position, scored

#: Marks of each kind without which nothing is learned: with one, nothing is left to check it by.
FEWEST: Final = 2
#: How many marks the preset is worth. Over buyers simulated on the illustrative directory, 3 to 10 marks of
#: each kind put 0.87 of the pairs that were not marked right, for 0.82 by the preset, where their weights
#: were far from it; 0.87 for 0.83 with careless marks; 0.96 for 0.96 where near (0.3: 0.89, 0.86, 0.96).
STRENGTH: Final = 1.0
#: A good supplier should stand this far above a bad one, as a share of the full score.
MARGIN: Final = 0.05
#: Weight of the equation "weights sum to 1" beside those of the marks (Lawson and Hanson, 1974, chapter 22).
SUM: Final = 1e6
#: Newton steps; a handful settles which pairs are short of the margin.
STEPS: Final = 50
#: Halvings of a step that does not bring the sum of losses down.
HALVINGS: Final = 20
#: Resamples of the marks, and the percentiles of a weight over them that are its range.
RESAMPLES: Final = 200
RANGE: Final = (5.0, 95.0)
#: Seed of the resamples: the same marks give the same ranges.
SEED: Final = 20
#: Points by which a weight must move to be said to have changed: less is not shown.
CHANGED: Final = 0.05

Points = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """One weight that the marks move, in points; ``low`` to ``high`` is its range over resampled marks."""

    criterion: str
    before: float
    after: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Weights for a person to accept or not, and how far the marks bear them.

    ``weights`` are points summing to 100; ``ranges`` holds, for each criterion that applies, its range over
    resampled marks. ``ordered_before`` and ``ordered_after`` are the shares of pairs of a good and a bad
    mark that stand in the right order under the preset and under ``weights`` (equal scores count half);
    ``ordered_left_out`` is the same for each mark under weights learned without it. ``learned`` is False,
    and all that was not learned None or empty, where there are too few marks. ``ignored`` are the ids marked
    that did not pass.
    """

    weights: Points
    changes: tuple[Change, ...]
    ranges: Mapping[str, tuple[float, float]]
    n_good: int
    n_bad: int
    ignored: tuple[str, ...]
    learned: bool
    ordered_before: float | None = None
    ordered_after: float | None = None
    ordered_left_out: float | None = None

    @property
    def bears(self) -> bool:
        """Whether marks left out are ordered better by what the others taught than by the preset."""
        return (self.ordered_left_out or 0.0) > (self.ordered_before or 0.0)

    def say(self, language: Language) -> str:
        """One or two sentences: what was learned and how far to trust it, or what is missing."""
        return _say_es(self) if language == "es" else _say_en(self)


def propose(
    ranking: Ranking,
    marks: Mapping[str, bool],
    preset: Points,
    *,
    strength: float = STRENGTH,
    allow_negative: bool = False,
    seed: int = SEED,
) -> Proposal:
    """Weights under which the suppliers marked good (True) stand before those marked bad (False).

    Linear ranking by pairs of a good and a bad mark, with squared hinge loss: a pair that stands ``MARGIN``
    apart in the right order asks for nothing, so that marks which the preset already honours change nothing.
    Weights are kept near the preset by a ridge, at zero or above, and at 100 points in all. Each Newton step
    is one least-squares problem on the pairs still short of the margin, which scikit-learn's
    ``LinearRegression(positive=True)`` solves. Least squares on all pairs would also pull together those that
    stand well apart (each at its best, 0.87 of the simulated buyers' unmarked pairs right, for 0.90), and
    scikit-learn's own losses on differences (``LinearSVC``, ``LogisticRegression``) know neither a preset nor
    a bound at zero.

    Parameters
    ----------
    ranking
        Gives the values; unknowns count by its policy, those left out as their supplier's known mean
        under the preset.
    marks
        Good or bad by supplier id.
    preset
        Points to start from; what does not apply to the need is left out.
    strength
        How many marks the preset is worth, above zero.
    allow_negative
        Lets a weight fall below zero, which says that the marks speak against that criterion. It is to be
        read, not applied: rankings take no negative weights.

    Raises WeightError for a preset that makes no sense, InputError for a strength that is not above zero.
    Sources: Joachims (2002) and Chapelle and Keerthi (2010), ranking by pairs and its Newton method;
    Kienzle and Chellapilla (2006), ridge towards given weights; Efron and Tibshirani (1993), percentile
    ranges from resampling.
    """
    if not strength > 0:
        raise InputError(f"Got strength={strength}; it must be above zero.")
    names = [criterion.name for criterion in ranking.criteria]
    start = applied(preset, names, ranking.applies)
    good, bad, ignored = _split(ranking, marks)
    if min(len(good), len(bad)) < FEWEST:
        return Proposal(start, (), {}, len(good), len(bad), ignored, learned=False)
    fit = _Fit.of(ranking, good, bad, start, strength, positive=not allow_negative)
    before, after = fit.preset, fit.weights(np.ones(len(good)), np.ones(len(bad)))
    ranges = _ranges(fit, after, seed)
    return Proposal(
        weights=fit.points(after),
        changes=_changes(fit, after, ranges),
        ranges=ranges,
        n_good=len(good),
        n_bad=len(bad),
        ignored=ignored,
        learned=True,
        ordered_before=float(fit.ordered(before).mean()),
        ordered_after=float(fit.ordered(after).mean()),
        ordered_left_out=_left_out(fit, after),
    )


def _split(ranking: Ranking, marks: Mapping[str, bool]) -> tuple[list[int], list[int], tuple[str, ...]]:
    """Positions of the good and of the bad marks, and the ids that did not pass."""
    at: dict[bool, list[int]] = {True: [], False: []}
    ignored = []
    for supplier_id, good in sorted(marks.items()):
        try:
            at[bool(good)].append(position(ranking, supplier_id))
        except UnknownSupplier:
            ignored.append(supplier_id)
    return at[True], at[False], tuple(ignored)


@dataclass(frozen=True, slots=True)
class _Fit:
    """What weights are learned from: g good and b bad marks over the a criteria that apply.

    ``pairs`` (g, b, a) are the values of good less bad; ``preset`` (a,) sums to 1.
    """

    ranking: Ranking
    good: Sequence[int]
    bad: Sequence[int]
    columns: NDArray[np.int64]
    pairs: Matrix
    preset: Matrix
    strength: float
    positive: bool

    @classmethod
    def of(
        cls,
        ranking: Ranking,
        good: Sequence[int],
        bad: Sequence[int],
        start: Points,
        strength: float,
        *,
        positive: bool,
    ) -> _Fit:
        """From positions in the ranking and the points to start from."""
        columns = np.flatnonzero([criterion.name in ranking.applies for criterion in ranking.criteria])
        points = np.array(list(start.values()))
        values = [_filled(ranking, at, points)[:, columns] for at in (good, bad)]
        pairs = values[0][:, None] - values[1]
        return cls(ranking, good, bad, columns, pairs, points[columns] / FULL_SCORE, strength, positive)

    def weights(self, n_good: Matrix, n_bad: Matrix, start: Matrix | None = None) -> Matrix:
        """Weights (a,) that sum to 1; ``n_good`` (g,) and ``n_bad`` (b,) say how often each mark counts.

        ``start`` (a,) saves steps where weights near those sought are known.
        """
        heed = np.outer(n_good, n_bad).ravel()
        heed *= (n_good.sum() + n_bad.sum()) / heed.sum()
        pairs = self.pairs.reshape(len(heed), -1)[heed > 0]
        heed = heed[heed > 0]
        weights = self.preset if start is None else start
        for _ in range(STEPS):
            loss = self._loss(weights, pairs, heed)
            found = self._solved(pairs[pairs @ weights < MARGIN], heed[pairs @ weights < MARGIN])
            for _ in range(HALVINGS):
                if self._loss(found, pairs, heed) <= loss:
                    break
                found = (found + weights) / 2
            if np.allclose(found, weights, rtol=0, atol=CHANGED / FULL_SCORE / 100):
                return found
            weights = found
        return weights

    def _loss(self, weights: Matrix, pairs: Matrix, heed: Matrix) -> float:
        short = np.maximum(0.0, MARGIN - pairs @ weights)
        return float(heed @ short**2 + self.strength * ((weights - self.preset) ** 2).sum())

    def _solved(self, short: Matrix, heed: Matrix) -> Matrix:
        """The least squares of the pairs short of the margin, the ridge to the preset, and the sum of 1."""
        from sklearn.linear_model import LinearRegression

        n = len(self.preset)
        rows = np.vstack([short, np.eye(n), np.ones((1, n))])
        aims = np.concatenate([np.full(len(short), MARGIN), self.preset, [1.0]])
        heeds = np.concatenate([heed, np.full(n, self.strength), [SUM]])
        model = LinearRegression(fit_intercept=False, positive=self.positive)
        weights: Matrix = model.fit(rows, aims, sample_weight=heeds).coef_
        weights /= weights.sum()
        return weights

    def points(self, weights: Matrix) -> dict[str, float]:
        """Points of every criterion, those that do not apply at zero."""
        points = np.zeros(len(self.ranking.criteria))
        points[self.columns] = FULL_SCORE * weights
        names = [criterion.name for criterion in self.ranking.criteria]
        return dict(zip(names, map(float, points), strict=True))

    def ordered(self, weights: Matrix) -> Matrix:
        """1 for each pair (g, b) that these weights put in the right order, 0.5 where scores are equal."""
        points = np.array(list(self.points(weights).values()))
        rows = self.ranking.values[[*self.good, *self.bad]]
        total = np.round(scored(self.ranking, rows, points).total, DECIMALS)
        lead = total[: len(self.good), None] - total[len(self.good) :]
        ordered: Matrix = (1 + np.sign(lead)) / 2
        return ordered


def _filled(ranking: Ranking, at: Sequence[int], points: Matrix) -> Matrix:
    """The values of some suppliers, unknowns as the ranking's policy counts them."""
    values = ranking.values[at]
    if ranking.unknown == "neutral":
        instead = np.array([[criterion.neutral for criterion in ranking.criteria]])
    elif ranking.unknown == "pessimistic":
        instead = np.zeros((1, len(ranking.criteria)))
    else:
        instead = scored(ranking, values, points).total[:, None] / FULL_SCORE
    return np.where(np.isnan(values), instead, values)


def _ranges(fit: _Fit, after: Matrix, seed: int) -> dict[str, tuple[float, float]]:
    """The range of each weight, in points, over marks drawn anew with replacement, good and bad apart."""
    draw = np.random.default_rng(seed)
    n_good, n_bad = len(fit.good), len(fit.bad)
    drawn = [
        fit.weights(
            draw.multinomial(n_good, np.full(n_good, 1 / n_good)).astype(float),
            draw.multinomial(n_bad, np.full(n_bad, 1 / n_bad)).astype(float),
            after,
        )
        for _ in range(RESAMPLES)
    ]
    low, high = FULL_SCORE * np.percentile(drawn, RANGE, axis=0)
    names = [fit.ranking.criteria[column].name for column in fit.columns]
    return {name: (float(low[at]), float(high[at])) for at, name in enumerate(names)}


def _changes(fit: _Fit, after: Matrix, ranges: Mapping[str, tuple[float, float]]) -> tuple[Change, ...]:
    old, new = fit.points(fit.preset), fit.points(after)
    changes = [Change(name, old[name], new[name], *ranges[name]) for name in ranges]
    moved = [change for change in changes if abs(change.after - change.before) >= CHANGED]
    return tuple(sorted(moved, key=lambda change: -abs(change.after - change.before)))


def _left_out(fit: _Fit, after: Matrix) -> float:
    """The mean over marks of the share of its pairs ordered rightly by weights learned without it."""
    shares = []
    for left in range(len(fit.good) + len(fit.bad)):
        counts = np.ones(len(fit.good) + len(fit.bad))
        counts[left] = 0.0
        ordered = fit.ordered(fit.weights(counts[: len(fit.good)], counts[len(fit.good) :], after))
        own = ordered[left] if left < len(fit.good) else ordered[:, left - len(fit.good)]
        shares.append(float(own.mean()))
    return float(np.mean(shares))


def _say_en(proposal: Proposal) -> str:
    if not proposal.learned:
        return (
            f"Got {proposal.n_good} good and {proposal.n_bad} bad among those that passed; mark at least "
            f"{FEWEST} of each to learn from. The weights stay as they are."
        )
    told = (
        f"Of the pairs of a good and a bad mark, {proposal.ordered_after:.0%} stand in the right order, "
        f"{proposal.ordered_before:.0%} before; of marks left out, {proposal.ordered_left_out:.0%}."
    )
    if not proposal.changes:
        return f"The weights honour these marks as they are. {told}"
    return told if proposal.bears else f"{told} That is no better than before: mark more before you accept."


def _say_es(proposal: Proposal) -> str:
    if not proposal.learned:
        return (
            f"Hay {proposal.n_good} buenos y {proposal.n_bad} malos entre los que pasaron; marque al menos "
            f"{FEWEST} de cada uno para aprender de ellos. Los pesos quedan como están."
        )
    told = (
        f"De los pares de un bueno y un malo, {proposal.ordered_after:.0%} están en el orden correcto, "
        f"antes {proposal.ordered_before:.0%}; de las marcas apartadas, {proposal.ordered_left_out:.0%}."
    )
    if not proposal.changes:
        return f"Los pesos ya respetan estas marcas. {told}"
    return told if proposal.bears else f"{told} No mejora lo anterior: marque más antes de aceptar."
