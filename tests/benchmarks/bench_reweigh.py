"""One weight after another moved, beside a plain matrix product: python tests/benchmarks/bench_reweigh.py

Each move sets one criterion to other points and the rest in proportion, then asks for the best 20. Matcher is
timed through ``Ranking.reweigh`` and ``positions``; the others are given a matrix without unknowns and an
array of weights, ready made. Prints medians over the same moves and ratios (1.00 is Matcher; higher: so many
times as slow): the first three ways taken in turns, the others alone. Before that, moves are checked to give
the order of ``score`` over all rows. Values are random, a fifth of them unknown: good for times, no measure
of quality.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from matcher.model import UNKNOWN_POLICIES, Criterion, Need, Ranking, Reasons, Supplier
from matcher.model.score import DECIMALS, score

TOP = 20
MOVES = 60
#: Rows and criteria.
SIZES = ((10_000, 19), (1_000_000, 16))


def made_up(n: int, c: int) -> Ranking:
    rng = np.random.default_rng(7)
    values = rng.random((n, c))
    values[rng.random((n, c)) < 0.2] = np.nan
    names = [f"c{at}" for at in range(c)]
    return Ranking(
        need=Need("made up"),
        criteria=tuple(Criterion(name, name, name, "made up", "made up") for name in names),
        weights=dict.fromkeys(names, 100 / c),
        unknown="neutral",
        values=values,
        rows=np.arange(n),
        routes=rng.integers(0, 3, n).astype(np.int8),
        funnel=(),
        index={},
        top=TOP,
        per_route=False,
        supplier_at=lambda rows: [Supplier(f"s{row:07}", f"S {row}", "manufacturer") for row in rows],
        reasons_for=lambda row, supplier, route, language: Reasons(),
        applies=frozenset(names),
    )


def moves(names: list[str], most: float) -> list[dict[str, float]]:
    """Weights one after another: each time one by up to so many points, the rest in proportion."""
    rng = np.random.default_rng(8)
    points = np.full(len(names), 100 / len(names))
    seen = []
    for _ in range(MOVES):
        at = rng.integers(len(names))
        aim = np.clip(points[at] + rng.uniform(-most, most), 0, 60)
        points *= (100 - aim) / (100 - points[at])
        points[at] = aim
        seen.append(dict(zip(names, points.tolist(), strict=True)))
    return seen


def in_order(total: np.ndarray) -> list[int]:
    """Every row of it sorted: the order that must come out."""
    return np.argsort(-np.round(total, DECIMALS), kind="stable")[:TOP].tolist()


def partitioned(total: np.ndarray) -> np.ndarray:
    best = np.argpartition(total, len(total) - TOP)[-TOP:]
    return best[np.argsort(-total[best], kind="stable")]


def in_turns(ways: list[Callable[[dict[str, float]], Any]], steps: list[dict[str, float]]) -> np.ndarray:
    """Milliseconds of each way at each step, (ways, steps)."""
    times = np.empty((len(ways), len(steps)))
    for step, weights in enumerate(steps):
        for at, way in enumerate(ways):
            start = time.perf_counter()
            way(weights)
            times[at, step] = 1e3 * (time.perf_counter() - start)
    return times


def bench(n: int, c: int) -> None:
    first = made_up(n, c)
    start = time.perf_counter()
    assert first.positions
    print(f"\n{n:,} rows of {c} criteria: first order in {1e3 * (time.perf_counter() - start):.1f} ms")
    for most in (5.0, 60.0):
        for unknown in UNKNOWN_POLICIES:
            print(f"\n  one weight moved by up to {most:.0f} points, unknowns {unknown}")
            table(replace(first, unknown=unknown), moves(list(first.weights), most))


def table(ranking: Ranking, steps: list[dict[str, float]]) -> None:
    neutral = np.array([criterion.neutral for criterion in ranking.criteria])
    filled = np.where(np.isnan(ranking.values), neutral, ranking.values)
    single = filled.astype(np.float32)
    each = ranking.best(TOP, per_route=True)
    arrays = {id(step): np.array(list(step.values())) for step in steps}

    def sorted_whole(step: dict[str, float]) -> list[int]:
        return in_order(score(ranking.values, arrays[id(step)], ranking.unknown, neutral).total)

    assert all(list(ranking.reweigh(step).positions) == sorted_whole(step) for step in steps[:: MOVES // 6])
    ways: dict[str, Callable[[dict[str, float]], Any]] = {
        "matcher": lambda step: ranking.reweigh(step).positions,
        "numpy X @ w, argpartition": lambda step: partitioned(filled @ arrays[id(step)]),
        "numpy float32 X @ w, argpartition": lambda step: partitioned(single @ arrays[id(step)].astype("f4")),
    }
    times = [*in_turns(list(ways.values()), steps)]
    others = {
        "matcher, of each route": lambda step: each.reweigh(step).positions,
        "matcher, with candidates": lambda step: ranking.reweigh(step).candidates,
        "every row scored and sorted": sorted_whole,
    }
    for way in others.values():
        times += [*in_turns([way], steps[: MOVES // 4])]
    for name, taken in zip((*ways, *others), times, strict=True):
        ratio = np.median(taken) / np.median(times[0])
        print(f"    {name:<36}{np.median(taken):10.3f} ms   x{ratio:<8.2f} slowest {taken.max():.2f} ms")


if __name__ == "__main__":
    for size in SIZES:
        bench(*size)
