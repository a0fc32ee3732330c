"""Conversion edges: which plants could turn to which product, how fast, and what they would lack.

Conversion time belongs to the product, not to the plant: the same sewing floor made gowns in a week and
masks in three months. Each edge keeps two clocks: emergency (waivers, licensed designs) and ordinary (full
certification). Months are expert estimates; an edge marked V has a documented precedent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from matcher.knowledge import certificates, processes
from matcher.knowledge.scian import class_codes
from matcher.knowledge.tables import Row, read_keyed, reference
from matcher.text import fold, words

EFFORTS: Final = ("low", "low-medium", "medium", "medium-high", "high")
_COLUMNS = (
    "id",
    "from_classes",
    "present_processes",
    "product_en",
    "product_es",
    "to_classes",
    "effort",
    "emergency_months_min",
    "emergency_months_max",
    "ordinary_months_min",
    "ordinary_months_max",
    "missing_certificates",
    "also_needed",
    "note",
    "precedent",
    "only_if_says",
    "unless_says",
    "need_says",
    "sign",
)

#: What a plant's own words show of an edge from its class: nothing, the right kind of plant, something else
#: that may go together with it, a kind that the edge is not for.
Shown = Literal["nothing", "right", "other", "wrong"]
SHOWN: Final[tuple[Shown, ...]] = get_args(Shown)

#: Edges that could work, and edges that look as if they could and do not; read when first asked for.
CONVERSIONS: tuple[Conversion, ...]
NEGATIVE_CONVERSIONS: tuple[Conversion, ...]


@dataclass(frozen=True, slots=True)
class Conversion:
    """An edge from plants of some classes to a product.

    ``from_classes`` are SCIAN prefixes, ``to_classes`` the classes that normally make the product;
    ``present_processes`` and ``missing_certificates`` are keys of those tables. Months run
    from least to most; None on a negative edge (``sign`` -1), whose ``note`` says why it does not work.
    ``only_if_says`` and ``unless_says`` are starts of words in a plant's own text. A negative edge holds
    for the plants of its classes that have one of the first (all, where there is none) and none of the
    second; of a positive edge they tell the right kind of plant in a broad class, and the wrong one.
    ``need_says`` are starts of words of which a need must have one, where there are any.
    """

    id: str
    from_classes: tuple[str, ...]
    present_processes: tuple[str, ...]
    product_en: tuple[str, ...]
    product_es: tuple[str, ...]
    to_classes: tuple[str, ...]
    effort: str
    emergency_months: tuple[float, float] | None
    ordinary_months: tuple[float, float] | None
    missing_certificates: tuple[str, ...]
    also_needed: str
    note: str
    precedent: str
    only_if_says: tuple[str, ...]
    unless_says: tuple[str, ...]
    need_says: tuple[str, ...]
    sign: int
    source: str
    mark: str

    def starts_from(self, scian: str) -> bool:
        """Whether a plant of that class, 2 to 6 digits, falls under ``from_classes``."""
        return any(scian.startswith(prefix) for prefix in self.from_classes)

    def is_asked_by(self, text: str) -> bool:
        """Whether a need of these words can be for the edge's product: not every battery is of lithium."""
        return not self.need_says or _says_any(words(text), self.need_says)

    def holds_for(self, text: str) -> bool:
        """Whether a negative edge holds for a plant of its classes that says this of itself."""
        said = words(text)
        named = not self.only_if_says or _says_any(said, self.only_if_says)
        return named and not _says_any(said, self.unless_says)

    def shown_by(self, text: str) -> Shown:
        """What a plant of the edge's classes shows of itself by what it says: the kind that converts, or not.

        A word of the right kind outweighs one of the wrong kind: a plant makes several things.
        """
        said = words(text)
        if not said or not self.only_if_says:
            return "nothing"
        if _says_any(said, self.only_if_says):
            return "right"
        return "wrong" if _says_any(said, self.unless_says) else "other"


def _says_any(said: Sequence[str], starts: Sequence[str]) -> bool:
    return any(word.startswith(fold(start)) for word in said for start in starts)


def conversions_from(scian: str) -> tuple[Conversion, ...]:
    """The edges that start from a class, in the order of their ids; negative ones are kept apart."""
    return tuple(edge for edge in _conversions() if edge.sign > 0 and edge.starts_from(scian.strip()))


def negative_conversions_from(scian: str) -> tuple[Conversion, ...]:
    """The tempting edges from a class that do not work, in the order of their ids."""
    return tuple(edge for edge in _conversions() if edge.sign < 0 and edge.starts_from(scian.strip()))


@cache
def _conversions() -> tuple[Conversion, ...]:
    known_processes = {process.key for process in processes.PROCESSES}
    known_certificates = {certificate.key for certificate in certificates.CERTIFICATES}
    rows = read_keyed(reference("conversions.csv"), _COLUMNS)
    return tuple(_conversion(row, known_processes, known_certificates) for row in rows)


def _conversion(row: Row, known_processes: set[str], known_certificates: set[str]) -> Conversion:
    sign = int(row.one_of("sign", ("1", "-1")))
    return Conversion(
        id=row.required("id"),
        from_classes=class_codes(row, "from_classes"),
        present_processes=row.keys("present_processes", known_processes, "processes.csv"),
        product_en=row.parts("product_en"),
        product_es=row.parts("product_es"),
        to_classes=class_codes(row, "to_classes"),
        effort=row.one_of("effort", EFFORTS if sign > 0 else ("",)),
        emergency_months=_months(row, "emergency_months", sign),
        ordinary_months=_months(row, "ordinary_months", sign),
        missing_certificates=row.keys("missing_certificates", known_certificates, "certificates.csv"),
        also_needed=row["also_needed"],
        note=row["note"],
        precedent=row["precedent"],
        only_if_says=row.parts("only_if_says"),
        unless_says=row.parts("unless_says"),
        need_says=row.parts("need_says"),
        sign=sign,
        source=row["source"],
        mark=row["mark"],
    )


def _months(row: Row, field: str, sign: int) -> tuple[float, float] | None:
    if sign < 0:
        return None
    least, most = row.number(f"{field}_min"), row.number(f"{field}_max")
    if not 0 <= least <= most:
        raise row.error(f"{field}_max", f"{most:g} months is less than {field}_min, {least:g}")
    return least, most


def __getattr__(name: str) -> tuple[Conversion, ...]:
    if name == "CONVERSIONS":
        return tuple(edge for edge in _conversions() if edge.sign > 0)
    if name == "NEGATIVE_CONVERSIONS":
        return tuple(edge for edge in _conversions() if edge.sign < 0)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
