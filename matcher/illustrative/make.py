"""Make the illustrative directory: suppliers, the truth behind each, and who answers each judged need."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from matcher.directory import Directory
from matcher.files import beside
from matcher.illustrative.judge import BEST, Judgment, Shown, judge
from matcher.illustrative.overlap import shared_words
from matcher.illustrative.plants import Truth, draw
from matcher.illustrative.record import supplier_of
from matcher.illustrative.source import read_decoys, read_judged_needs, read_phrases
from matcher.illustrative.words import items_said, tell

SEED: Final = 20_261_124
_ABOUT: Final = {
    "title": "Illustrative suppliers: made up, for tests and for showing what full records look like",
    "illustrative": True,
    "says": [
        "Illustrative: every supplier here is made up by a seeded script; none is a real firm.",
        "For tests, and to show what a ranking does with certificates, sizes and lead times.",
    ],
    "sources": [
        {
            "name": "illustrative",
            "title": "Synthetic suppliers, written for this project",
            "publisher": "Matcher",
            "licence": "Apache-2.0",
            "attribution": "Matcher, illustrative directory (synthetic)",
            "editions": ["2026"],
        }
    ],
}


@dataclass(frozen=True, slots=True)
class Made:
    """How many suppliers by role, needs and judgments were written; ``overlap`` as in ``shared_words``."""

    roles: Mapping[str, int]
    needs: int
    judgments: int
    overlap: float

    def __str__(self) -> str:
        roles = ", ".join(f"{count:,} {role}" for role, count in sorted(self.roles.items()))
        total = sum(self.roles.values())
        made = f"{total:,} suppliers ({roles}); {self.needs} needs, {self.judgments:,} judgments"
        return f"{made}; a right supplier uses {self.overlap:.1%} of its need's own words"


def make_illustrative(folder: Path) -> Made:
    """Write ``illustrative.parquet``, ``truth.csv`` and ``qrels.csv`` from the texts that lie there.

    The same files give the same bytes. Raises TableError for a phrase, decoy or need that makes no sense.
    """
    random = Random(SEED)  # noqa: S311 - no secret
    phrases = read_phrases(folder)
    said = {one.item.item_id: one for one in phrases}
    truths = draw(phrases, read_decoys(folder, list(said)), random)
    tales = [tell(truth, said, random) for truth in truths]
    suppliers = [
        supplier_of(number, truth, told, random)
        for number, (truth, told) in enumerate(zip(truths, tales, strict=True), 1)
    ]
    ids = [supplier.supplier_id for supplier in suppliers]
    truth_of = dict(zip(ids, truths, strict=True))
    needs = read_judged_needs(folder / "needs.csv", list(said))
    shown = Shown(
        {supplier.supplier_id: supplier.certifications for supplier in suppliers},
        frozenset(supplier_id for supplier_id, told in zip(ids, tales, strict=True) if told.vague),
    )
    judgments = [line for need in needs for line in judge(need, truth_of, shown, said)]
    Directory.from_suppliers(suppliers, _ABOUT).save(folder / "illustrative.parquet")
    _write_truth(folder / "truth.csv", truth_of)
    _write_judgments(folder / "qrels.csv", judgments)
    overlap = shared_words(
        {need.need_id: need.text for need in needs},
        {supplier.supplier_id: supplier.capability_text for supplier in suppliers},
        [(line.need_id, line.supplier_id) for line in judgments if line.grade == BEST],
    )
    return Made(Counter(truth.role for truth in truths), len(needs), len(judgments), overlap)


def _write_truth(path: Path, truth_of: Mapping[str, Truth]) -> None:
    rows = [
        (
            supplier_id,
            truth.role,
            items_said(truth.makes),
            items_said(truth.could),
            items_said(truth.hosts),
            ";".join(truth.trap_for),
        )
        for supplier_id, truth in truth_of.items()
    ]
    _write(path, ("supplier_id", "role", "makes", "could", "hosts", "trap_for"), rows)


def _write_judgments(path: Path, judgments: Sequence[Judgment]) -> None:
    rows = [(line.need_id, line.supplier_id, line.route, line.grade) for line in judgments]
    _write(path, ("need_id", "supplier_id", "route", "grade"), rows)


def _write(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with beside(path) as draft, draft.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
