"""US federal supply groups: the code at the head of a notice's title, and the classes that make the goods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.knowledge.scian import scian_class
from matcher.knowledge.tables import Row, read_keyed, reference

KINDS: Final = ("product", "service")
#: Words that a modifier of an item name has at most; more of them are no name.
MODIFIER_WORDS: Final = 3

_COLUMNS = ("code", "kind", "title", "classes")
#: ``61--LEAD``, ``6530 -- BED``, ``65 - Gauze``; of 20, whose classes all end in 0, no year such as 2024.
_PRODUCT = re.compile(r"\s*(?!20[0-9][1-9])([0-9]{2})(?:[0-9]{2})?(?:\s*--|\s+-\s)")
#: ``R--Language services``, ``D -- Telephone``.
_SERVICE = re.compile(r"\s*([A-Z])\s*--")


@dataclass(frozen=True, slots=True)
class SupplyGroup:
    """A federal supply group (two digits) or a letter of the service codes.

    ``classes`` (six digits, SCIAN 2023) make the goods of the group, the most frequent first; empty for a
    service and for what no factory makes. A group is wide: a prior about a notice, no evidence about a good.
    """

    code: str
    kind: str
    title: str
    classes: tuple[str, ...]
    source: str
    mark: str


def supply_group(code: str) -> SupplyGroup | None:
    """The group of that code (``65``, ``R``), None if there is none."""
    return _by_code().get(code.strip())


def group_of_title(title: str) -> SupplyGroup | None:
    """The group that the code at the head of a notice's title names, None where there is no such code.

    A product's code has two or four digits and stands before ``--`` or a hyphen between spaces; a service's
    is one capital letter before ``--``.
    """
    found = _PRODUCT.match(title) or _SERVICE.match(title)
    return supply_group(found[1]) if found else None


def named_item(title: str) -> str:
    """The item that a notice's title names after its code, in the order of speech: of ``41--FAN,VANEAXIAL``,
    VANEAXIAL FAN. Federal item names put the noun first and what it is like behind commas."""
    found = _PRODUCT.match(title) or _SERVICE.match(title)
    noun, *modifiers = [part.strip() for part in title[found.end() if found else 0 :].split(",")]
    if any(len(part.split()) > MODIFIER_WORDS for part in modifiers):
        return ", ".join([noun, *modifiers])
    return " ".join([*modifiers, noun]).strip()


@cache
def _by_code() -> dict[str, SupplyGroup]:
    rows = read_keyed(reference("federal_supply.csv"), _COLUMNS)
    return {row["code"]: _group(row) for row in rows}


def _group(row: Row) -> SupplyGroup:
    kind = row.one_of("kind", KINDS)
    if not re.fullmatch("[0-9]{2}" if kind == "product" else "[A-Z]", row["code"]):
        wanted = "two digits" if kind == "product" else "one capital letter"
        raise row.error("code", f"'{row['code']}' is no code of a {kind}; give {wanted}")
    classes = row.parts("classes")
    if classes and kind == "service":
        raise row.error("classes", "a service has none; leave it empty")
    for code in classes:
        if len(code) != 6 or scian_class(code) is None:
            raise row.error("classes", f"'{code}' is no class of SCIAN 2023; give six digits that it holds")
    return SupplyGroup(
        code=row["code"],
        kind=kind,
        title=row.required("title"),
        classes=classes,
        source=row["source"],
        mark=row["mark"],
    )
