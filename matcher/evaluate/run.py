"""Evaluate: needs, judgments and systems in; one table of measures, by system and by slice, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.evaluate.judgments import Judgments
from matcher.evaluate.measures import DEPTH, MEASURES, NDCG, measure, p_value
from matcher.evaluate.systems import FULL, Scorer, Systems
from matcher.model import Need

if TYPE_CHECKING:
    import pandas as pd

#: Words of a need up to which it is short, and up to which it is of middle length.
SHORT, MIDDLE = 12, 60
#: A slice of fewer needs says nothing.
FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Report:
    """``per_need``: a row for each system and need, with every measure and the need's slices.

    ``summary``: a row for each system with the means over needs and ``p``, how likely its nDCG differs from
    ours by luck.
    """

    per_need: pd.DataFrame
    summary: pd.DataFrame
    n_needs: int
    unjudged: tuple[str, ...]

    def by(self, slice_name: str) -> pd.DataFrame:
        """Mean nDCG@10 by system (columns) and by a slice (``sector``, ``language``, ``length``)."""
        of_slice = self.per_need.groupby([slice_name, "system"], sort=True)[NDCG].mean().unstack("system")
        counts = self.per_need[self.per_need["system"] == FULL].groupby(slice_name).size()
        table = of_slice[list(self.summary.index)]
        table.insert(0, "needs", counts.reindex(table.index).fillna(0).astype(int))
        return table[table["needs"] >= FEWEST]


def evaluate(matcher: Matcher, needs: Sequence[Need], judgments: Judgments) -> Report:
    """Run every system over the judged needs.

    Raises InputError when no need is judged or no judged supplier is in the index, MatcherError where a
    library is not installed.
    """
    import pandas as pd

    judged = [need for need in needs if judgments.relevant(need.need_id)]
    if not judged:
        raise InputError(
            "No need of the needs table has a relevant supplier in the judgments; check need_id."
        )
    ids = matcher.index.rows["supplier_id"].to_pylist()
    if not any(judgments.relevant(need.need_id) & set(ids) for need in judged):
        name = matcher.index.manifest.name
        raise InputError(f"No judged supplier is in the index '{name}'; give the one they were judged over.")
    frames = []
    for name, scorer in Systems(matcher).all().items():
        ranked = {need.need_id: _ranked(scorer, need, ids) for need in judged}
        frame = measure(ranked, judgments)
        frame.insert(0, "system", name)
        frames.append(frame.join(pd.DataFrame(list(_slices(judged))).set_index("need_id")))
    per_need = pd.concat(frames).reset_index()
    unjudged = tuple(need.need_id for need in needs if not judgments.relevant(need.need_id))
    return Report(per_need, _summary(per_need), len(judged), unjudged)


def _ranked(scorer: Scorer, need: Need, ids: Sequence[str]) -> list[str]:
    """The best DEPTH suppliers; equal scores in the order of their ids, nobody whom the system put out."""
    scores = scorer(need)
    order = np.lexsort((np.arange(len(ids)), -np.round(np.nan_to_num(scores, nan=-np.inf), 9)))
    return [ids[at] for at in order[:DEPTH] if np.isfinite(scores[at])]


def _slices(needs: Sequence[Need]) -> Iterator[Mapping[str, str]]:
    for need in needs:
        n_words = len(need.text.split())
        length = "short" if n_words <= SHORT else "middle" if n_words <= MIDDLE else "long"
        language = need.extra.get("language", "") or "not said"
        yield {
            "need_id": need.need_id,
            "sector": need.sector or "not said",
            "language": language,
            "length": length,
        }


def _summary(per_need: pd.DataFrame) -> pd.DataFrame:
    names = list(dict.fromkeys(per_need["system"]))
    summary = per_need.groupby("system")[list(MEASURES)].mean().loc[names]
    by_system = {name: rows.set_index("need_id")[NDCG] for name, rows in per_need.groupby("system")}
    ours = by_system.get(FULL)
    summary["p"] = [
        float("nan") if ours is None or name == FULL else p_value(ours, by_system[name]) for name in names
    ]
    return summary
