"""Who answers a judged need, and how well: read off the truth behind each supplier, never off its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from matcher.illustrative.plants import Truth, are_akin
from matcher.illustrative.source import JudgedNeed, Said
from matcher.knowledge.items import Item
from matcher.model.supplier import Route

#: The grade of a supplier that makes what is asked for.
BEST: Final = 3
#: The grade of one that may well, for all its record says.
VAGUELY: Final = 1


@dataclass(frozen=True, slots=True)
class Judgment:
    """How well a supplier answers: 3 makes it, 2 partly or could soon, 1 is akin, 0 only looks like it."""

    need_id: str
    supplier_id: str
    route: Route
    grade: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What records show that bears on a grade: certificates, and who does not say what it makes."""

    certificates: Mapping[str, tuple[str, ...]]
    vague: frozenset[str]


def judge(
    need: JudgedNeed, truth_of: Mapping[str, Truth], shown: Shown, said: Mapping[str, Said]
) -> Iterator[Judgment]:
    """Every supplier that answers the need to some degree, and the decoys laid out for it (grade 0).

    Who is known to lack a required certificate does not answer; of whom nothing is known may. A plant that
    only names its line of business gets 1, whatever it makes: nobody could tell from its record.
    """
    wanted = [said[item_id].item for item_id in need.wants]
    near = set(need.near)
    traps = {*need.wants, *need.traps}
    for supplier_id, truth in truth_of.items():
        held = shown.certificates[supplier_id]
        if held and not {*need.required_certifications} <= {*held}:
            continue
        route, grade = _grade(truth, wanted, near, {*need.traps})
        if supplier_id in shown.vague:
            grade = min(grade, VAGUELY)
        if grade:
            yield Judgment(need.need_id, supplier_id, route, grade)
        elif traps & {*truth.trap_for}:
            yield Judgment(need.need_id, supplier_id, "makes", 0)


def _grade(truth: Truth, wanted: list[Item], near: set[str], traps: set[str]) -> tuple[Route, int]:
    if truth.role == "shelter":
        return "hosts", _hosting(truth, wanted)
    made = {item.item_id for item in truth.makes}
    if made & {item.item_id for item in wanted}:
        return "makes", BEST
    if made & near:
        return "makes", 2
    if any(are_akin(item, other) for item in wanted for other in truth.makes if other.item_id not in traps):
        return "makes", 1
    could = {item.item_id for item in truth.could}
    if could & {item.item_id for item in wanted}:
        return "converts", 2
    other_makes = [other for other in truth.makes if other.item_id not in traps]
    return "converts", int(any(_within_reach(item, other) for item in wanted for other in other_makes))


def _hosting(truth: Truth, wanted: list[Item]) -> int:
    """2 when a client's plant is of the class that makes it, 1 when one is of its sector."""
    classes = {code for item in wanted for code in item.classes_main}
    if classes & {item.classes_main[0] for item in truth.hosts}:
        return 2
    return int(bool({item.sector for item in wanted} & {item.sector for item in truth.hosts}))


def _within_reach(wanted: Item, made: Item) -> bool:
    """Whether a plant of the one's class could turn to the other, and two processes are shared."""
    shared = {*wanted.processes} & {*made.processes}
    return made.classes_main[0] in wanted.classes_convert and len(shared) >= 2
