"""Who is in the illustrative directory and what is true of each: drawn before a word is written about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from matcher.illustrative.source import Decoy, Said
from matcher.knowledge.items import Item
from matcher.knowledge.scian import index_terms
from matcher.model.supplier import Kind

Role = Literal["maker", "convertible", "shelter", "decoy", "bystander"]

#: How many of each role; about as uneven as real directories are.
MAKERS_PER_ITEM: Final = 5
CONVERTIBLES: Final = 520
SHELTERS: Final = 100
COPIES_OF_A_DECOY: Final = 2
BYSTANDERS: Final = 200
#: Shares of plants whose class is another than the item's main one: a possible one, a wrong one, none.
CLASS_POSSIBLE, CLASS_WRONG, CLASS_UNKNOWN = 0.10, 0.06, 0.06


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a supplier, whatever its texts say.

    ``makes`` are items it makes today, ``could`` those it could convert to, ``hosts`` those that the clients
    of a shelter make; ``trap_for`` those that a decoy only looks like. ``terms`` are what a plant makes that
    is no item of ours: official index terms.
    """

    role: Role
    kind: Kind
    scian: str | None
    makes: tuple[Item, ...] = ()
    could: tuple[Item, ...] = ()
    hosts: tuple[Item, ...] = ()
    terms: tuple[str, ...] = ()
    decoy: Decoy | None = None

    @property
    def processes(self) -> tuple[str, ...]:
        """Keys of the processes it runs: those of what it makes, or of what it could first turn to."""
        shown = self.makes or self.hosts or self.could[:1]
        return tuple(dict.fromkeys(key for item in shown for key in item.processes))

    @property
    def trap_for(self) -> tuple[str, ...]:
        """Ids of the items that it only looks like."""
        return self.decoy.trap_for if self.decoy else ()


def draw(said: Sequence[Said], decoys: Sequence[Decoy], random: Random) -> list[Truth]:
    """Every supplier's truth, shuffled; the same inputs and seed give the same list."""
    items = [one.item for one in said]
    drawn = [
        *_makers(items, random),
        *_convertibles(items, random),
        *_shelters(items, random),
        *(_decoy(decoy) for decoy in decoys for _ in range(COPIES_OF_A_DECOY)),
        *_bystanders(items, random),
    ]
    random.shuffle(drawn)
    return drawn


def _makers(items: Sequence[Item], random: Random) -> Iterator[Truth]:
    akin = {item.item_id: [other for other in items if are_akin(item, other)] for item in items}
    for item in items:
        for _ in range(MAKERS_PER_ITEM):
            others = akin[item.item_id]
            more = random.sample(others, min(len(others), random.choice((0, 0, 1, 1, 2, 3))))
            yield Truth("maker", "manufacturer", _reported_class(item, items, random), makes=(item, *more))


def are_akin(item: Item, other: Item) -> bool:
    """Whether one plant plausibly makes both: same sector, same class, a process shared."""
    return (
        other.item_id != item.item_id
        and other.sector == item.sector
        and other.classes_main[0] == item.classes_main[0]
        and bool({*other.processes} & {*item.processes})
    )


def _reported_class(item: Item, items: Sequence[Item], random: Random) -> str | None:
    at = random.random()
    if at < CLASS_UNKNOWN:
        return None
    if at < CLASS_UNKNOWN + CLASS_WRONG:
        return random.choice(items).classes_main[0]
    if at < CLASS_UNKNOWN + CLASS_WRONG + CLASS_POSSIBLE and item.classes_possible:
        return random.choice(item.classes_possible)
    return random.choice(item.classes_main)


def _convertibles(items: Sequence[Item], random: Random) -> Iterator[Truth]:
    """Plants of a class from which items could be reached; what they make today is in the index terms."""
    reachable: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for code in item.classes_convert:
            if code not in (*item.classes_main, *item.classes_possible):
                reachable[code].append(item)
    terms = _terms_by_class()
    classes = sorted(code for code in reachable if code in terms)
    for number in range(CONVERTIBLES):
        code = classes[number % len(classes)]
        could = _one_family(reachable[code], random)
        kind: Kind = "convertible" if random.random() < 0.6 else "manufacturer"
        today = random.sample(terms[code], min(len(terms[code]), random.randint(1, 3)))
        yield Truth("convertible", kind, code, could=could, terms=tuple(today))


def _one_family(items: Sequence[Item], random: Random) -> tuple[Item, ...]:
    """One item and those that need the same processes: what a plant with that equipment could turn to."""
    first = random.choice(items)
    akin = (item for item in items if item is not first and len({*item.processes} & {*first.processes}) >= 2)
    return (first, *akin)


def _shelters(items: Sequence[Item], random: Random) -> Iterator[Truth]:
    by_sector: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.kind in ("finished", "component"):
            by_sector[item.sector].append(item)
    sectors = sorted(by_sector)
    for number in range(SHELTERS):
        home = by_sector[sectors[number % len(sectors)]]
        also = by_sector[random.choice(sectors)]
        hosts = (*random.sample(home, min(3, len(home))), random.choice(also))
        yield Truth("shelter", "shelter", "561210" if random.random() < 0.3 else None, hosts=hosts)


def _decoy(decoy: Decoy) -> Truth:
    kind: Kind = "convertible" if decoy.kind == "convertible" else "manufacturer"
    return Truth("decoy", kind, decoy.scian, decoy=decoy)


def _bystanders(items: Sequence[Item], random: Random) -> Iterator[Truth]:
    """Plants of classes that no item has anything to do with: food, wood, furniture."""
    near = {
        code for item in items for code in (*item.classes_main, *item.classes_possible, *item.classes_convert)
    }
    terms = {code: found for code, found in _terms_by_class().items() if code not in near}
    for _ in range(BYSTANDERS):
        code = random.choice(sorted(terms))
        today = random.sample(terms[code], min(len(terms[code]), 2))
        yield Truth("bystander", "manufacturer", code, terms=tuple(today))


def _terms_by_class() -> dict[str, list[str]]:
    terms: dict[str, list[str]] = defaultdict(list)
    for term in index_terms():
        if term.language == "es" and len(term.code) == 6:
            terms[term.code].append(term.term.split(",")[0])
    return {code: sorted(set(found)) for code, found in terms.items()}
