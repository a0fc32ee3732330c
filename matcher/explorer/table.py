"""The ranked table as HTML that reads well when nothing runs; text of suppliers is escaped, always."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from matcher.explorer.export import DISCLAIMER
from matcher.model import ROUTES, Candidate, Criterion, Ranking, Route

#: Okabe and Ito's colours, which people with any colour vision can tell apart, and Tol's indigo, in the order
#: of the criteria.
COLOURS: Final = (
    "#0072B2",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#E69F00",
    "#CC79A7",
    "#D55E00",
    "#8C8C8C",
    "#332288",
)
HEADINGS: Final[Mapping[Route, tuple[str, str]]] = {
    "makes": ("Makes it today", "in its class and in its own words"),
    "converts": ("Could convert", "near in process and equipment; with retooling, certificates and time"),
    "hosts": ("Could host", "shelter companies that run a foreign owner's production"),
}

STYLE: Final = """<style>
.mx{font-family:var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,#1f2328);font-size:13px;line-height:1.45}
.mx small,.mx .mx-dim{color:var(--jp-ui-font-color2,#57606a);font-size:12px}
.mx h3{margin:14px 0 2px;font-size:15px;font-weight:600}
.mx h3 small{font-weight:400}
.mx-line{border-top:1px solid rgba(128,128,128,.22)}
.mx .mx-label{display:block;line-height:18px;white-space:nowrap}
.mx-row{display:grid;gap:12px;
  grid-template-columns:34px minmax(180px,2fr) minmax(190px,1fr)}
.mx-row>*{min-width:0;overflow-wrap:anywhere}
.mx-rank{font-size:19px;font-weight:600;text-align:center;line-height:1.15}
.mx-move{display:block;font-size:11px;font-weight:600;white-space:nowrap}
.mx-up{color:#1a7f37}.mx-down{color:#b35900}
.mx-name{font-weight:600}
.mx-missing{color:#a40e26;font-weight:600}
.mx-score{font-size:16px;font-weight:600}
.mx-bar{display:flex;height:12px;border-radius:3px;overflow:hidden;margin:3px 0;
  background:rgba(128,128,128,.16)}
.mx-bar span{display:block;height:100%}
.mx details{grid-column:2/-1;margin-top:-12px}
.mx details summary{cursor:pointer;color:var(--jp-content-link-color,#0a58ca);font-size:12px}
.mx details ul{margin:2px 0 4px;padding-left:18px}
.mx-static{padding:8px 0;border-top:1px solid rgba(128,128,128,.25)}
.mx-error{color:#a40e26;font-weight:600}
</style>"""


def ranking_html(
    ranking: Ranking,
    *,
    route: Route | None = None,
    before: Mapping[str, int] | None = None,
    picks: Mapping[str, str] | None = None,
) -> str:
    """The whole ranking as one static page part: route by route, with picks, funnel and sources."""
    weights = ", ".join(
        f"{one.label} {ranking.weights[one.name]:.1f}"
        for one in ranking.criteria
        if one.name in ranking.applies
    )
    parts = [
        f"<h3>{escape(ranking.need.label)}</h3>",
        f"<small>Points: {escape(weights)}. Unknown counts as {ranking.unknown}.</small>",
    ]
    for shown in ROUTES if route is None else (route,):
        parts.append(heading_html(ranking, shown))
        for candidate in ranking.candidates:
            if candidate.route == shown:
                parts.append(f'<div class="mx-static">{candidate_html(candidate, ranking, before)}')
                if picks and candidate.supplier.supplier_id in picks:
                    reason = picks[candidate.supplier.supplier_id] or "no reason given"
                    parts.append(f"<b>Picked:</b> {escape(reason)}")
                parts.append("</div>")
    return f'{STYLE}<div class="mx">{"".join(parts)}{footer_html(ranking)}</div>'


def heading_html(ranking: Ranking, route: Route) -> str:
    """The title of one route, and how many of how many are shown under it."""
    title, meaning = HEADINGS[route]
    passed = int((ranking.routes == ROUTES.index(route)).sum())
    shown = sum(candidate.route == route for candidate in ranking.candidates)
    count = f"best {shown} of {passed:,}" if passed else "nobody passed"
    return f"<h3>{title} <small>{count} · {meaning}</small></h3>"


def candidate_html(candidate: Candidate, ranking: Ranking, before: Mapping[str, int] | None = None) -> str:
    """One candidate: rank and its change, who, what it lacks, then the score, its parts and reasons."""
    supplier = candidate.supplier
    seen = f"last seen {supplier.last_seen}" if supplier.last_seen else "last seen: unknown"
    facts = f"{escape(supplier.place)} · {seen} · {candidate.route} · {supplier.kind}"
    return (
        '<div class="mx-row">'
        f'<div class="mx-rank">{candidate.rank}{change_html(candidate, before)}</div>'
        f'<div><span class="mx-name">{escape(supplier.name)}</span><br>'
        f"{lacks_html(candidate)}<br><small>{facts}</small></div>"
        f"<div>{score_html(candidate, ranking.criteria)}</div>"
        f"{reasons_html(candidate, ranking.criteria)}</div>"
    )


def change_html(candidate: Candidate, before: Mapping[str, int] | None) -> str:
    """Places won or lost since the weights before; nothing when there were none."""
    if before is None:
        return ""
    old = before.get(candidate.supplier.supplier_id)
    if old is None:
        return '<span class="mx-move mx-up" title="not shown under the weights before">new</span>'
    if old == candidate.rank:
        return ""
    up = old > candidate.rank
    places = abs(old - candidate.rank)
    said = f"{'up' if up else 'down'} {places} from rank {old}"
    return (
        f'<span class="mx-move {"mx-up" if up else "mx-down"}" role="img" aria-label="{said}" title="{said}">'
        f"{'▲' if up else '▼'} {places}</span>"
    )


def lacks_html(candidate: Candidate) -> str:
    """What is missing first, then what is unknown: a list of questions, not a verdict."""
    missing, unknown = candidate.reasons.missing, candidate.reasons.unknown
    lines = []
    if missing:
        lines.append(f'<span class="mx-missing">missing {len(missing)}: {escape(", ".join(missing))}</span>')
    if unknown:
        lines.append(f"<small>unknown, to ask: {escape(', '.join(unknown))}</small>")
    return "<br>".join(lines) or "<small>nothing known to be missing</small>"


def score_html(candidate: Candidate, criteria: tuple[Criterion, ...]) -> str:
    """Score, the range that unknowns allow, and the bar: its pieces are the parts, hatched what is open."""
    pieces = "".join(
        f'<span style="width:{candidate.contributions[one.name]:.2f}%;background:{colour}" '
        f'title="{escape(one.label)}: {candidate.contributions[one.name]:.2f}"></span>'
        for one, colour in zip(criteria, colours(criteria), strict=True)
        if candidate.contributions[one.name] > 0
    )
    open_points = max(candidate.score_high - candidate.score, 0.0)
    hatch = "repeating-linear-gradient(135deg,rgba(128,128,128,.55) 0 2px,transparent 2px 6px)"
    return (
        f'<span class="mx-score">{candidate.score:.2f}</span> '
        f"<small>of 100{_range(candidate)}</small>"
        f'<div class="mx-bar" role="img" aria-label="{escape(parts_text(candidate, criteria))}">{pieces}'
        f'<span style="width:{open_points:.2f}%;background:{hatch}" '
        f'title="what the unknowns could add: {open_points:.2f}"></span></div>'
    )


def _range(candidate: Candidate) -> str:
    low, high = f"{candidate.score_low:.0f}", f"{candidate.score_high:.0f}"
    return f" · {low} to {high} once all is known" if low != high else ""


def parts_text(candidate: Candidate, criteria: Iterable[Criterion]) -> str:
    """The bar in exact words: every part that gave points, and their sum."""
    parts = [
        f"{one.label} {candidate.contributions[one.name]:.2f}"
        for one in criteria
        if candidate.contributions[one.name] > 0
    ]
    return f"{' + '.join(parts) or 'nothing'} = {candidate.score:.2f}"


def reasons_html(candidate: Candidate, criteria: tuple[Criterion, ...]) -> str:
    """Why, behind one click: the parts in words, the evidence, the hints, and where the record comes from."""
    lines = [*candidate.reasons.evidence, *candidate.reasons.hints]
    supplier = candidate.supplier
    origin = f"{supplier.supplier_id} · {supplier.provenance_of('name')}"
    items = "".join(f"<li>{escape(line)}</li>" for line in (parts_text(candidate, criteria), *lines, origin))
    return f"<details><summary>why</summary><ul>{items}</ul></details>"


def footer_html(ranking: Ranking) -> str:
    """Notes, the elimination funnel, what the directory says of itself, and what a ranking is not."""
    out = [f"{line.must}: {line.excluded:,} put out" for line in ranking.funnel if line.excluded]
    passed = f"{ranking.n_passed:,} passed" if ranking.n_passed else "Nobody passed"
    says = [str(line) for line in ranking.index.get("about", {}).get("says", ())]
    lines = [*ranking.notes, "; ".join([passed, *out]) + ".", " ".join(says), DISCLAIMER]
    return "".join(f"<small>{escape(line)}</small><br>" for line in lines if line)


def colours(criteria: tuple[Criterion, ...]) -> list[str]:
    """A colour for each criterion, in order; they repeat when there are more criteria than colours."""
    return [COLOURS[at % len(COLOURS)] for at in range(len(criteria))]
