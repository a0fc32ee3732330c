"""Filters a person writes: ``state=Jalisco``, ``last_seen>=2019``, ``within 200 km of Tijuana``."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.errors import FilterError
from matcher.geo import great_circle_km
from matcher.index.cells import compared, numbers
from matcher.knowledge.places import place, places_named
from matcher.model import Supplier
from matcher.text import clean

if TYPE_CHECKING:
    import pyarrow as pa

Mask = NDArray[np.bool_]
Operator = Literal["=", "!=", ">=", "<="]

_COMPARISON: Final = re.compile(r"\s*([^=<>!]+?)\s*(!=|>=|<=|=)\s*(.*\S)\s*", re.DOTALL)
_WITHIN: Final = re.compile(r"\s*within\s+(\S+)\s*km\s+of\s+(.*\S)\s*", re.DOTALL | re.IGNORECASE)
_POINT: Final = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*,\s*([-+]?\d+(?:\.\d+)?)", re.ASCII)
_OPERATORS: Final[dict[str, Operator]] = {operator: operator for operator in get_args(Operator)}
#: What a filter can ask of any directory, whether or not this one knows it.
SUPPLIER_FIELDS: Final = tuple(
    field.name for field in fields(Supplier) if field.name not in ("provenance", "extra")
)
_EXAMPLE: Final = 'for example "state=Jalisco", "last_seen>=2019" or "within 200 km of Tijuana"'


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against one value; list fields match by any element, classes by their first digits."""

    field: str
    operator: Operator
    value: str

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{self.value}"

    def passes(self, rows: pa.Table) -> tuple[Mask, Mask]:
        """Which rows pass, and of which rows the field is unknown: two (n,) masks, never both true."""
        return compared(rows, self.field, self.operator, self.value)


@dataclass(frozen=True, slots=True)
class Within:
    """So many kilometres or fewer, as the crow flies, from a point in degrees."""

    km: float
    place: str
    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"within {self.km:g} km of {self.place}"

    def passes(self, rows: pa.Table) -> tuple[Mask, Mask]:
        """Which rows pass, and of which rows the place is unknown: two (n,) masks, never both true."""
        latitude, longitude = numbers(rows, "latitude"), numbers(rows, "longitude")
        distance = great_circle_km(self.latitude, self.longitude, latitude, longitude)
        return distance <= self.km, np.isnan(distance)


Filter = Comparison | Within


@dataclass(frozen=True, slots=True, eq=False)
class FilterOutcome:
    """One line of the elimination funnel.

    ``mask`` (n,) bool says which rows pass this filter. ``excluded`` counts those it put out that the
    filters before it had let through; ``unknown`` of them only because the directory does not know.
    """

    label: str
    mask: Mask
    excluded: int
    unknown: int

    def __str__(self) -> str:
        unknown = f", {self.unknown} of them unknown" if self.unknown else ""
        return f"{self.label}: {self.excluded} put out{unknown}"


def parse_filter(text: str, columns: Collection[str] = ()) -> Filter:
    """Understand one filter.

    Parameters
    ----------
    text
        ``FIELD=VALUE``, also with ``!=``, ``>=``, ``<=``; or ``within N km of PLACE``, where the place is an
        industrial city (with its state, where that is needed) or ``LATITUDE,LONGITUDE``.
    columns
        The directory's columns; its own ones can be asked for beside the fields of every supplier.

    Raises
    ------
    FilterError
        Names the filter, what there is, nearest first, and an example.
    """
    if found := _WITHIN.fullmatch(text):
        return _within(text, *found.groups())
    found = _COMPARISON.fullmatch(text)
    if not found:
        raise FilterError(f"Got filter '{clean(text)}'; want FIELD=VALUE, != >= or <=, {_EXAMPLE}.")
    name, operator, value = found.groups()
    known = dict.fromkeys((*SUPPLIER_FIELDS, *columns))
    field = next((field for field in known if field.casefold() == name.casefold()), None)
    if field is None:
        nearest = get_close_matches(name.casefold(), known, n=len(known), cutoff=0.0)
        raise FilterError(
            f"Got filter '{clean(text)}', but there is no field '{clean(name)}'; nearest first: "
            f"{', '.join(nearest)}; {_EXAMPLE}."
        )
    filter_ = Comparison(field, _OPERATORS[operator], clean(value))
    _check_value(filter_)
    return filter_


def apply_filters(filters: Sequence[Filter | str], rows: pa.Table) -> tuple[FilterOutcome, ...]:
    """What each filter says of each row of a directory's table, in the order given.

    The rows that pass are those that pass every mask. A row of which a field is unknown passes no filter
    on that field, ``!=`` included; the outcome counts them.

    Raises
    ------
    FilterError
        A text that ``parse_filter`` refuses, or a number asked of a field that holds text.
    """
    passed = np.ones(rows.num_rows, dtype=bool)
    outcomes = []
    for given in filters:
        asked = parse_filter(given, rows.column_names) if isinstance(given, str) else given
        mask, unknown = asked.passes(rows)
        out = passed & ~mask
        outcomes.append(FilterOutcome(str(asked), mask, int(out.sum()), int((out & unknown).sum())))
        passed &= mask
    return tuple(outcomes)


def _within(text: str, km: str, where: str) -> Within:
    try:
        distance = float(km)
    except ValueError:
        distance = -1.0
    if not 0 < distance < np.inf:
        raise FilterError(f"Got filter '{clean(text)}', but '{clean(km)}' is no number of km; {_EXAMPLE}.")
    if point := _POINT.fullmatch(where):
        latitude, longitude = map(float, point.groups())
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Within(distance, where, latitude, longitude)
        raise FilterError(f"Got filter '{clean(text)}'; want LATITUDE,LONGITUDE in degrees, {_EXAMPLE}.")
    if found := place(where):
        return Within(distance, found.name, found.latitude, found.longitude)
    raise FilterError(f"Got filter '{clean(text)}', but {_why_not(where)}; {_EXAMPLE}.")


def _why_not(where: str) -> str:
    if several := places_named(where):
        named = "; ".join(f"{found.name}, state {found.state_key}" for found in several)
        return f"'{clean(where)}' is more than one place: {named}"
    from matcher.knowledge.places import PLACES

    nearest = get_close_matches(clean(where), [found.name for found in PLACES], n=3, cutoff=0.0)
    return f"'{clean(where)}' is no place we know (nearest: {', '.join(nearest)}; or give LATITUDE,LONGITUDE)"


def _check_value(filter_: Comparison) -> None:
    from matcher.knowledge.places import STATES, state

    if filter_.field == "state" and state(filter_.value) is None:
        nearest = get_close_matches(filter_.value, [found.name for found in STATES], n=3, cutoff=0.0)
        raise FilterError(
            f"Got filter '{filter_}', but '{filter_.value}' is no state; nearest: {', '.join(nearest)}."
        )
