"""Slices: kinds of needs, and pools of suppliers that are ranked and judged by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from matcher.evaluate.judgments import RELEVANT, Judgments
from matcher.evaluate.language import Language, language_of, supplier_languages
from matcher.model import ROUTES, Need
from matcher.model.supplier import Route

if TYPE_CHECKING:
    import pyarrow as pa

#: Words of a need up to which it is short, and up to which it is of middle length.
SHORT, MIDDLE = 12, 60
#: The pool of every supplier.
ALL: Final = "all"
#: Slices by what a need is like, and by which suppliers are ranked.
OF_NEEDS: Final = ("sector", "language", "length")
OF_SUPPLIERS: Final = ("direction", "route")
#: Columns of a report that say which pool a row is about.
SLICE, POOL = "slice", "pool"

Mask = NDArray[np.bool_]
#: Positions in ROUTES (n,) that our system gives the suppliers for one need, -1 for who is put out.
RouteAt = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Pool:
    """Suppliers that are ranked and judged by themselves, in a slice of such pools.

    ``judgments`` are those that count; ``members`` (n,) are in the pool, of those only who has ``route`` by
    our system where one is given.
    """

    slice: str
    name: str
    judgments: Judgments
    members: Mask
    route: Route | None = None

    def holds(self, routes: RouteAt) -> Mask:
        """Who is in the pool for a need by which our system gives these routes, (n,)."""
        return self.members if self.route is None else self.members & (routes == ROUTES.index(self.route))


def pools(needs: Sequence[Need], rows: pa.Table, judgments: Judgments) -> Iterator[Pool]:
    """All suppliers; those of each language for the needs of each; those of each route that is judged."""
    everyone = np.ones(rows.num_rows, dtype=bool)
    yield Pool(ALL, ALL, judgments, everyone)
    yield from _directions(needs, rows, judgments)
    for route in ROUTES:
        if route in judgments.routes.values():
            yield Pool("route", route, _of_route(judgments, route), everyone, route)


def _directions(needs: Sequence[Need], rows: pa.Table, judgments: Judgments) -> Iterator[Pool]:
    """From the language of the need to that of the suppliers' texts; who writes in both is in neither."""
    written = supplier_languages(rows)
    of_supplier = dict(zip(rows["supplier_id"].to_pylist(), written, strict=True))
    of_need = {need.need_id: _language(need) for need in needs}
    told = {
        (need, supplier): (of_need.get(need), of_supplier.get(supplier))
        for need, given in judgments.grades.items()
        for supplier in given
    }
    for asks, answers in product(("en", "es"), repeat=2):
        kept = judgments.only({pair for pair, languages in told.items() if languages == (asks, answers)})
        members = np.array([language == answers for language in written], dtype=bool)
        yield Pool("direction", f"{asks}->{answers}", kept, members)


def _of_route(judgments: Judgments, route: Route) -> Judgments:
    """A supplier is judged under the route that its judgment names; one that is no answer, under each."""
    return judgments.only(
        {
            (need, supplier)
            for need, given in judgments.grades.items()
            for supplier, grade in given.items()
            if grade < RELEVANT or judgments.routes.get((need, supplier)) == route
        }
    )


def _language(need: Need) -> Language:
    stated = need.extra.get("language", "").strip().lower()
    return "en" if stated == "en" else "es" if stated == "es" else language_of(need.text)


def kinds_of(need: Need) -> Mapping[str, str]:
    """The value of each slice OF_NEEDS."""
    n_words = len(need.text.split())
    return {
        "sector": need.sector or "not said",
        "language": need.extra.get("language", "") or "not said",
        "length": "short" if n_words <= SHORT else "middle" if n_words <= MIDDLE else "long",
    }
