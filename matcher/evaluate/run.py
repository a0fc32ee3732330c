"""Evaluate: needs, judgments and systems in; one table of measures, by system and by slice, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.evaluate.judgments import Judgments
from matcher.evaluate.measures import DEPTH, MEASURES, NDCG, measure, p_value
from matcher.evaluate.slices import ALL, OF_SUPPLIERS, POOL, SLICE, Mask, Pool, kinds_of, pools
from matcher.evaluate.systems import FULL, Scores, Systems
from matcher.model import Need

if TYPE_CHECKING:
    import pandas as pd

#: A slice of fewer needs says nothing.
FEWEST: Final = 3

#: The best suppliers by need, under the number of a pool and the name of a system.
_Ranked = Mapping[tuple[int, str], Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Report:
    """``per_need``: a row for each system, need and pool of suppliers, with every measure and what kind of
    need it is; columns ``slice`` and ``pool`` name the pool, ``all`` is everyone.

    ``summary``: a row for each system with the means over needs and ``p``, how likely its nDCG differs from
    ours by luck. ``unjudged`` are needs left out, ``left_out`` systems left out with what is missing.
    """

    per_need: pd.DataFrame
    summary: pd.DataFrame
    n_needs: int
    unjudged: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def by(self, slice_name: str, of: str = NDCG) -> pd.DataFrame:
        """Mean of a measure by system (columns) and by a slice (``sector``, ``language``, ``length``,
        ``direction``, ``route``), with the number of needs first; no row for a slice of fewer than FEWEST.
        """
        pooled = slice_name in OF_SUPPLIERS
        rows = self.per_need[self.per_need[SLICE] == (slice_name if pooled else ALL)]
        value = POOL if pooled else slice_name
        table = rows.groupby([value, "system"])[of].mean().unstack("system")
        table = table.reindex(columns=list(self.summary.index))
        counts = rows[rows["system"] == FULL].groupby(value, sort=not pooled).size()
        table = table.reindex(counts.index)
        table.insert(0, "needs", counts.astype(int))
        return table[table["needs"] >= FEWEST]


def evaluate(
    matcher: Matcher, needs: Sequence[Need], judgments: Judgments, systems: Systems | None = None
) -> Report:
    """Run every system over the judged needs; without ``systems``, those that need no model of their own.

    Raises InputError when no need is judged or no judged supplier is in the index, MatcherError where a
    library is not installed.
    """
    judged = _judged(matcher, needs, judgments)
    systems = systems or Systems(matcher)
    asked_of = list(pools(judged, matcher.index.rows, judgments))
    per_need = _measured(judged, asked_of, _rankings(systems, judged, asked_of))
    unjudged = tuple(need.need_id for need in needs if not judgments.relevant(need.need_id))
    return Report(per_need, _summary(per_need), len(judged), unjudged, tuple(systems.left_out))


def _judged(matcher: Matcher, needs: Sequence[Need], judgments: Judgments) -> list[Need]:
    judged = [need for need in needs if judgments.relevant(need.need_id)]
    if not judged:
        raise InputError(
            "No need of the needs table has a relevant supplier in the judgments; check need_id."
        )
    ids = set(matcher.index.rows["supplier_id"].to_pylist())
    if not any(judgments.relevant(need.need_id) & ids for need in judged):
        name = matcher.index.manifest.name
        raise InputError(f"No judged supplier is in the index '{name}'; give the one they were judged over.")
    return judged


def _rankings(systems: Systems, needs: Sequence[Need], asked_of: Sequence[Pool]) -> _Ranked:
    """Need by need, for our own system tells every other who is in the pool of a route."""
    ids = systems.matcher.index.rows["supplier_id"].to_pylist()
    scorers = systems.all()
    found: dict[tuple[int, str], dict[str, list[str]]] = defaultdict(dict)
    for need in needs:
        routes = systems.routes(need)
        held = [
            (at, pool.holds(routes))
            for at, pool in enumerate(asked_of)
            if pool.judgments.relevant(need.need_id)
        ]
        for name, scorer in scorers.items():
            scores = scorer(need)
            for at, mask in held:
                found[at, name][need.need_id] = _best(scores, mask, ids)
    return found


def _best(scores: Scores, mask: Mask, ids: Sequence[str]) -> list[str]:
    """The best DEPTH suppliers; equal scores in the order of their ids, nobody whom the system put out."""
    held = np.where(mask, scores, np.nan)
    order = np.lexsort((np.arange(len(ids)), -np.round(np.nan_to_num(held, nan=-np.inf), 9)))
    return [ids[at] for at in order[:DEPTH] if np.isfinite(held[at])]


def _measured(needs: Sequence[Need], asked_of: Sequence[Pool], ranked: _Ranked) -> pd.DataFrame:
    import pandas as pd

    frames = []
    for (at, system), of_need in ranked.items():
        frame = measure(of_need, asked_of[at].judgments)
        frame.insert(0, POOL, asked_of[at].name)
        frame.insert(0, SLICE, asked_of[at].slice)
        frame.insert(0, "system", system)
        frames.append((at, frame))
    # Pool by pool, systems in their order within each.
    joined = pd.concat([frame for _, frame in sorted(frames, key=lambda numbered: numbered[0])])
    kinds = pd.DataFrame([{"need_id": need.need_id, **kinds_of(need)} for need in needs])
    return joined.join(kinds.set_index("need_id")).reset_index()


def _summary(per_need: pd.DataFrame) -> pd.DataFrame:
    over_all = per_need[per_need[SLICE] == ALL]
    names = list(dict.fromkeys(over_all["system"]))
    summary = over_all.groupby("system")[list(MEASURES)].mean().loc[names]
    by_system = {name: rows.set_index("need_id")[NDCG] for name, rows in over_all.groupby("system")}
    ours = by_system.get(FULL)
    summary["p"] = [
        float("nan") if ours is None or name == FULL else p_value(ours, by_system[name]) for name in names
    ]
    return summary
