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
from matcher.rank import capability, conduct, finance, firms, places, risk, standing, trade, verified
from matcher.rank.asked import Asked
from matcher.rank.criteria import CRITERIA, NAMES, applying
from matcher.rank.facts import CLIENT_CLASSES, Facts
from matcher.rank.gates import Mask, pass_musts, relaxations
from matcher.rank.measure import LANGUAGES, Language, Measure
from matcher.rank.notes import notes
from matcher.rank.reasons import Explainer, Says
from matcher.rank.routes import MAKES_BY_WORDS_SUPPORTED, NAMES_IT, NO_ROUTE, Routes, routes_of
from matcher.rank.telling import SAYS_ENOUGH, SAYS_SOME, Telling
from matcher.rank.things import names_others
from matcher.rank.trade import newest_day
from matcher.rank.ways import SAYS_MEANING, OwnWords
from matcher.text import split_list

if TYPE_CHECKING:
    import pyarrow as pa


#: Criteria that, of a shelter, its clients tell.
TOLD_BY_CLIENTS: Final = ("product", "meaning", "words", "process")


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found out about a need over one index of n suppliers.

    ``meaning``, ``words`` and ``product`` (n,) in [0, 1], NaN for a supplier without any text; ``said`` (n,),
    how likely the classes that its words tell of make what is asked for, ``other`` (n,), how surely they tell
    of another trade; ``named`` (n,), how surely its products are about the noun asked for;
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
    other: Floats
    named: Floats
    allowed: Mask
    filtered: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """How to rank: points per criterion, what unknowns count for, how many to show, whether only the best
    plant of each company, and in which language."""

    weights: Mapping[str, float] | None = None
    unknown: UnknownPolicy = "neutral"
    top: int = TOP
    per_route: bool = False
    language: Language = "en"
    one_per_company: bool = False


def rank(
    evidence: Evidence,
    options: Options,
    *,
    index: Mapping[str, Any],
    supplier_at: Callable[[Sequence[int]], list[Supplier]],
    nearest_words: Callable[[Sequence[str], float], list[str]],
) -> Ranking:
    """Rank everyone who passes; raises WeightError for weights that make no sense.

    ``supplier_at`` reads suppliers by row; ``nearest_words`` picks, from a supplier's own terms, those
    nearest to the need and at least so near.
    """
    need, table, facts, asked = evidence.need, evidence.table, evidence.facts, evidence.asked
    measures, routes, says = _measures(evidence)
    pathless = evidence.allowed & (routes.route == NO_ROUTE)
    allowed = evidence.allowed & ~pathless
    passed, funnel = pass_musts(need, table, routes.route, allowed)
    rows = np.flatnonzero(passed)
    values = np.stack([measures[name].values[rows] for name in NAMES], axis=1).astype(np.float64)
    applies = applying(need, asked)
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
        reasons_for=Explainer(
            need, asked, routes, measures, says, _newest(facts), newest_day(), nearest_words
        ),
        applies=applies,
        notes_in={language: notes(need, asked, language) for language in LANGUAGES},
        language=options.language,
        companies=facts.company[rows],
        one_per_company=options.one_per_company,
        relaxed=() if len(rows) else relaxations(need, table, routes.route, allowed),
    )


def _measures(evidence: Evidence) -> tuple[dict[str, Measure], Routes, Says]:
    """What every criterion found, by its name, the routes that follow from some of it, and who says what."""
    need, table, facts, asked = evidence.need, evidence.table, evidence.facts, evidence.asked
    registered = capability.registered_class(table, facts, asked)
    of_class = capability.of_class(facts, registered, evidence.said)
    by_name = capability.by_name(evidence.named, facts, of_class)
    likely = capability.offered(evidence.product, by_name)
    product = capability.product(likely, evidence.other, asked)
    others = names_others(facts.things, by_name, facts.specific)
    misfit = capability.misfits(facts, of_class, likely, by_name)
    telling = Telling(product.values, evidence.meaning, evidence.other, by_name, facts.specific, others)
    name_of = _class_to_name(table, asked)
    found = {
        "product": product,
        "meaning": capability.silent(evidence.meaning),
        "words": capability.silent(evidence.words),
        "class": capability.industry(facts, asked, registered, of_class, telling, name_of),
        "process": capability.process(facts, asked),
        "certificates": verified.certificates(table, facts, need),
        "verification": verified.verification(table, facts, need),
        "size": firms.size(table, facts, need, asked),
        "lead_time": firms.lead_time(table, facts, need),
        "security": conduct.security(table, facts, need),
        "labour": conduct.labour(table, facts, need),
        "crossing": standing.crossing(facts),
        "destination": places.destination(table, facts, need),
        "cluster": places.cluster(table, facts, need),
        "risk": risk.risk(table, facts, need),
        "trade": trade.trade(table, facts, need, asked),
        "finance": finance.finance(table, facts, need, asked),
        "freshness": standing.freshness(facts),
    }
    found |= {name: capability.fitting(found[name], misfit) for name in TOLD_BY_CLIENTS}
    own = OwnWords(evidence.meaning, likely, found["process"].values, evidence.other, others, by_name)
    routes = routes_of(facts, asked, registered, of_class, own)
    says = Says(
        (product.values >= SAYS_ENOUGH)
        | (evidence.meaning >= MAKES_BY_WORDS_SUPPORTED) & (product.values >= SAYS_SOME),
        (by_name >= NAMES_IT) | (evidence.meaning >= SAYS_MEANING),
        own.elsewhere(SAYS_MEANING),
        misfit,
    )
    return {**found, "route": standing.route(routes)}, routes, says


def _class_to_name(table: pa.Table, asked: Asked) -> Callable[[int], str | None]:
    """The class to name for a row: its own; of a shelter, the likeliest among its clients' plants."""
    clients = CLIENT_CLASSES if CLIENT_CLASSES in table.column_names else None

    def name(row: int) -> str | None:
        cell = table[clients][row].as_py() if clients else None
        if cell:
            return max(split_list(cell), key=lambda code: asked.classes.get(code, 0.0), default=None)
        code: str | None = table["scian"][row].as_py()
        return code

    return name


def _newest(facts: Facts) -> int | None:
    known = facts.last_seen[~np.isnan(facts.last_seen)]
    return int(known.max()) if len(known) else None
