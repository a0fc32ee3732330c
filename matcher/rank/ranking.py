"""From evidence to a Ranking: routes, gates, criteria side by side, and reasons when a candidate is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from matcher.config import BALANCED, TOP
from matcher.model import Excluded, Need, Ranking, Supplier, UnknownPolicy
from matcher.model.hits import Floats
from matcher.model.score import applied
from matcher.rank import criteria as values_of
from matcher.rank.asked import Asked
from matcher.rank.criteria import CRITERIA, NAMES
from matcher.rank.facts import Facts
from matcher.rank.gates import Mask, pass_musts
from matcher.rank.goods import GOODS
from matcher.rank.reasons import Explainer
from matcher.rank.routes import NO_ROUTE, readiness, routes_of

if TYPE_CHECKING:
    import pyarrow as pa


#: Weight of its likeliest class under which a need that names no item is not understood.
UNSURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found out about a need over one index of n suppliers.

    ``meaning``, ``words`` and ``product`` (n,) in [0, 1], NaN for a supplier without any text; ``said`` (n,),
    how likely the classes that its words tell of make what is asked for;
    ``allowed`` (n,) says who passed the filters and ``filtered`` counts whom they put out.
    """

    need: Need
    table: pa.Table
    facts: Facts
    asked: Asked
    meaning: Floats
    words: Floats
    product: Floats
    said: Floats
    allowed: Mask
    filtered: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """How to rank: points per criterion, what unknowns count for, how many to show."""

    weights: Mapping[str, float] | None = None
    unknown: UnknownPolicy = "neutral"
    top: int = TOP
    per_route: bool = False


def rank(
    evidence: Evidence,
    options: Options,
    *,
    index: Mapping[str, Any],
    supplier_at: Callable[[Sequence[int]], list[Supplier]],
    nearest_words: Callable[[Sequence[str]], list[str]],
) -> Ranking:
    """Rank everyone who passes; raises WeightError for weights that make no sense.

    ``supplier_at`` reads suppliers by row; ``nearest_words`` picks, from a supplier's own terms, those
    nearest to the need.
    """
    need, table, facts, asked = evidence.need, evidence.table, evidence.facts, evidence.asked
    class_value = values_of.class_values(table, facts, asked, evidence.said)
    process = values_of.process_values(facts, asked)
    routes = routes_of(
        facts,
        asked,
        np.nan_to_num(class_value),
        np.nan_to_num(evidence.meaning),
        np.nan_to_num(evidence.product),
        np.nan_to_num(process),
        supplier_at,
    )
    pathless = evidence.allowed & (routes.route == NO_ROUTE)
    passed, funnel = pass_musts(need, table, routes.route, evidence.allowed & ~pathless)
    rows = np.flatnonzero(passed)
    columns = {
        "product": evidence.product,
        "meaning": evidence.meaning,
        "words": evidence.words,
        "class": class_value,
        "process": process,
        "route": readiness(routes),
        "certificates": values_of.certificate_values(need, table),
        "crossing": values_of.crossing_values(facts),
        "freshness": values_of.freshness_values(facts),
    }
    values = np.stack([columns[name][rows] for name in NAMES], axis=1).astype(np.float64)
    applies = values_of.applying(need, asked)
    return Ranking(
        need=need,
        criteria=CRITERIA,
        weights=applied(options.weights or BALANCED, NAMES, applies),
        unknown=options.unknown,
        values=values,
        rows=rows,
        routes=routes.route[rows],
        funnel=(*evidence.filtered, Excluded("a route to the item", int(pathless.sum())), *funnel),
        index=index,
        top=options.top,
        per_route=options.per_route,
        supplier_at=supplier_at,
        reasons_for=Explainer(need, facts, asked, routes, _newest(facts), nearest_words),
        applies=applies,
        notes=_notes(asked),
    )


def _notes(asked: Asked) -> tuple[str, ...]:
    notes = [f"Not offered as a maker: {bar.note}" for bar in asked.bars]
    if lacking := asked.likely.not_at_scale:
        notes.insert(0, f"Mexico does not make this at scale: {lacking.name} [{lacking.mark}].")
    if asked.goods < GOODS:
        notes = [
            "Nothing to match here: this reads like services, a grant, a study or works rather than a "
            f"manufactured good ({asked.goods:.0%} likely). If it is a good, name it in the first line."
        ]
    elif not asked.likely.items and max(asked.classes.values(), default=0.0) < UNSURE:
        notes.append("No item of the catalogue is near, and no class is likely: read the ranking with care.")
    return tuple(notes)


def _newest(facts: Facts) -> int | None:
    known = facts.last_seen[~np.isnan(facts.last_seen)]
    return int(known.max()) if len(known) else None
