"""What would have to change: for a supplier to stand higher, or for more suppliers to pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.model import Criterion, Ranking
from matcher.model.ranking import Relaxation
from matcher.rank.measure import Language
from matcher.rank.sensitivity import answered, position

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Raise:
    """Points by which a supplier's score would rise if one criterion were as good as can be."""

    criterion: Criterion
    points: float
    known: bool

    def say(self, language: Language) -> str:
        """One line: what would have to be better or, where it is unknown, the question to ask."""
        spanish = language == "es"
        one = self.criterion
        question = (one.question_es or one.question) if spanish else one.question
        gain = f"{self.points:.1f} {'puntos más' if spanish else 'points more'}"
        if not self.known and question:
            return f"{question} ({'hasta' if spanish else 'up to'} {gain})"
        label = one.label_es if spanish else one.label
        return f"{label}: {gain} {'si fuera lo mejor posible' if spanish else 'if it were as good as can be'}"


def raising(ranking: Ranking, supplier_id: str, most: int = 3) -> tuple[Raise, ...]:
    """The criteria by which a supplier's score would rise most if they were as good as can be.

    A known value rises from what it is to 1, an unknown from what the ranking's policy counts for it; the
    unknown ones come first, as questions, then those with most points to gain. Raises UnknownSupplier for a
    supplier that did not pass.
    """
    at = position(ranking, supplier_id)
    rises = [
        Raise(
            criterion,
            float(answered(ranking, [at], column, 1.0)[0] - ranking.scores.total[at]),
            not bool(np.isnan(ranking.values[at, column])),
        )
        for column, criterion in enumerate(ranking.criteria)
    ]
    telling = sorted((one for one in rises if round(one.points, 2) > 0), key=lambda one: -one.points)
    return tuple(sorted(telling[:most], key=lambda one: one.known))


def relaxing(failures: Sequence[tuple[str, Mask]], allowed: Mask) -> tuple[Relaxation, ...]:
    """What dropping musts would bring: each alone, in their order, then the fewest together that bring some.

    ``failures`` names each must with who fails it (n,); ``allowed`` (n,) is who is judged by the musts at
    all. The set comes only where no must alone brings anyone; among the smallest it is the one that brings
    most.
    """
    if not failures:
        return ()
    labels = [label for label, _ in failures]
    fails = np.stack([mask[allowed] for _, mask in failures])
    n_failed = fails.sum(axis=0)
    passing = int((n_failed == 0).sum())
    alone = (fails & (n_failed == 1)).sum(axis=1)
    each = tuple(
        Relaxation((label,), passing + int(gained), int(gained))
        for label, gained in zip(labels, alone, strict=True)
    )
    if alone.any() or not n_failed.any():
        return each
    fewest = fails[:, n_failed == n_failed[n_failed > 0].min()]
    sets, counts = np.unique(fewest, axis=1, return_counts=True)
    best = int(np.flatnonzero(counts == counts.max())[-1])  # unique sorts: the last names the earliest musts
    together = tuple(label for label, out in zip(labels, sets[:, best], strict=True) if out)
    return (*each, Relaxation(together, passing + int(counts[best]), int(counts[best])))
