"""The catalogue of critical items: what buyers ask for, in their words, and which classes make it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any, Final

from matcher.knowledge import certificates, processes, sectors
from matcher.knowledge.scian import scian_class
from matcher.knowledge.tables import Row, read_table, reference

KINDS: Final = ("finished", "component", "material", "packaging", "service")
#: Whether Mexico makes it: as a matter of course, in few places, or not at scale.
SUPPLY: Final = ("made", "limited", "not_at_scale")
#: One item in this many is held out when it is measured whether the rest generalises.
HELD_OUT_OF: Final = 10
_COLUMNS = (
    "item_id",
    "sector",
    "kind",
    "name_en",
    "name_es",
    "synonyms_en",
    "synonyms_es",
    "abbreviations",
    "buyer_en",
    "buyer_es",
    "described_en",
    "described_es",
    "classes_main",
    "classes_possible",
    "classes_convert",
    "hs",
    "fda_code",
    "processes",
    "parts",
    "certificates",
    "confused_with",
    "mexico",
    "index_note",
)

#: Every item, by sector file and row; read when first asked for.
ITEMS: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that buyers ask for. Classes are SCIAN 2023: ``classes_main`` make it, the first of them most
    often; ``classes_possible`` may; plants of ``classes_convert`` could convert to it.

    ``buyer_en`` and ``buyer_es`` are two buyers' own words, ``described_en`` and ``described_es`` how it is
    described without its name; ``mexico`` is one of SUPPLY; ``index_note`` says
    why the nearest official index term names another class.
    """

    item_id: str
    sector: str
    kind: str
    name_en: str
    name_es: str
    synonyms_en: tuple[str, ...]
    synonyms_es: tuple[str, ...]
    abbreviations: tuple[str, ...]
    buyer_en: str
    buyer_es: str
    described_en: tuple[str, ...]
    described_es: tuple[str, ...]
    classes_main: tuple[str, ...]
    classes_possible: tuple[str, ...]
    classes_convert: tuple[str, ...]
    hs: tuple[str, ...]
    fda_code: tuple[str, ...]
    processes: tuple[str, ...]
    parts: tuple[str, ...]
    certificates: tuple[str, ...]
    confused_with: tuple[str, ...]
    mexico: str
    index_note: str
    source: str
    mark: str

    @property
    def held_out(self) -> bool:
        """Whether the item is kept aside for measuring: one in ten, by its id alone."""
        return blake2b(self.item_id.encode(), digest_size=1).digest()[0] % HELD_OUT_OF == 0

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, in both languages, abbreviations too."""
        names = (self.name_en, self.name_es, *self.synonyms_en, *self.synonyms_es, *self.abbreviations)
        return tuple(dict.fromkeys(names))

    @property
    def phrases(self) -> tuple[str, ...]:
        """What it is called, and how a buyer would say it."""
        return tuple(dict.fromkeys((*self.names, self.buyer_en, self.buyer_es)))

    @property
    def document(self) -> str:
        """All that is said of it, as one text to look things up in."""
        return ". ".join((*self.phrases, *self.parts, *self.described_en, *self.described_es))


@cache
def _items() -> tuple[Item, ...]:
    known = _Known(
        tuple(sector.key for sector in sectors.SECTORS),
        frozenset(process.key for process in processes.PROCESSES),
        frozenset(certificate.key for certificate in certificates.CERTIFICATES),
    )
    found: dict[str, Item] = {}
    for path in sorted(reference("items").glob("*.csv")):
        for row in read_table(path, _COLUMNS):
            item = _item(row, known)
            if item.item_id in found:
                raise row.error("item_id", f"'{item.item_id}' is there already; ids must be unique")
            found[item.item_id] = item
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Known:
    sectors: tuple[str, ...]
    processes: frozenset[str]
    certificates: frozenset[str]


def _item(row: Row, known: _Known) -> Item:
    return Item(
        item_id=row.required("item_id"),
        sector=row.one_of("sector", known.sectors),
        kind=row.one_of("kind", KINDS),
        name_en=row.required("name_en"),
        name_es=row.required("name_es"),
        synonyms_en=row.parts("synonyms_en"),
        synonyms_es=row.parts("synonyms_es"),
        abbreviations=row.parts("abbreviations"),
        buyer_en=row.required("buyer_en"),
        buyer_es=row.required("buyer_es"),
        described_en=row.parts("described_en"),
        described_es=row.parts("described_es"),
        classes_main=_classes(row, "classes_main", at_least=1),
        classes_possible=_classes(row, "classes_possible"),
        classes_convert=_classes(row, "classes_convert"),
        hs=row.parts("hs"),
        fda_code=row.parts("fda_code"),
        processes=row.keys("processes", known.processes, "processes.csv"),
        parts=row.parts("parts"),
        certificates=row.keys("certificates", known.certificates, "certificates.csv"),
        confused_with=row.parts("confused_with"),
        mexico=row.one_of("mexico", SUPPLY),
        index_note=row["index_note"],
        source=row["source"],
        mark=row["mark"],
    )


def _classes(row: Row, field: str, at_least: int = 0) -> tuple[str, ...]:
    codes = row.parts(field)
    if len(codes) < at_least:
        raise row.error(field, "is empty; give the class that makes it")
    for code in codes:
        if len(code) != 6 or scian_class(code) is None:
            raise row.error(field, f"'{code}' is no class of SCIAN 2023; look it up in scian_classes.csv")
    return codes


def __getattr__(name: str) -> Any:
    if name == "ITEMS":
        return _items()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
