"""The kernel of a batch: some needs in, one file of ranked rows out. Doing it twice gives the same file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.engine import Matcher
from matcher.engine import open as open_matcher
from matcher.errors import MatcherError
from matcher.model import Need, UnknownPolicy

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Job:
    """How every need of a batch is matched; plain values, so that it travels to other processes.

    ``more`` is what every need asks for beyond itself, as ``Need.asking`` takes it.
    """

    index: str | None = None
    top: int = 10
    where: tuple[str, ...] = ()
    weights: Mapping[str, float] | None = None
    unknown: UnknownPolicy = "neutral"
    per_route: bool = False
    more: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    one_per_company: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A need that could not be matched, and why."""

    need_id: str
    reason: str


_opened: dict[str | None, Matcher] = {}


def matcher_for(index: str | None) -> Matcher:
    """The Matcher of an index, opened once in each process."""
    if index not in _opened:
        _opened[index] = open_matcher(index)
    return _opened[index]


def match_chunk(needs: Sequence[Need], job: Job, part: Path) -> list[Refused]:
    """Match some needs and write their rows to ``part``; gives back those that could not be matched."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    refused = []
    matcher = matcher_for(job.index)
    for need in needs:
        try:
            rows += rows_of(matcher, need, job)
        except MatcherError as problem:
            refused.append(Refused(need.need_id, str(problem)))
    pq.write_table(table_of(rows, matcher), part, compression="zstd")
    return refused


def rows_of(matcher: Matcher, need: Need, job: Job) -> list[dict[str, Any]]:
    """One row per candidate, under the names of the batch output."""
    ranking = matcher.match(
        need.asking(**job.more),
        top=job.top,
        where=job.where,
        weights=job.weights,
        unknown=job.unknown,
        per_route=job.per_route,
        one_per_company=job.one_per_company,
    )
    return [
        {
            "need_id": need.need_id,
            "rank": candidate.rank,
            "supplier_id": candidate.supplier.supplier_id,
            "score": candidate.score,
            "route": candidate.route,
            "missing": ";".join(candidate.reasons.missing),
            **{f"c_{name}": points for name, points in candidate.contributions.items()},
        }
        for candidate in ranking.candidates
    ]


def table_of(rows: list[dict[str, Any]], matcher: Matcher) -> pa.Table:
    """The rows as a typed table; without rows, the same columns and none."""
    import pyarrow as pa

    texts = [pa.field(name, pa.string()) for name in ("need_id", "supplier_id", "route", "missing")]
    by_name = {column.name: column for column in texts}
    order = ["need_id", "rank", "supplier_id", "score", "route", "missing", *matcher.contribution_columns]
    schema = pa.schema(
        [
            by_name.get(name) or pa.field(name, pa.int32() if name == "rank" else pa.float64())
            for name in order
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)
