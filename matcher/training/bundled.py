"""How the bundled encoder is made: its pairs, what is kept aside, how it is measured."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from matcher.encode.protocol import Encoder
from matcher.text import fold
from matcher.training.measure import name_recall, sentence_recall
from matcher.training.pairs import Pair, read_pairs
from matcher.training.split import Split, hold_out, runs_of_rows

#: UNSPSC names stand in the order of their codes, which the table leaves out: a family is so many in a row.
_RUN: Final = 100
#: Families kept aside of each kind; about one in twenty.
_ASIDE: Final = {"unspsc_sat": 24, "cpv": 12}
_CPV_FAMILY_DIGITS: Final = 3
_SEED: Final = 5
_NAMES: Final = ("unspsc_sat", "unspsc7")


def bundled_split(real_data: Path) -> Split:
    """All pairs of the real data folder, families of products kept aside."""
    pairs = read_pairs(real_data / "pairs" / "pairs.tsv.gz")
    runs = runs_of_rows(pairs, "unspsc_sat", _RUN)
    codes = _cpv_families(real_data / "pairs" / "codes_cpv.csv")
    families = [
        run or (codes.get(fold(pair.en)) if pair.source == "cpv" else None)
        for pair, run in zip(pairs, runs, strict=True)
    ]
    return hold_out(pairs, families, _ASIDE, _SEED)


def measure_bundled(encoder: Encoder, split: Split, real_data: Path) -> dict[str, str]:
    """Recall on the families kept aside, both ways, and on general sentences; ready to print."""
    names = product_names(real_data)
    queries = [pair for pair in split.test if pair.source == "unspsc_sat"]
    sentences = read_pairs(real_data / "pairs" / "eval_flores.tsv")
    return {
        "English name to Spanish name": str(name_recall(encoder, queries, names, "es")),
        "Spanish name to English name": str(name_recall(encoder, queries, names, "en")),
        "English sentence to Spanish sentence": str(sentence_recall(encoder, sentences, "es")),
        "Spanish sentence to English sentence": str(sentence_recall(encoder, sentences, "en")),
    }


def product_names(real_data: Path) -> list[Pair]:
    """All names of products with their translations, learned from or not: what a name is looked for among."""
    return [pair for pair in read_pairs(real_data / "pairs" / "pairs.tsv.gz") if pair.source in _NAMES]


def bundled_pairs(split: Split, also: Sequence[Path]) -> list[Pair]:
    """What the bundled encoder learns from: the split's pairs and those of more tables."""
    return [*split.train, *(pair for table in also for pair in read_pairs(table))]


def _cpv_families(path: Path) -> dict[str, str]:
    families: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            families.setdefault(fold(row["en"]), f"cpv/{row['code'][:_CPV_FAMILY_DIGITS]}")
    return families
