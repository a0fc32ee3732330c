"""The ranked table as HTML that reads well when nothing runs; text of suppliers is escaped, always."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from matcher.explorer.groups import COLOURS, grouped
from matcher.explorer.texts import heading, label, say, word
from matcher.model import ROUTES, Candidate, Criterion, Ranking, Route
from matcher.model.ranking import Language
from matcher.rank.sensitivity import Stability

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
.mx-bar span{display:block;height:100%;box-shadow:inset -1px 0 rgba(255,255,255,.75)}
.mx-firm{display:block}
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
    firm: Mapping[str, Stability] | None = None,
) -> str:
    """The whole ranking as one static page part: route by route, with picks, funnel and sources."""
    language = ranking.language
    weights = ", ".join(
        f"{label(one, language)} {ranking.weights[one.name]:.1f}"
        for one in grouped(ranking.criteria)
        if one.name in ranking.applies
    )
    points = say("points", language, weights=weights, policy=say(ranking.unknown, language))
    parts = [f"<h3>{escape(ranking.need.label)}</h3>", f"<small>{escape(points)}</small>"]
    for shown in ROUTES if route is None else (route,):
        parts.append(heading_html(ranking, shown))
        for candidate in ranking.candidates:
            if candidate.route == shown:
                key = candidate.supplier.supplier_id
                line = candidate_html(candidate, ranking, before, (firm or {}).get(key))
                parts.append(f'<div class="mx-static">{line}')
                if picks and key in picks:
                    reason = picks[key] or say("picked.plain", language)
                    parts.append(f"<b>{say('picked', language)}</b> {escape(reason)}")
                parts.append("</div>")
    return f'{STYLE}<div class="mx">{"".join(parts)}{footer_html(ranking)}</div>'


def heading_html(ranking: Ranking, route: Route) -> str:
    """The title of one route, and how many of how many are shown under it."""
    title, meaning = heading(route, ranking.language)
    passed = int((ranking.routes == ROUTES.index(route)).sum())
    shown = sum(candidate.route == route for candidate in ranking.candidates)
    count = say("best" if passed else "nobody", ranking.language, shown=shown, passed=passed)
    return f"<h3>{title} <small>{count} · {meaning}</small></h3>"


def candidate_html(
    candidate: Candidate,
    ranking: Ranking,
    before: Mapping[str, int] | None = None,
    firm: Stability | None = None,
) -> str:
    """One candidate: rank and its change, who, what it lacks, then the score, its parts and reasons."""
    supplier, language = candidate.supplier, ranking.language
    seen = say("seen" if supplier.last_seen else "seen.not", language, year=supplier.last_seen)
    place = supplier.place if supplier.municipality or supplier.state else say("place.not", language)
    facts = f"{escape(place)} · {seen} · {word(candidate.route, language)} · {word(supplier.kind, language)}"
    if more := candidate.more_plants:
        facts += f" · {say('more.one' if more == 1 else 'more.some', language, n=more)}"
    return (
        '<div class="mx-row">'
        f'<div class="mx-rank">{candidate.rank}{change_html(candidate, before, language)}</div>'
        f'<div><span class="mx-name">{escape(supplier.name)}</span><br>'
        f"{lacks_html(candidate, language)}<br><small>{facts}</small></div>"
        f"<div>{score_html(candidate, ranking.criteria, language)}{firm_html(firm, ranking)}</div>"
        f"{reasons_html(candidate, ranking.criteria, language)}</div>"
    )


def change_html(candidate: Candidate, before: Mapping[str, int] | None, language: Language = "en") -> str:
    """Places won or lost since the weights before; nothing when there were none."""
    if before is None:
        return ""
    old = before.get(candidate.supplier.supplier_id)
    if old is None:
        said = say("new.tip", language)
        return f'<span class="mx-move mx-up" title="{said}">{say("new", language)}</span>'
    if old == candidate.rank:
        return ""
    up = old > candidate.rank
    places = abs(old - candidate.rank)
    said = say("up" if up else "down", language, places=places, old=old)
    return (
        f'<span class="mx-move {"mx-up" if up else "mx-down"}" role="img" aria-label="{said}" title="{said}">'
        f"{'▲' if up else '▼'} {places}</span>"
    )


def lacks_html(candidate: Candidate, language: Language = "en") -> str:
    """What is missing first, then what is unknown: a list of questions, not a verdict."""
    missing, unknown = candidate.reasons.missing, candidate.reasons.unknown
    lines = []
    if missing:
        said = say("missing", language, n=len(missing), what=", ".join(missing))
        lines.append(f'<span class="mx-missing">{escape(said)}</span>')
    if unknown:
        lines.append(f"<small>{escape(say('ask', language, what=', '.join(unknown)))}</small>")
    return "<br>".join(lines) or f"<small>{say('missing.not', language)}</small>"


def score_html(candidate: Candidate, criteria: tuple[Criterion, ...], language: Language = "en") -> str:
    """Score, the range that unknowns allow, and the bar: its pieces are the parts, hatched what is open."""
    pieces = "".join(
        f'<span style="width:{candidate.contributions[one.name]:.2f}%;background:{COLOURS[one.name]}" '
        f'title="{escape(label(one, language))}: {candidate.contributions[one.name]:.2f}"></span>'
        for one in grouped(criteria)
        if candidate.contributions[one.name] > 0
    )
    open_points = max(candidate.score_high - candidate.score, 0.0)
    hatch = "repeating-linear-gradient(135deg,rgba(128,128,128,.55) 0 2px,transparent 2px 6px)"
    return (
        f'<span class="mx-score">{candidate.score:.2f}</span> '
        f"<small>{say('of', language)}{_range(candidate, language)}</small>"
        f'<div class="mx-bar" role="img" aria-label="{escape(parts_text(candidate, criteria, language))}">'
        f'{pieces}<span style="width:{open_points:.2f}%;background:{hatch}" '
        f'title="{say("open", language, points=open_points)}"></span></div>'
    )


def firm_html(firm: Stability | None, ranking: Ranking) -> str:
    """How often a candidate stays among those shown when every weight is a little other."""
    if firm is None:
        return ""
    language = ranking.language
    moved = say("firm.range", language, best=firm.best, worst=firm.worst) if firm.best < firm.worst else ""
    said = say("firm", language, top=ranking.top, share=percent(firm.share), range=moved)
    return f'<small class="mx-firm" title="{say("stability.tip", language)}">{said}</small>'


def percent(share: float) -> str:
    """A share in whole percent; none and all are said of none and all only."""
    return f"{min(max(round(100 * share), 1), 99) if 0 < share < 1 else round(100 * share)} %"


def _range(candidate: Candidate, language: Language) -> str:
    low, high = f"{candidate.score_low:.0f}", f"{candidate.score_high:.0f}"
    return say("range", language, low=low, high=high) if low != high else ""


def parts_text(candidate: Candidate, criteria: Iterable[Criterion], language: Language = "en") -> str:
    """The bar in exact words: every part that gave points, and their sum."""
    parts = [
        f"{label(one, language)} {candidate.contributions[one.name]:.2f}"
        for one in grouped(criteria)
        if candidate.contributions[one.name] > 0
    ]
    return f"{' + '.join(parts) or say('nothing', language)} = {candidate.score:.2f}"


def reasons_html(candidate: Candidate, criteria: tuple[Criterion, ...], language: Language = "en") -> str:
    """Why, behind one click: the parts in words, the evidence, the hints, and where the record comes from."""
    lines = [*candidate.reasons.evidence, *candidate.reasons.hints]
    supplier = candidate.supplier
    origin = f"{supplier.supplier_id} · {supplier.provenance_of('name')}"
    told = (parts_text(candidate, criteria, language), *lines, origin)
    items = "".join(f"<li>{escape(line)}</li>" for line in told)
    return f"<details><summary>{say('why', language)}</summary><ul>{items}</ul></details>"


def footer_html(ranking: Ranking) -> str:
    """Notes, the elimination funnel, what the directory says of itself, and what a ranking is not."""
    language = ranking.language
    out = [say("out", language, must=line.must, n=line.excluded) for line in ranking.funnel if line.excluded]
    passed = say("passed" if ranking.n_passed else "passed.not", language, n=ranking.n_passed)
    says = [str(line) for line in ranking.index.get("about", {}).get("says", ())]
    lines = [*ranking.notes, "; ".join([passed, *out]) + ".", " ".join(says), say("disclaimer", language)]
    return "".join(f"<small>{escape(line)}</small><br>" for line in lines if line)
