"""Merging what two sightings of one supplier say: field by field, the later word wins and gaps are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from matcher.directory.schema import FIELDS
from matcher.model import Provenance, Supplier

_ROW: Final = frozenset({"supplier_id", "source", "source_id", "as_of", "verification"})
_SPAN: Final = frozenset({"first_seen", "last_seen"})
#: Fields that mean something only together: half a point or half a band of each sighting would be neither's.
_TOGETHER: Final = (("latitude", "longitude"), ("employees_min", "employees_max"), ("scian", "scian_vintage"))
#: Fields that are read within a state: from a record of another state they would be wrong.
_IN_STATE: Final = ("municipality", "latitude")
_LEADER: Final = {follower: group[0] for group in _TOGETHER for follower in group[1:]}


def merge_suppliers(earlier: Supplier, incoming: Supplier) -> Supplier:
    """One supplier from two records of the same id.

    The record with the later ``as_of`` gives the row its source; without dates, or when equal, the incoming
    does. A field comes from whichever record dates it later and knows it; its provenance is kept where it
    differs from the row's. ``first_seen`` is the earliest year of both, ``last_seen`` the latest.
    """
    row = incoming if _wins(incoming.as_of, earlier.as_of) else earlier
    origin = _origins(earlier, incoming)
    values: dict[str, Any] = {name: getattr(giver, name) for name, giver in origin.items()}
    values["first_seen"] = _pick(min, earlier.first_seen, incoming.first_seen)
    values["last_seen"] = _pick(max, earlier.last_seen, incoming.last_seen)
    names = sorted({**earlier.extra, **incoming.extra})
    extra = {name: _giver_of_extra(earlier, incoming, name) for name in names}
    values["extra"] = {name: giver.extra[name] for name, giver in extra.items()}
    values["provenance"] = _provenance(row, origin | extra, values)
    return replace(row, **values)


def _origins(earlier: Supplier, incoming: Supplier) -> dict[str, Supplier]:
    """Which record each field comes from."""
    origin: dict[str, Supplier] = {}
    moved = None not in (earlier.state, incoming.state) and earlier.state != incoming.state
    for name in FIELDS:
        if name in _ROW or name in _SPAN:
            continue
        if name in _LEADER:
            origin[name] = origin[_LEADER[name]]
        elif moved and name in _IN_STATE:
            origin[name] = origin["state"]
        else:
            origin[name] = _giver(earlier, incoming, name)
    return origin


def _giver(earlier: Supplier, incoming: Supplier, name: str) -> Supplier:
    if not _known(getattr(incoming, name)):
        return earlier
    if not _known(getattr(earlier, name)):
        return incoming
    return _later(earlier, incoming, name)


def _giver_of_extra(earlier: Supplier, incoming: Supplier, name: str) -> Supplier:
    if name not in incoming.extra:
        return earlier
    return incoming if name not in earlier.extra else _later(earlier, incoming, name)


def _later(earlier: Supplier, incoming: Supplier, name: str) -> Supplier:
    return incoming if _wins(_as_of(incoming, name), _as_of(earlier, name)) else earlier


def _as_of(supplier: Supplier, name: str) -> str | None:
    record = supplier.provenance.get(name)
    return record.as_of if record else supplier.as_of


def _wins(incoming: str | None, earlier: str | None) -> bool:
    """ISO dates, months and years compare as text; without both dates the incoming one replaces."""
    return incoming is None or earlier is None or incoming >= earlier


def _known(value: Any) -> bool:
    return value is not None and value != ()


def _pick(choose: Any, *years: int | None) -> int | None:
    known = [year for year in years if year is not None]
    return choose(known) if known else None


def _provenance(
    row: Supplier, origin: Mapping[str, Supplier], values: Mapping[str, Any]
) -> dict[str, Provenance]:
    """The origin of every known field that is not the row's own."""
    own = Provenance(row.source, row.source_id, row.as_of, row.verification)
    found = {}
    for name, giver in origin.items():
        if giver is row and name not in row.provenance:
            continue
        record = giver.provenance_of(name)
        if record != own and (name in values["extra"] or _known(values.get(name))):
            found[name] = record
    return found
