"""What the illustrative directory is made from: phrases in a plant's voice, decoys, and needs, each a CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.knowledge.items import ITEMS, Item
from matcher.knowledge.tables import Row, read_plain

_PHRASES = ("item_id", "es1", "es2", "es3", "en1", "en2")
_DECOYS = ("decoy_id", "trap_for", "scian", "kind", "sense", "text_es", "text_en")
_NEEDS = (
    "need_id",
    "sector",
    "language",
    "title",
    "text",
    "required_certifications",
    "wants",
    "near",
    "traps",
)


@dataclass(frozen=True, slots=True)
class Said:
    """How plants say that they make an item: ``spanish`` from terse to by what they do, ``english`` twice."""

    item: Item
    spanish: tuple[str, str, str]
    english: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decoy:
    """A firm whose words look like an item that it does not make; ``sense`` says what it is instead."""

    decoy_id: str
    trap_for: tuple[str, ...]
    scian: str
    kind: str
    sense: str
    text_es: str
    text_en: str


@dataclass(frozen=True, slots=True)
class JudgedNeed:
    """A need with the items it asks for, those that answer in part, and those that only look like it."""

    need_id: str
    text: str
    required_certifications: tuple[str, ...]
    wants: tuple[str, ...]
    near: tuple[str, ...]
    traps: tuple[str, ...]


def read_phrases(folder: Path) -> list[Said]:
    """What is said of each item, by sector and item. Raises TableError naming file, line and field."""
    items = {item.item_id: item for item in ITEMS}
    found: dict[str, Said] = {}
    for row in _rows(folder / "phrases", _PHRASES):
        item = items.get(row["item_id"])
        if item is None or item.item_id in found:
            raise row.error("item_id", f"'{row['item_id']}' is no item of the catalogue, or is there already")
        said = [row.required(field) for field in _PHRASES[1:]]
        found[item.item_id] = Said(item, (said[0], said[1], said[2]), (said[3], said[4]))
    return list(found.values())


def read_decoys(folder: Path, items: Sequence[str]) -> list[Decoy]:
    """The decoys; every item that one is a trap for must be among ``items``. Raises TableError."""
    known = set(items)
    found = []
    for row in _rows(folder / "decoys", _DECOYS):
        row.keys("trap_for", known, "phrases")
        cells = (row["scian"], row["kind"], row["sense"], row.required("text_es"), row["text_en"])
        found.append(Decoy(row.required("decoy_id"), row.parts("trap_for"), *cells))
    return found


def read_judged_needs(path: Path, items: Sequence[str]) -> list[JudgedNeed]:
    """What each need of the needs table wants, by item. Raises TableError."""
    known = set(items)
    found = []
    for row in read_plain(path, _NEEDS):
        for field in ("wants", "near", "traps"):
            row.keys(field, known, "phrases")
        row.required("wants")
        lists = (row.parts(field) for field in ("required_certifications", "wants", "near", "traps"))
        found.append(JudgedNeed(row.required("need_id"), row.required("text"), *lists))
    return found


def _rows(folder: Path, columns: Sequence[str]) -> Iterator[Row]:
    for path in sorted(folder.glob("*.csv")):
        yield from read_plain(path, columns)
