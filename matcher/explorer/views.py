"""Rankings drawn as HTML that reads well without any script: bars, their figures in words, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from matcher.model import Candidate, Ranking

#: One colour for each criterion, in order: Okabe and Ito (2008), told apart by colour-blind people too.
COLOURS: Final = ("#0072B2", "#56B4E9", "#009E73", "#CC79A7", "#E69F00", "#D55E00", "#F0E442", "#999999")
ROUTE_LABELS: Final = {"makes": "makes it", "converts": "could convert", "hosts": "could host"}
_ROUTE_COLOURS: Final = {"makes": "#00695c", "converts": "#9a5b00", "hosts": "#4a4a8a"}
STYLE: Final = """<style>
.mx-row{font-family:system-ui,sans-serif;font-size:13px;line-height:1.4;padding:6px 4px;
  border-top:1px solid #ddd;color:#1a1a1a;background:#fff}
.mx-head{display:flex;gap:10px;align-items:baseline;flex-wrap:wrap}
.mx-rank{font-size:17px;font-weight:600;min-width:26px;text-align:right}
.mx-move{font-size:12px;min-width:34px}
.mx-up{color:#00695c}.mx-down{color:#b3261e}.mx-same{color:#888}
.mx-name{font-weight:600}
.mx-route{color:#fff;border-radius:9px;padding:0 8px;font-size:11px}
.mx-place{color:#555}
.mx-score{margin-left:auto;font-weight:600;white-space:nowrap}
.mx-range{color:#666;font-weight:400;font-size:11px}
.mx-bar{display:flex;height:11px;margin:4px 0 3px 36px;background:#eee;border-radius:3px;overflow:hidden}
.mx-lacks{margin-left:36px}.mx-missing{color:#b3261e;font-weight:600}.mx-unknown{color:#6b5200}
.mx-why{margin-left:36px;color:#333}.mx-why summary{cursor:pointer;color:#0b57a4}
.mx-why ul{margin:2px 0 2px 18px;padding:0}
.mx-key{font-family:system-ui,sans-serif;font-size:11px;color:#444;display:flex;gap:12px;
  flex-wrap:wrap;margin:4px 0}
.mx-key i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:4px}
.mx-note{font-family:system-ui,sans-serif;font-size:12px;color:#444}
.mx-warn{font-family:system-ui,sans-serif;font-size:13px;color:#8a1c14}
</style>"""


def row_html(candidate: Candidate, before: int | None) -> str:
    """One candidate: rank, places moved since ``before``, score and its parts, what it lacks, why."""
    supplier = candidate.supplier
    seen = f", seen {supplier.last_seen}" if supplier.last_seen else ""
    colour = _ROUTE_COLOURS[candidate.route]
    return (
        '<div class="mx-row"><div class="mx-head">'
        f'<span class="mx-rank">{candidate.rank}</span>{_move(candidate.rank, before)}'
        f'<span class="mx-name">{escape(supplier.name)}</span>'
        f'<span class="mx-route" style="background:{colour}">{ROUTE_LABELS[candidate.route]}</span>'
        f'<span class="mx-place">{escape(supplier.place)}{seen}</span>'
        f'<span class="mx-score">{candidate.score:.1f} <span class="mx-range">'
        f"({candidate.score_low:.0f} to {candidate.score_high:.0f})</span></span></div>"
        f"{_lacks(candidate)}{bar_html(candidate.contributions)}{_why(candidate)}</div>"
    )


def _move(rank: int, before: int | None) -> str:
    if before is None:
        return '<span class="mx-move"></span>'
    places = before - rank
    if places == 0:
        return '<span class="mx-move mx-same" title="same place">=</span>'
    arrow, style, word = ("▲", "mx-up", "up") if places > 0 else ("▼", "mx-down", "down")
    return f'<span class="mx-move {style}" title="{word} {abs(places)}">{arrow} {abs(places)}</span>'


def _lacks(candidate: Candidate) -> str:
    reasons = candidate.reasons
    parts = []
    if reasons.missing:
        listed = escape("; ".join(reasons.missing))
        parts.append(f'<span class="mx-missing">Missing {len(reasons.missing)}: {listed}.</span>')
    if reasons.unknown:
        parts.append(f'<span class="mx-unknown">Unknown: {escape(", ".join(reasons.unknown))}.</span>')
    return f'<div class="mx-lacks">{" ".join(parts)}</div>' if parts else ""


def bar_html(contributions: Mapping[str, float]) -> str:
    """The contributions as a stacked bar out of 100, with the same figures as its text."""
    said = spoken(contributions)
    pieces = "".join(
        f'<span title="{escape(name)}: {points:.2f}" style="width:{points:.2f}%;background:{colour}"></span>'
        for (name, points), colour in zip(contributions.items(), COLOURS, strict=True)
        if points > 0
    )
    return f'<div class="mx-bar" role="img" aria-label="{escape(said)}">{pieces}</div>'


def spoken(contributions: Mapping[str, float]) -> str:
    """The contributions in words: ``meaning 12.30 + class 20.00 = 32.30``."""
    shown = [f"{name} {points:.2f}" for name, points in contributions.items() if points]
    return f"{' + '.join(shown) or 'nothing'} = {sum(contributions.values()):.2f}"


def _why(candidate: Candidate) -> str:
    lines = [
        *candidate.reasons.evidence,
        *candidate.reasons.hints,
        f"Points: {spoken(candidate.contributions)}",
    ]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    first = escape(candidate.reasons.evidence[0]) if candidate.reasons.evidence else "why"
    return f'<details class="mx-why"><summary>{first}</summary><ul>{items}</ul></details>'


def key_html(ranking: Ranking) -> str:
    """Which colour stands for which criterion."""
    marks = "".join(
        f'<span><i style="background:{colour}"></i>{escape(criterion.label)}</span>'
        for criterion, colour in zip(ranking.criteria, COLOURS, strict=True)
    )
    return f'<div class="mx-key">{marks}</div>'


def funnel_html(ranking: Ranking) -> str:
    """How many passed, whom each must put out, and where the data comes from."""
    out = [f"{escape(line.must)}: {line.excluded:,} out" for line in ranking.funnel if line.excluded]
    passed = f"{ranking.n_passed:,} passed" if ranking.n_passed else "Nobody passed"
    notes = [escape(note) for note in ranking.notes]
    says = [escape(str(line)) for line in ranking.index.get("about", {}).get("says", ())]
    return "".join(
        f'<div class="mx-note">{line}</div>' for line in [*notes, "; ".join([passed, *out]), *says]
    )


def problem_html(problem: str) -> str:
    """One line in place of a result."""
    return f'<div class="mx-warn">{escape(problem)}</div>'
