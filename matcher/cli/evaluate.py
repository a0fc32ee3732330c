"""``matcher evaluate``: judged needs through every system, measured side by side."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher.cli.match import Index
from matcher.files import beside

if TYPE_CHECKING:
    from matcher.evaluate.run import Report

_SLICES = ("sector", "language", "length")


def evaluate(
    needs: Annotated[Path, typer.Option("--needs", help="A needs table (CSV, XLSX or Parquet).")],
    qrels: Annotated[
        Path, typer.Option("--qrels", help="Judgments: need_id, supplier_id, grade, or TREC's four columns.")
    ],
    index: Index = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write every need's measures to this CSV as well.")
    ] = None,
) -> None:
    """Measure rankings against judgments, beside BM25, TF-IDF and single parts in the same run.

    \b
      matcher evaluate --needs needs.csv --qrels qrels.csv --index idx --out measures.csv
    """
    from matcher.engine import open as open_matcher
    from matcher.evaluate.judgments import read_judgments
    from matcher.evaluate.run import evaluate as run
    from matcher.sources.needs import read_needs

    asked, rejects = read_needs(needs)
    report = run(open_matcher(index), asked, read_judgments(qrels))
    _print(report)
    for reject in rejects:
        typer.echo(f"not read: line {reject.line}: {reject.reason}", err=True)
    if out is not None:
        with beside(out) as draft:
            report.per_need.to_csv(draft, index=False, float_format="%.4f")
        typer.echo(f"every need's measures: {out}")
    if rejects:
        raise typer.Exit(3)


def _print(report: Report) -> None:
    from matcher.cli.show import console

    to = console()
    to.print(f"{report.n_needs:,} judged needs; means over needs, p of nDCG@10 against the full system")
    to.print(_table("system", report.summary))
    for slice_name in _SLICES:
        by = report.by(slice_name)
        if len(by) > 1:
            to.print(f"nDCG@10 by {slice_name}")
            to.print(_table(slice_name, by))
    if report.unjudged:
        to.print(f"without a relevant supplier in the judgments, left out: {', '.join(report.unjudged)}")


def _table(first: str, frame: Any) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column(first)
    for name in frame.columns:
        table.add_column(str(name), justify="right")
    for label, row in frame.iterrows():
        table.add_row(str(label), *(_cell(name, value) for name, value in row.items()))
    return table


def _cell(name: str, value: float) -> str:
    if math.isnan(value):  # a system beside itself
        return "-"
    if name == "needs":
        return f"{value:.0f}"
    return f"{value:.4f}" if name == "p" else f"{value:.3f}"
