"""Rankings of plain numbers: suppliers ``s00``, ``s01`` ... and criteria ``a``, ``b`` ... of given values."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.model import Criterion, Need, Ranking, Reasons, Supplier
from matcher.model.score import UNKNOWN_POLICIES, applied

NAMES = tuple("abcd")
unknowable = st.one_of(st.floats(0, 1).map(lambda value: round(value, 3)), st.just(float("nan")))
policies = st.sampled_from(UNKNOWN_POLICIES)
points = st.lists(st.integers(0, 60), min_size=4, max_size=4).filter(any)


def matrices(least: int = 2, most: int = 12):
    """Values (n, 4), some unknown."""
    return arrays(np.float64, st.tuples(st.integers(least, most), st.just(4)), elements=unknowable)


def ranking_of(values, weights, *, unknown="neutral", routes=None, top=10, applies=None, questions=True):
    """A Ranking over ``values`` (n, c) with ``weights`` (c,); what is usual is 0.5, 0.6, 0.7, ..."""
    values = np.array(values, dtype=float)
    names = NAMES[: values.shape[1]]
    criteria = tuple(
        Criterion(
            name,
            name.upper(),
            f"{name.upper()} (es)",
            "made up",
            "made up",
            neutral=0.5 + at / 10,
            question=f"What of {name}?" if questions else None,
            question_es=f"¿Qué hay de {name}?" if questions else None,
        )
        for at, name in enumerate(names)
    )
    applies = frozenset(names) if applies is None else frozenset(applies)
    return Ranking(
        need=Need("made up"),
        criteria=criteria,
        weights=applied(dict(zip(names, map(float, weights), strict=True)), names, applies),
        unknown=unknown,
        values=values,
        rows=np.arange(len(values)),
        routes=np.array(routes if routes is not None else [0] * len(values), dtype=np.int8),
        funnel=(),
        index={},
        top=top,
        per_route=routes is not None,
        supplier_at=lambda rows: [Supplier(f"s{row:02}", f"S {row}", "manufacturer") for row in rows],
        reasons_for=lambda row, supplier, route, values: Reasons(),
        applies=applies,
    )


def order(ranking):
    """Every supplier that passed, best first."""
    return [one.supplier.supplier_id for one in ranking.best(ranking.n_passed, per_route=False).candidates]
