"""Dated rules of trade, content, duty, tax, labour and finance: hints with a source, never a verdict.

Duties and content rules change by the month, so each rule is a record with its dates. One that was replaced
stays, with its last day and the key of what came after. Whether a rule binds a given shipment is for a
customs broker or counsel to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from matcher.knowledge.scian import class_codes
from matcher.knowledge.tables import Row, read_keyed, reference

AREAS: Final = (
    "origin",
    "content",
    "duty",
    "origin_trap",
    "forced_labour",
    "finance",
    "tax",
    "labour_law",
    "customs",
    "product_law",
    "status",
)
_COLUMNS = (
    "key",
    "area",
    "name_en",
    "name_es",
    "applies_sectors",
    "applies_classes",
    "applies_hs",
    "value",
    "valid_from",
    "valid_to",
    "as_of",
    "statement_en",
    "statement_es",
    "superseded_by",
)
_HS = re.compile(r"\d{2}(?:\d{2}(?:\.\d{2})?)?", re.ASCII)

#: All rules, those no longer in force among them, in the order of the table; read when first asked for.
RULES: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as known on ``as_of``, with what it bears on: nothing listed means everything.

    ``applies_sectors`` are keys of sectors, ``applies_classes`` SCIAN prefixes, ``applies_hs`` HS prefixes
    with their dots. ``valid_from`` and ``valid_to`` are an ISO day or month, both inclusive, empty where
    open or unknown. ``value`` is the figure in a few words; ``superseded_by`` the key of what came after.
    """

    key: str
    area: str
    name_en: str
    name_es: str
    applies_sectors: tuple[str, ...]
    applies_classes: tuple[str, ...]
    applies_hs: tuple[str, ...]
    value: str
    valid_from: str
    valid_to: str
    as_of: str
    statement_en: str
    statement_es: str
    superseded_by: str
    source: str
    mark: str

    @property
    def is_general(self) -> bool:
        """Whether it bears on every product and plant."""
        return not (self.applies_sectors or self.applies_classes or self.applies_hs)

    def holds_on(self, day: date) -> bool:
        """Whether that day lies within its dates; an unknown date is taken as open."""
        text = day.isoformat()
        return self.valid_from <= text and text[: len(self.valid_to)] <= self.valid_to

    def bears_on(self, *, sector: str | None, scian: str | None, hs: str | None) -> bool:
        """Whether it bears on a product or plant, judged by the nearest thing that both sides name.

        The product's HS code goes before the plant's class, the class before the sector. A rule that lists
        only what was not asked about does not bear.
        """
        if self.is_general:
            return True
        if hs and self.applies_hs:
            return _starts(_digits(hs), tuple(_digits(prefix) for prefix in self.applies_hs))
        if scian and self.applies_classes:
            return _starts(scian.strip(), self.applies_classes)
        return bool(sector) and sector in self.applies_sectors


def rule(key: str) -> Rule | None:
    """The rule of that key, in force or not; None if there is none."""
    return _by_key().get(key.strip())


def rules_for(
    *, sector: str | None = None, scian: str | None = None, hs: str | None = None, on: date
) -> tuple[Rule, ...]:
    """The rules that bear on a product or plant and hold on a day, in the order of the table.

    Parameters
    ----------
    sector
        The key of a sector (``ev_batteries``).
    scian
        A plant's class, 2 to 6 digits.
    hs
        A product's HS code, 2 to 10 digits, with or without dots.
    on
        The day; there is no default, so that the same question gives the same answer.

    Rules that bear on everything are always among them; asked about nothing, they are all there is.
    """
    return tuple(
        found
        for found in _by_key().values()
        if found.holds_on(on) and found.bears_on(sector=sector, scian=scian, hs=hs)
    )


def _starts(code: str, prefixes: tuple[str, ...]) -> bool:
    return any(code.startswith(prefix) for prefix in prefixes)


def _digits(hs: str) -> str:
    return "".join(character for character in hs if character.isdigit())


@cache
def _by_key() -> dict[str, Rule]:
    rows = list(read_keyed(reference("rules.csv"), _COLUMNS))
    rules = {row["key"]: _rule(row) for row in rows}
    for row in rows:
        successor = row["superseded_by"]
        if successor and successor not in rules:
            raise row.error("superseded_by", f"'{successor}' is no key of this table")
        if successor and not row["valid_to"]:
            raise row.error("valid_to", "is empty, but the rule is superseded; give its last day")
    return rules


def _rule(row: Row) -> Rule:
    since, until = _iso(row, "valid_from"), _iso(row, "valid_to")
    if since and until and until < since[: len(until)]:
        raise row.error("valid_to", f"{until} lies before valid_from, {since}")
    for code in row.parts("applies_hs"):
        if not _HS.fullmatch(code):
            raise row.error("applies_hs", f"'{code}' is no HS prefix; write it like 8507.60")
    return Rule(
        key=row["key"],
        area=row.one_of("area", AREAS),
        name_en=row.required("name_en"),
        name_es=row.required("name_es"),
        applies_sectors=row.parts("applies_sectors"),
        applies_classes=class_codes(row, "applies_classes"),
        applies_hs=row.parts("applies_hs"),
        value=row["value"],
        valid_from=since,
        valid_to=until,
        as_of=_iso(row, "as_of"),
        statement_en=row.required("statement_en"),
        statement_es=row.required("statement_es"),
        superseded_by=row["superseded_by"],
        source=row["source"],
        mark=row["mark"],
    )


def _iso(row: Row, field: str) -> str:
    """The cell, when it is empty or a real day or month; so written, dates compare as text."""
    if cell := row[field]:
        day = f"{cell}-01" if len(cell) == 7 else cell
        try:
            if date.fromisoformat(day).isoformat() != day:
                raise ValueError(day)
        except ValueError as problem:
            raise row.error(field, f"'{cell}' is no date; write 2026-07-01 or 2026-07") from problem
    return row[field]


def __getattr__(name: str) -> tuple[Rule, ...]:
    if name == "RULES":
        return tuple(_by_key().values())
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
