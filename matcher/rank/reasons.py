"""Reasons: what a candidate lacks, what is unknown of it, why it stands here, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final

from matcher.knowledge.certificates import certificate
from matcher.knowledge.conversions import Conversion
from matcher.knowledge.places import land_ports
from matcher.knowledge.scian import title
from matcher.model import Need, Reasons, Route, Supplier
from matcher.rank.asked import Asked
from matcher.rank.catalogue import SECOND, Known
from matcher.rank.facts import CLIENT_CLASSES, Facts
from matcher.rank.routes import UNDOCUMENTED_MONTHS, Routes
from matcher.text import split_list

#: What a buyer needs to know of any supplier before calling: field, and the question to ask.
ALWAYS_ASKED: Final = (
    ("certifications", "certificates held"),
    ("employees_min", "size (employees)"),
    ("lead_time_weeks", "lead time"),
    ("last_seen", "whether it still operates"),
    ("municipality", "where the plant is"),
)
#: Class weight from which a sentence about the class is evidence worth printing.
TELLING_CLASS: Final = 0.2
#: Product value from which the same holds for its own words.
TELLING_PRODUCT: Final = 0.1
#: Years after which "old is not closed" is worth saying.
OLD_YEARS: Final = 5
#: Checks on any shelter before a contract (practice among sourcing advisers).
SHELTER_CHECKS: Final = (
    "Before signing, check: IMMEX shelter (albergue) programme active, VAT/IEPS certification, "
    "not on SAT list 69-B, no screening hit, exit clause."
)


@dataclass(frozen=True, slots=True)
class Explainer:
    """Gives the reasons of one candidate at a time. Sentences only repeat what the criteria measured."""

    need: Need
    facts: Facts
    asked: Asked
    routes: Routes
    newest: int | None
    nearest_words: Callable[[Sequence[str]], list[str]]

    def __call__(self, row: int, supplier: Supplier, route: Route, values: Mapping[str, float]) -> Reasons:
        """The reasons of the supplier in that row; ``values`` are its criteria, NaN where unknown."""
        edge = self.routes.edge_of(row)
        return Reasons(
            missing=tuple(self._missing(supplier, edge)),
            unknown=tuple(self._unknown(supplier)),
            evidence=tuple(self._evidence(row, supplier, route, values)),
            hints=tuple(self._hints(supplier, route, edge)),
        )

    def _missing(self, supplier: Supplier, edge: Conversion | None) -> Iterator[str]:
        asked = dict.fromkeys((*self.need.required_certifications, *self.need.preferred_certifications))
        if supplier.certifications:
            yield from (_certificate_name(key) for key in asked if key not in supplier.certifications)
        if edge is not None:
            for key in edge.missing_certificates:
                if key not in supplier.certifications and key not in asked:
                    yield f"{_certificate_name(key)} (usually to be won for this conversion)"

    def _unknown(self, supplier: Supplier) -> Iterator[str]:
        if not supplier.certifications:
            for key in dict.fromkeys(
                (*self.need.required_certifications, *self.need.preferred_certifications)
            ):
                yield f"certificate {_certificate_name(key)}"
        for field, label in ALWAYS_ASKED:
            if not getattr(supplier, field):
                yield label

    def _evidence(
        self, row: int, supplier: Supplier, route: Route, values: Mapping[str, float]
    ) -> Iterator[str]:
        quoted = self.nearest_words((*supplier.products, *supplier.processes))
        if quoted:
            yield f"{'its clients make' if route == 'hosts' else 'its own words'}: {'; '.join(quoted)}"
        yield from self._product_evidence(values["product"])
        if values["class"] >= TELLING_CLASS and route != "converts":
            yield from self._class_evidence(supplier, route, values["class"])
        if not isnan(values["process"]) and self.asked.processes and values["process"] > 0:
            yield f"processes needed ({', '.join(self.asked.processes)}): {values['process']:.0%} met"
        yield from self._place_evidence(row)
        if supplier.last_seen:
            yield f"seen {_years(supplier)} in {supplier.source or 'its source'}"

    def _product_evidence(self, value: float) -> Iterator[str]:
        named = self.asked.likely.items[0][0] if self.asked.likely.items else None
        if named is not None and value >= TELLING_PRODUCT:
            yield f"its own words fit {named.name} or what is nearest to it (evidence {value:.2f})"

    def _class_evidence(self, supplier: Supplier, route: Route, weight: float) -> Iterator[str]:
        if route == "hosts":
            best = max(split_list(supplier.extra.get(CLIENT_CLASSES, "")), key=self._class_weight, default="")
            yield f"runs a client's plant of class {best} ({title(best, 'en') or title(best)})"
        elif supplier.scian:
            name = title(supplier.scian, "en") or title(supplier.scian)
            item = self.asked.likely.named
            made = item.name if item and item.classes.get(supplier.scian, 0.0) >= SECOND else "such items"
            yield f"class {supplier.scian} ({name}) makes {made} (evidence {weight:.2f})"

    def _convertible_item(self, supplier: Supplier) -> Known | None:
        items = (item for item, _ in self.asked.likely.items)
        return next((item for item in items if supplier.scian in item.classes_convert), None)

    def _class_weight(self, code: str) -> float:
        return self.asked.classes.get(code, 0.0)

    def _place_evidence(self, row: int) -> Iterator[str]:
        if self.facts.crossing_at[row] >= 0:
            port = land_ports()[self.facts.crossing_at[row]]
            yield f"about {self.facts.crossing_km[row]:,.0f} km by road to {port.name} (estimate)"

    def _hints(self, supplier: Supplier, route: Route, edge: Conversion | None) -> Iterator[str]:
        if edge is not None:
            yield conversion_sentence(edge, self.asked.edge_products.get(edge.id))
        elif route == "converts" and (item := self._convertible_item(supplier)):
            yield (
                f"Plants of its class could convert to {item.name} (catalogue, [{item.mark}]); months not "
                f"documented, reckon with {UNDOCUMENTED_MONTHS:.0f}."
            )
        elif route == "converts":
            yield f"No precedent, only related processes: {UNDOCUMENTED_MONTHS:.0f} months or more."
        if route == "hosts":
            yield SHELTER_CHECKS
        if supplier.last_seen and self.newest and self.newest - supplier.last_seen >= OLD_YEARS:
            yield f"Last seen {supplier.last_seen}: old is not closed; confirm that it operates."


def conversion_sentence(edge: Conversion, product: str | None = None) -> str:
    """One sentence for a conversion edge: to what (the edge's first product unless one is named), both
    clocks, precedent, how sure."""
    clock = (
        f"{_span(edge.emergency_months)} months in an emergency, "
        f"{_span(edge.ordinary_months)} with full certification"
    )
    precedent = f" Precedent: {edge.precedent}." if edge.precedent else ""
    also = f" Also needed: {edge.also_needed}." if edge.also_needed else ""
    return f"Conversion {edge.id} to {product or edge.product_en[0]}: {clock} [{edge.mark}].{also}{precedent}"


def _span(months: tuple[float, float] | None) -> str:
    if months is None:
        return "unknown"
    low, high = months
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _years(supplier: Supplier) -> str:
    if supplier.first_seen and supplier.first_seen != supplier.last_seen:
        return f"{supplier.first_seen} to {supplier.last_seen}"
    return str(supplier.last_seen)


def _certificate_name(key: str) -> str:
    known = certificate(key)
    return known.name if known else key
