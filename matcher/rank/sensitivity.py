"""How firmly a ranking stands: under other weights, between two suppliers, and against what is unknown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import copysign, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.config import FULL_SCORE, TOP
from matcher.errors import InputError, UnknownSupplier
from matcher.model import ROUTES, Criterion, Ranking, Supplier
from matcher.model.score import Matrix, Scores, score

#: Draws of weights: the standard error of a share is then at most 0.016 (binomial).
DRAWS: Final = 1000
#: Each weight is multiplied by a factor within this much of 1.
SWING: Final = 0.2
#: Seed of the draws: the same ranking gives the same shares.
SEED: Final = 20
#: Decimals to which rankings tell scores apart (``Ranking``).
DECIMALS: Final = 9
#: Points by which a supplier leads after a swap: above ``DECIMALS``, below what anyone is shown.
LEAD: Final = 1e-6
#: Share of all points just beside none and all: there a score left without any known weight jumps.
BESIDE: Final = 1e-6
#: Suppliers named to whom to put a question.
ASKED: Final = 3

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stability:
    """How one supplier shown fares when every weight is a little other.

    ``share`` is the share of draws, in [0, 1], in which it stands in the top; ``best`` and ``worst`` are the
    ranks seen, counted over all routes or, where the ranking is made for each route, within its own.
    """

    supplier_id: str
    rank: int
    share: float
    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Swap:
    """The smallest change of one weight, in points, that puts one supplier before another.

    ``weights`` are all points after it, summing to 100, for ``Ranking.reweigh``: the others keep their
    proportions.
    """

    criterion: str
    before: float
    after: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Answerer:
    """A supplier of whom something is unknown, near the edge of the top.

    ``points`` is how far its score swings between the worst and the best answer; ``inside`` says whether it
    stands in the top now, ``decides`` whether its answer alone can change that.
    """

    supplier: Supplier
    points: float
    inside: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """The criterion whose unknown values bear most on who is in the top, and whom to ask first.

    The question stands in ``criterion.question`` and ``criterion.question_es``. ``n_unknown`` counts the
    suppliers near the edge of whom it is unknown, ``n_deciding`` those whose answer alone moves them in or
    out.
    """

    criterion: Criterion
    n_unknown: int
    n_deciding: int
    ask: tuple[Answerer, ...]


def position(ranking: Ranking, supplier_id: str) -> int:
    """The row of ``ranking.values`` that is a supplier's. Raises UnknownSupplier if it did not pass."""

    def id_at(at: int) -> str:
        return ranking.supplier_at([int(ranking.rows[at])])[0].supplier_id

    at = bisect_left(range(ranking.n_passed), supplier_id, key=id_at)
    if at == ranking.n_passed or id_at(at) != supplier_id:
        raise UnknownSupplier(
            f"Got supplier '{supplier_id}', which is not among the {ranking.n_passed} that passed."
        )
    return at


def scored(ranking: Ranking, values: Matrix, weights: Matrix | None = None) -> Scores:
    """Scores of other values (n, c) or under other weights (c,), by the ranking's own rules."""
    own = np.array(list(ranking.weights.values()))
    neutral = np.array([criterion.neutral for criterion in ranking.criteria])
    return score(values, own if weights is None else weights, ranking.unknown, neutral)


def stability(
    ranking: Ranking, *, draws: int = DRAWS, swing: float = SWING, top: int = TOP, seed: int = SEED
) -> tuple[Stability, ...]:
    """How often each supplier shown stays in the top when every weight is a little other.

    Each weight is multiplied by its own factor, uniform in [1 - swing, 1 + swing], and all are scaled back
    to 100 points. Raises InputError for fewer than one draw or place, or a swing outside [0, 1).
    Source: Butler, Jia and Dyer (1997), simulation of the weights of an additive model.
    """
    if draws < 1 or top < 1 or not 0 <= swing < 1:
        raise InputError(
            f"Got draws={draws}, top={top}, swing={swing}; draws and top start at 1, swing lies in [0, 1)."
        )
    shown, ranks = _shown(ranking)
    if not shown:
        return ()
    seen = _drawn_ranks(ranking, shown, _drawn_weights(ranking, draws, swing, seed), swing)
    suppliers = ranking.supplier_at([int(ranking.rows[at]) for at in shown])
    return tuple(
        Stability(
            supplier.supplier_id, rank, float((drawn <= top).mean()), int(drawn.min()), int(drawn.max())
        )
        for supplier, rank, drawn in zip(suppliers, ranks, seen.T, strict=True)
    )


def _groups(ranking: Ranking) -> list[Positions]:
    """Those who compete for the same places: all, or each route's own; best first, as they are ranked."""
    order = np.argsort(-np.round(ranking.scores.total, DECIMALS), kind="stable")
    if not ranking.per_route:
        return [order]
    return [order[ranking.routes[order] == route] for route in range(len(ROUTES))]


def _shown(ranking: Ranking) -> tuple[list[int], list[int]]:
    """Positions and ranks of the candidates, in their order."""
    places = [
        (int(at), rank) for group in _groups(ranking) for rank, at in enumerate(group[: ranking.top], 1)
    ]
    return [at for at, _ in places], [rank for _, rank in places]


def _drawn_weights(ranking: Ranking, draws: int, swing: float, seed: int) -> Matrix:
    factors = np.random.default_rng(seed).uniform(1 - swing, 1 + swing, (draws, len(ranking.criteria)))
    drawn: Matrix = np.array(list(ranking.weights.values())) * factors
    drawn *= FULL_SCORE / drawn.sum(axis=1, keepdims=True)
    return drawn


def _drawn_ranks(ranking: Ranking, shown: Sequence[int], weights: Matrix, swing: float) -> NDArray[np.int64]:
    """The rank of each supplier shown under each row of weights, (draws, shown)."""
    rivals = _rivals(ranking, shown, swing)
    own = np.searchsorted(rivals, shown)
    same = np.ones((len(rivals), len(shown)), dtype=bool)
    if ranking.per_route:
        same = ranking.routes[rivals][:, None] == ranking.routes[shown]
    earlier = rivals[:, None] < np.array(shown)
    ranks = np.empty((len(weights), len(shown)), dtype=np.int64)
    for draw, points in enumerate(weights):
        total = np.round(scored(ranking, ranking.values[rivals], points).total, DECIMALS)[:, None]
        ahead = (total > total[own, 0]) | ((total == total[own, 0]) & earlier)
        ranks[draw] = 1 + (ahead & same).sum(axis=0)
    return ranks


def _rivals(ranking: Ranking, shown: Sequence[int], swing: float) -> Positions:
    """Everyone who could stand before one of those shown under weights within the swing, and those shown."""
    total, parts = ranking.scores.total, ranking.scores.parts
    reach = _reach(ranking, swing) if ranking.unknown == "leave-out" else None
    may = np.zeros(len(total), dtype=bool)
    for at in shown:
        if reach is None:
            gap = parts - parts[at]
            ahead = gap.sum(axis=1) + swing * np.abs(gap).sum(axis=1) >= -LEAD
        else:
            ahead = total + reach >= total[at] - reach[at] - LEAD
        may |= ahead & (ranking.routes == ranking.routes[at]) if ranking.per_route else ahead
    return np.flatnonzero(may)


def _reach(ranking: Ranking, swing: float) -> Matrix:
    """How far a mean of what is known, in points (n,), can move at most when its weights swing.

    The mean A of values v by weights w f, f in [1 - s, 1 + s], is off by sum w (f - 1) (v - A) / sum w f.
    """
    weights = np.array(list(ranking.weights.values()))
    known = ~np.isnan(ranking.values)
    off = np.where(known, np.abs(FULL_SCORE * ranking.values - ranking.scores.total[:, None]), 0.0) @ weights
    reach: Matrix = swing / (1 - swing) * off / np.maximum(known @ weights, LEAD)
    return reach


def smallest_swap(ranking: Ranking, one: str, other: str) -> Swap | None:
    """The smallest change of one weight that puts ``other`` before ``one`` (supplier ids), None if none does.

    The other weights keep their proportions. Exact: with one weight at a share t of all points, a score is
    linear in t, or a ratio of two linear terms where unknowns are left out; where the two are level is then
    the root of a quadratic. Raises UnknownSupplier for one that did not pass, InputError when ``other``
    stands before ``one`` already. Source: Triantaphyllou and Sanchez (1997), most critical criterion.
    """
    pair = [position(ranking, one), position(ranking, other)]
    values = ranking.values[pair]
    lead = round(_lead(scored(ranking, values)), DECIMALS)
    if lead > 0 or (lead == 0 and pair[1] <= pair[0]):
        raise InputError(f"Got '{one}', which does not stand before '{other}'; name the one in front first.")
    swaps = [_swap(ranking, values, at) for at in range(len(ranking.criteria))]
    found = [swap for swap in swaps if swap is not None]
    return min(found, key=lambda swap: abs(swap.after - swap.before), default=None)


def _swap(ranking: Ranking, values: Matrix, at: int) -> Swap | None:
    """The smallest change of one criterion's weight after which the second of two rows (2, c) leads."""
    names = [criterion.name for criterion in ranking.criteria]
    ends = _ends(ranking, at)
    if names[at] not in ranking.applies or ends is None:
        return None
    without, only = ends
    before = ranking.weights[names[at]]
    nearest = sorted(_level_shares(ranking, values, ends), key=lambda share: abs(FULL_SCORE * share - before))
    for share in nearest:
        weights = (1 - share) * without + share * only
        if _lead(scored(ranking, values, weights)) > LEAD / 2:
            points = dict(zip(names, map(float, weights), strict=True))
            return Swap(names[at], before, points[names[at]], points)
    return None


def _lead(scores: Scores) -> float:
    return float(scores.total[1] - scores.total[0])


def _ends(ranking: Ranking, at: int) -> tuple[Matrix, Matrix] | None:
    """Points with one criterion at zero and with it alone; None where it is the only one that applies.

    The others keep their proportions, and share alike where all of them are at zero.
    """
    without = np.array(list(ranking.weights.values()))
    without[at] = 0.0
    if not without.any():
        without = np.array([float(criterion.name in ranking.applies) for criterion in ranking.criteria])
        without[at] = 0.0
    if not without.any():
        return None
    only = np.zeros_like(without)
    only[at] = FULL_SCORE
    return FULL_SCORE * without / without.sum(), only


def _level_shares(ranking: Ranking, values: Matrix, ends: tuple[Matrix, Matrix]) -> list[float]:
    """Shares of one weight, in [0, 1], where the second of two rows (2, c) may come to lead, by ``LEAD``.

    A score is above / below, each linear in the share, so that a lead of L is a root of
    above2 below1 - above1 below2 - L below1 below2.
    """
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    if ranking.unknown == "neutral":
        filled = np.where(known, values, [criterion.neutral for criterion in ranking.criteria])
    at_ends = np.stack(ends, axis=1)
    above, below = filled @ at_ends, np.ones((2, 2))
    if ranking.unknown == "leave-out":
        held = known @ at_ends / FULL_SCORE
        below = np.where(held.any(axis=1, keepdims=True), held, 1.0)  # of whom nothing is known scores zero
    one, other, below_one, below_other = (np.array([start, end - start]) for start, end in (*above, *below))
    level = np.convolve(other, below_one) - np.convolve(one, below_other)
    level -= LEAD * np.convolve(below_one, below_other)
    ends_and_beside = (0.0, BESIDE, 1.0 - BESIDE, 1.0)
    return [share for share in (*ends_and_beside, *_roots(*map(float, level))) if 0 <= share <= 1]


def _roots(constant: float, slope: float, square: float) -> list[float]:
    """The real roots of a quadratic, by the formula that loses no digits to cancellation."""
    inside = slope * slope - 4 * square * constant
    if inside < 0:
        return []
    half = -(slope + copysign(sqrt(inside), slope)) / 2
    roots = [half / square] if square else []
    return [*roots, constant / half] if half else roots


def telling_unknown(ranking: Ranking, top: int = TOP) -> Telling | None:
    """The unknown whose answers could most change who is in the top, and up to three suppliers to ask.

    Near the edge stand those outside whom their unknowns could lift to the last place of the top, and those
    inside whom theirs could drop below the first place outside it. Of each criterion unknown among them and
    with a question to ask, the one tells most by which most suppliers would move in or out by that one
    answer, then by which their scores swing most. Asked first are those whom the answer moves, nearest to
    the edge first. None where no unknown can change the top. Raises InputError for a top below 1.
    """
    if top < 1:
        raise InputError(f"Got top={top}; it must be at least 1.")
    inside, edge = _edges(ranking, top)
    scores = ranking.scores
    near = np.flatnonzero(np.where(inside, scores.low < edge, scores.high >= edge))
    questions = [_question(ranking, at, near, inside, edge) for at in range(len(ranking.criteria))]
    put = [question for question in questions if question is not None]
    if not put:
        return None
    told = max(put, key=lambda question: (question.decides.sum(), question.points.sum()))
    first = np.lexsort((np.abs(scores.total - edge)[told.near], ~told.decides))[:ASKED]
    suppliers = ranking.supplier_at([int(ranking.rows[at]) for at in told.near[first]])
    ask = tuple(
        Answerer(supplier, float(told.points[at]), bool(inside[told.near[at]]), bool(told.decides[at]))
        for at, supplier in zip(first, suppliers, strict=True)
    )
    return Telling(told.criterion, len(told.near), int(told.decides.sum()), ask)


@dataclass(frozen=True, slots=True)
class _Question:
    """Those ``near`` (m,) of whom a criterion is unknown, how far answers swing each, and whom they move."""

    criterion: Criterion
    near: Positions
    points: Matrix
    decides: NDArray[np.bool_]


def _edges(ranking: Ranking, top: int) -> tuple[NDArray[np.bool_], Matrix]:
    """Who is in the top, and the score that each must cross to change that, NaN where there is none; (n,)."""
    total = ranking.scores.total
    inside = np.zeros(len(total), dtype=bool)
    edge = np.full(len(total), np.nan)
    for group in _groups(ranking):
        inside[group[:top]] = True
        if len(group) > top:
            edge[group[:top]] = total[group[top]]
            edge[group[top:]] = total[group[top - 1]]
    return inside, edge


def _question(
    ranking: Ranking, at: int, near: Positions, inside: NDArray[np.bool_], edge: Matrix
) -> _Question | None:
    criterion = ranking.criteria[at]
    near = near[np.isnan(ranking.values[near, at])]
    if criterion.question is None or not ranking.weights[criterion.name] or not len(near):
        return None
    worst, best = (answered(ranking, near, at, value) for value in (0.0, 1.0))
    decides = np.where(inside[near], worst < edge[near], best > edge[near])
    return _Question(criterion, near, best - worst, decides)


def answered(ranking: Ranking, rows: Sequence[int] | Positions, at: int, value: float) -> Matrix:
    """The scores (m,) of suppliers by position if their value of one criterion were this one."""
    values = ranking.values[rows]
    values[:, at] = value
    return scored(ranking, values).total
