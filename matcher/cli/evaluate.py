"""``matcher evaluate``: judged needs through every system, measured side by side."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from matcher.cli.match import Index
from matcher.errors import InputError
from matcher.files import beside
from matcher.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.engine import Matcher
    from matcher.evaluate.judgments import Judgments
    from matcher.evaluate.run import Report
    from matcher.model import Need

#: What a slice is, where its name does not say it.
_SAYS: Final = {
    "direction": " (need's language -> suppliers' language, told by their letters; they alone are ranked)",
    "route": " (who gets that route from Matcher is ranked, the same suppliers by every system)",
}


def evaluate(
    needs: Annotated[Path, typer.Option("--needs", help="A needs table (CSV, XLSX or Parquet).")],
    qrels: Annotated[
        Path | None,
        typer.Option("--qrels", help="Judgments: need_id, supplier_id, grade, or TREC's four columns."),
    ] = None,
    by_class: Annotated[
        bool,
        typer.Option(
            "--by-class",
            help="Judge by class alone: 2 for a supplier of the first class that the needs' column "
            "'classes' lists, 1 for another listed.",
        ),
    ] = False,
    index: Index = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write every need's measures to this CSV as well.")
    ] = None,
    baseline_model: Annotated[
        str | None,
        typer.Option(
            "--baseline-model",
            help="A sentence-transformers model to compare with (name or folder), or 'none'; without it, "
            "all-MiniLM-L6-v2 where it is on this machine (MATCHER_MINILM says where).",
        ),
    ] = None,
    rerank: Annotated[
        str | None,
        typer.Option(
            "--rerank",
            help="A sentence-transformers cross-encoder (name or folder) that reads our first 50 again.",
        ),
    ] = None,
) -> None:
    """Measure rankings against judgments, beside BM25, TF-IDF, MiniLM and single parts in the same run.

    \b
      matcher evaluate --needs needs.csv --qrels qrels.csv --index idx --out measures.csv
      matcher evaluate --needs classified.csv --by-class --baseline-model none
    """
    from matcher.encode.baseline import find_baseline
    from matcher.engine import open as open_matcher
    from matcher.evaluate.run import evaluate as run
    from matcher.evaluate.systems import Systems
    from matcher.rank.rerank import Reranker
    from matcher.sources.needs import read_needs

    if by_class == (qrels is not None):
        raise InputError("Give the judgments with --qrels FILE or --by-class, one of the two.")
    asked, rejects = read_needs(needs)
    matcher = open_matcher(index)
    judgments = _judgments(asked, matcher, qrels)
    baseline = find_baseline(baseline_model)
    if baseline.model:
        typer.echo(f"{baseline.label} encodes every supplier: minutes the first time, then kept.", err=True)
    systems = Systems(
        matcher, asked, baseline=baseline, reranker=Reranker(rerank) if rerank is not None else None
    )
    report = run(matcher, asked, judgments, systems)
    _print(report, by_class=by_class)
    if out is not None:
        _write(report, out)
    for reject in rejects:
        typer.echo(f"not read: line {reject.line}: {reject.reason}", err=True)
    if rejects:
        raise typer.Exit(3)


def _judgments(asked: Sequence[Need], matcher: Matcher, qrels: Path | None) -> Judgments:
    if qrels is not None:
        from matcher.evaluate.judgments import read_judgments

        return read_judgments(qrels)
    from matcher.evaluate.by_class import judged_by_class

    return judged_by_class(asked, matcher.index.rows)


def _print(report: Report, *, by_class: bool) -> None:
    from matcher.cli.show import console
    from matcher.evaluate.slices import OF_NEEDS, OF_SUPPLIERS

    to = console()
    to.print(f"{report.n_needs:,} judged needs; means over needs, p of nDCG@10 against the full system")
    if by_class:
        to.print("judged by class alone, which favours a system that reads classes, as the full one does")
    to.print(_table("system", ("", report.summary)))
    for line in report.left_out:
        to.print(f"left out: {line}", markup=False)
    for slice_name in (*OF_NEEDS, *OF_SUPPLIERS):
        _print_slice(report, slice_name, to)
    if report.unjudged:
        why = "no supplier of their classes" if by_class else "no relevant supplier in the judgments"
        to.print(f"\nneeds left out, {why}: {', '.join(report.unjudged)}", markup=False)


def _write(report: Report, out: Path) -> None:
    written = report.per_need.copy()
    for name in ("need_id", "system", "language"):  # as a person wrote them
        written[name] = written[name].map(neutralise)
    with beside(out) as draft:
        written.to_csv(draft, index=False, float_format="%.4f")
    typer.echo(f"\nevery need's measures: {out}")


def _print_slice(report: Report, slice_name: str, to: Any) -> None:
    from matcher.evaluate.measures import OF_SLICES

    every = {name: report.by(slice_name, name) for name in OF_SLICES}
    # Nobody is judged to be no answer by class alone.
    parts = {name: part for name, part in every.items() if part.drop(columns="needs").notna().any(axis=None)}
    # Of a single sector, language or length the summary says it all; of a single pool it does not.
    if all(len(part) < (1 if slice_name in _SAYS else 2) for part in parts.values()):
        return
    to.print(f"\nby {slice_name}{_SAYS.get(slice_name, '')}")
    to.print(_table("", *parts.items()))


def _table(first: str, *parts: tuple[str, Any]) -> Any:
    """One table of parts that share their columns, each under its name."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column(first)
    for name in parts[0][1].columns:
        table.add_column(str(name), justify="right")
    for title, frame in parts:
        if title:
            table.add_row(title)
        for label, row in frame.iterrows():
            cells = (_cell(name, value) for name, value in row.items())
            # Text, never markup: a need's language or a model's name may hold brackets.
            table.add_row(Text(f"  {label}" if title else str(label)), *cells)
    return table


def _cell(name: str, value: float) -> str:
    if math.isnan(value):  # a system beside itself, or nobody was judged to be no answer
        return "-"
    if name == "needs":
        return f"{value:.0f}"
    return f"{value:.4f}" if name == "p" else f"{value:.3f}"
