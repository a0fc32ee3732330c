"""Measures of rankings against judgments, and whether two systems differ by more than luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.errors import MatcherError
from matcher.evaluate.judgments import RELEVANT, Judgments

if TYPE_CHECKING:
    import pandas as pd

#: Ranked suppliers kept of each need and system.
DEPTH: Final = 100
AT: Final = 10
NDCG, RECALL, RECALL_DEEP, MRR, PRECISION, HARD, JUDGED = (
    f"nDCG@{AT}",
    f"recall@{AT}",
    f"recall@{DEPTH}",
    "MRR",
    f"P@{AT}",
    f"hard@{AT}",
    f"judged@{AT}",
)
MEASURES: Final = (NDCG, RECALL, RECALL_DEEP, MRR, PRECISION, HARD, JUDGED)
#: The measures that are told of every slice.
OF_SLICES: Final = (NDCG, PRECISION, HARD)
_SEED: Final = 20_261_124
_RESAMPLES: Final = 9999


def measure(ranked: Mapping[str, Sequence[str]], judgments: Judgments) -> pd.DataFrame:
    """One row per need that has a relevant supplier, one column per measure, all in [0, 1].

    ``ranked`` maps a need to its suppliers, best first. nDCG takes the grade as gain (Järvelin and
    Kekäläinen 2002); recall, MRR and precision count grades from 1; ``hard@10`` is the share of the first ten
    that were judged to be no answer, NaN where nobody was; ``judged@10`` the share that was judged at all.

    Raises MatcherError where ir-measures is not installed.
    """
    import pandas as pd

    try:
        import ir_measures
        from ir_measures import RR, P, R, nDCG
    except ImportError as problem:
        raise MatcherError("Needs ir-measures: pip install 'matcher[evaluate]'.") from problem
    wanted = {
        nDCG @ AT: NDCG,
        R(rel=RELEVANT) @ AT: RECALL,
        R(rel=RELEVANT) @ DEPTH: RECALL_DEEP,
        RR(rel=RELEVANT): MRR,
        P(rel=RELEVANT) @ AT: PRECISION,
    }
    needs = [need for need in ranked if judgments.relevant(need)]
    qrels = [
        ir_measures.Qrel(need, supplier, max(grade, 0))
        for need in needs
        for supplier, grade in judgments.grades[need].items()
    ]
    run = [
        ir_measures.ScoredDoc(need, supplier, float(-place))
        for need in needs
        for place, supplier in enumerate(ranked[need][:DEPTH])
    ]
    frame = pd.DataFrame(0.0, index=pd.Index(needs, name="need_id"), columns=list(MEASURES))
    for found in ir_measures.iter_calc(list(wanted), qrels, run):
        frame.loc[found.query_id, wanted[found.measure]] = found.value
    for need in needs:
        hard = judgments.hard_negatives(need)
        frame.loc[need, HARD] = _share(ranked[need], hard) if hard else np.nan
        frame.loc[need, JUDGED] = _share(ranked[need], set(judgments.grades[need]))
    return frame


def _share(ranked: Sequence[str], among: set[str]) -> float:
    """The share of the first ten, or of as many as there are, that is among these."""
    first = ranked[:AT]
    return sum(supplier in among for supplier in first) / len(first) if first else 0.0


def p_value(one: pd.Series, other: pd.Series) -> float:
    """How likely a mean difference this large would be by luck: paired permutation test, two-sided.

    Up to 9,999 sign flips with a fixed seed, so the least value is 0.0002; NaN for a single need. Source:
    Smucker, Allan and Carterette (2007), A comparison of statistical significance tests for information
    retrieval evaluation.
    """
    from scipy.stats import permutation_test

    difference = (one - other).to_numpy()
    if len(difference) < 2:
        return float("nan")  # one need says nothing of luck
    if not np.any(difference):
        return 1.0
    result = permutation_test(
        (difference,),
        np.mean,
        permutation_type="samples",
        n_resamples=_RESAMPLES,
        rng=np.random.default_rng(_SEED),
    )
    return float(result.pvalue)
