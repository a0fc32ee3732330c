"""Holding out: whole families of products, never single rows, so that a test is on products never seen."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.text import fold
from matcher.training.pairs import Pair


@dataclass(frozen=True)
class Split:
    """Pairs to learn from, and pairs of families kept aside for measuring."""

    train: list[Pair]
    test: list[Pair]


def hold_out(
    pairs: Sequence[Pair], families: Sequence[str | None], how_many: Mapping[str, int], seed: int
) -> Split:
    """Keep some families aside.

    Parameters
    ----------
    families
        For each pair ``kind/family``, or None: never kept aside.
    how_many
        How many families of each kind to keep aside.

    Returns
    -------
    split
        Whatever shares its English or Spanish text with a test pair, from any source, is in neither part.
    """
    draw = random.Random(seed)  # noqa: S311 - a split, no secret
    aside: set[str] = set()
    for kind, number in how_many.items():
        known = sorted({family for family in families if family and family.split("/")[0] == kind})
        aside.update(draw.sample(known, min(number, len(known))))
    test = [pair for pair, family in zip(pairs, families, strict=True) if family in aside]
    en, es = {fold(pair.en) for pair in test}, {fold(pair.es) for pair in test}
    chosen = set(test)
    train = [
        pair for pair in pairs if pair not in chosen and fold(pair.en) not in en and fold(pair.es) not in es
    ]
    return Split(train, test)


def runs_of_rows(pairs: Sequence[Pair], source: str, length: int) -> list[str | None]:
    """Families where no code is known: runs of that many rows of a source that stands in its codes' order."""
    labels: list[str | None] = []
    seen = 0
    for pair in pairs:
        labels.append(f"{source}/{seen // length:06d}" if pair.source == source else None)
        seen += pair.source == source
    return labels
