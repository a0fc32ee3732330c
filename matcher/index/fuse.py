"""Meaning and words in one score whose parts add up."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from matcher.errors import WeightError
from matcher.index.dense import Dense, Floats, Rows, kth_highest, top_rows
from matcher.model import Hits

#: Meaning finds what is said in other words or in the other language; words catch codes and brand names.
#: Expert estimate, as the balanced profile has it: about three to one.
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType({"meaning": 0.75, "words": 0.25})


def fuse(
    dense: Dense, query: Floats, words: Floats, *, k: int, rows: Rows | None, weights: Mapping[str, float]
) -> Hits:
    """The exact k best of the allowed rows by ``weights[meaning] * max(cosine, 0) + weights[words] * words``.

    ``query`` (d,), ``words`` (n,) over all rows. Rough sums over every row only rule out those that cannot
    be among the k best; whoever remains is scored exactly.
    """
    by_meaning, by_words = _checked(weights)
    allowed = np.arange(len(words)) if rows is None else rows
    total = by_meaning * np.maximum(dense.rough(query[None], rows)[0], 0) + by_words * words[allowed]
    # Twice: the last one kept may be overrated as much as one left out is underrated.
    room = 2 * (by_meaning * dense.slack + 8 * np.finfo(np.float32).eps * (by_meaning + by_words))
    allowed = allowed[total >= kth_highest(total, k) - room]
    meaning = by_meaning * np.maximum(dense.scores(query[None], allowed)[0], 0)
    shared = by_words * words[allowed]
    score = meaning + shared
    best = top_rows(score, k)
    return Hits(allowed[best], score[best], {"meaning": meaning[best], "words": shared[best]})


def _checked(weights: Mapping[str, float]) -> tuple[np.float32, np.float32]:
    for name, weight in weights.items():
        if name not in WEIGHTS:
            raise WeightError(f"Got weight for '{name}', which is no part; choose from {', '.join(WEIGHTS)}.")
        if not np.isfinite(weight) or weight < 0:
            raise WeightError(f"Got weight {weight} for '{name}'; it must be zero or more.")
    return np.float32(weights.get("meaning", 0.0)), np.float32(weights.get("words", 0.0))
