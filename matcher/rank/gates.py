"""Musts as gates: who is known to fail one is put out and counted; unknown passes and becomes a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.arrow import values_of
from matcher.model import ROUTES, Excluded, Need
from matcher.model.ranking import Relaxation
from matcher.rank.improve import relaxing
from matcher.text import fold

if TYPE_CHECKING:
    import pyarrow as pa

Mask = NDArray[np.bool_]


def held(table: pa.Table, certificate: str) -> tuple[Mask, Mask]:
    """For one certificate: who names it, and of whom any certificate at all is known; both (n,)."""
    column = table["certifications"].combine_chunks()
    ends = values_of(column.offsets)
    each = np.diff(ends)
    named = column.values.slice(int(ends[0]), int(ends[-1] - ends[0])).dictionary_encode()
    has = np.zeros(len(column), dtype=bool)
    names = named.dictionary.to_pylist()
    if certificate in names:
        of_row = np.repeat(np.arange(len(column)), each)
        has[of_row[values_of(named.indices) == names.index(certificate)]] = True
    return has, each > 0


def pass_musts(
    need: Need, table: pa.Table, routes: NDArray[np.int8], allowed: Mask
) -> tuple[Mask, list[Excluded]]:
    """Apply the need's musts, in its own order, to the rows still allowed.

    A certificate gates only who would make the item now: a plant that converts, or a shelter's client,
    wins it on the way (``missing`` says so). Each line of the funnel counts whom that must put out first.
    """
    passed = allowed.copy()
    funnel = []
    for label, fails in _failures(need, table, routes):
        funnel.append(Excluded(label, int((passed & fails).sum())))
        passed &= ~fails
    return passed, funnel


def relaxations(
    need: Need, table: pa.Table, routes: NDArray[np.int8], allowed: Mask
) -> tuple[Relaxation, ...]:
    """How many would pass if a must of the need were dropped, and the fewest to drop where one is not enough.

    Arguments as of ``pass_musts``; the answer as of ``matcher.rank.improve.relaxing``.
    """
    return relaxing(_failures(need, table, routes), allowed)


def _failures(need: Need, table: pa.Table, routes: NDArray[np.int8]) -> list[tuple[str, Mask]]:
    failures: list[tuple[str, Mask]] = []
    if need.exclude:
        out = {fold(name) for name in need.exclude}
        failures.append(("not excluded by the buyer", _named(table, out)))
    if need.routes and set(need.routes) != set(ROUTES):
        wanted = [ROUTES.index(route) for route in need.routes]
        failures.append((f"route {' or '.join(need.routes)}", ~np.isin(routes, wanted)))
    if need.states:
        failures.append((f"state {' or '.join(need.states)}", _elsewhere(table, need.states)))
    makes = routes == ROUTES.index("makes")
    for certificate in need.required_certifications:
        has, known = held(table, certificate)
        failures.append((f"certificate {certificate}", makes & known & ~has))
    return failures


def _named(table: pa.Table, folded: set[str]) -> Mask:
    columns = (table["supplier_id"].to_pylist(), table["name"].to_pylist(), table["parent"].to_pylist())
    return np.array(
        [any(fold(cell or "") in folded for cell in row) for row in zip(*columns, strict=True)], bool
    )


def _elsewhere(table: pa.Table, states: tuple[str, ...]) -> Mask:
    wanted = {fold(state) for state in states}
    return np.array([bool(state) and fold(state) not in wanted for state in table["state"].to_pylist()], bool)
