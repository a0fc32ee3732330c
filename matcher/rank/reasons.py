"""Reasons, in either language: what a candidate lacks, what is unknown, why it stands here, what to mind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from matcher.knowledge.certificates import certificate
from matcher.knowledge.conversions import Conversion
from matcher.model import Need, Reasons, Route, Supplier
from matcher.rank.asked import Asked
from matcher.rank.catalogue import Known
from matcher.rank.facts import CLIENT_CLASSES
from matcher.rank.finance import finance_hints
from matcher.rank.hosting import hosting_checks, hosting_evidence
from matcher.rank.measure import Language, Measure
from matcher.rank.precedent import conversion_path
from matcher.rank.routes import MAKES_BY_CLASS, MAKES_BY_WORDS_SUPPORTED, UNDOCUMENTED_MONTHS, Routes
from matcher.rank.telling import SAYS_ENOUGH
from matcher.rank.trade import trade_hints

#: What a buyer needs to know of any supplier before calling: field, and the question to ask.
ALWAYS_ASKED: Final[tuple[tuple[str, Mapping[Language, str]], ...]] = (
    ("certifications", {"en": "certificates held", "es": "certificados con que cuenta"}),
    ("employees_min", {"en": "size (employees)", "es": "tamaño (empleados)"}),
    ("lead_time_weeks", {"en": "lead time", "es": "tiempo de entrega"}),
    ("last_seen", {"en": "whether it still operates", "es": "si sigue operando"}),
    ("municipality", {"en": "where the plant is", "es": "dónde está la planta"}),
)
#: What nobody can tell of a plant that only its class speaks for.
ONLY_ITS_CLASS: Final[Mapping[Language, str]] = {
    "en": "whether it makes this item (its class does; its own words do not name it)",
    "es": "si fabrica este artículo (su clase sí; sus propias palabras no lo nombran)",
}
#: The same of a plant whose class does not make it, or is unknown: its words are near, and that is all.
ONLY_NEAR: Final[Mapping[Language, str]] = {
    "en": "whether it makes this item (its own words are only near it)",
    "es": "si fabrica este artículo (sus propias palabras solo se le acercan)",
}
#: The same of a shelter no client of which is known.
NO_CLIENT_KNOWN: Final[Mapping[Language, str]] = {
    "en": "what its clients make (none of them is known)",
    "es": "qué fabrican sus clientes (no se conoce a ninguno)",
}
#: Criteria whose sentences are evidence, the most telling first.
EVIDENCE: Final = (
    "product",
    "class",
    "process",
    "certificates",
    "size",
    "lead_time",
    "destination",
    "crossing",
    "cluster",
    "security",
    "labour",
    "risk",
    "verification",
)
#: Years after which "old is not closed" is worth saying.
OLD_YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class Explainer:
    """Gives the reasons of one candidate at a time. Sentences only repeat what the criteria measured.

    ``measures`` are those of all criteria, by name; ``today`` is the day on which rules have to hold.
    """

    need: Need
    asked: Asked
    routes: Routes
    measures: Mapping[str, Measure]
    newest: int | None
    today: date
    nearest_words: Callable[[Sequence[str]], list[str]]

    def __call__(self, row: int, supplier: Supplier, route: Route, language: Language) -> Reasons:
        """The reasons of the supplier in that row."""
        edge = self.routes.edge_of(row)
        return Reasons(
            missing=tuple(self._missing(supplier, route, edge, language)),
            unknown=tuple(self._unknown(row, supplier, route, language)),
            evidence=tuple(self._evidence(row, supplier, route, language)),
            hints=tuple(self._hints(supplier, route, edge, language)),
        )

    def _missing(
        self, supplier: Supplier, route: Route, edge: Conversion | None, language: Language
    ) -> Iterator[str]:
        asked = self._certificates_asked()
        if supplier.certifications:
            yield from (_certificate_name(key) for key in asked if key not in supplier.certifications)
        to_win = {
            "en": "usually to be won for this conversion",
            "es": "por lo general hay que obtenerlo para esta conversión",
        }
        for key in self._to_win(supplier, route, edge):
            if key not in supplier.certifications and key not in asked:
                yield f"{_certificate_name(key)} ({to_win[language]})"

    def _to_win(self, supplier: Supplier, route: Route, edge: Conversion | None) -> tuple[str, ...]:
        """Certificates to win for a conversion: those of its edge, else what buyers of the item ask for."""
        if edge is not None:
            return edge.missing_certificates
        item = self._convertible_item(supplier) if route == "converts" else None
        return item.certificates if item else ()

    def _unknown(self, row: int, supplier: Supplier, route: Route, language: Language) -> Iterator[str]:
        if route == "makes" and not self._says_so(row):
            of_class = self.asked.classes.get(supplier.scian or "", 0.0) >= MAKES_BY_CLASS
            yield (ONLY_ITS_CLASS if of_class else ONLY_NEAR)[language]
        if route == "hosts" and not supplier.products and not supplier.extra.get(CLIENT_CLASSES):
            yield NO_CLIENT_KNOWN[language]
        if not supplier.certifications:
            name = "certificado" if language == "es" else "certificate"
            yield from (f"{name} {_certificate_name(key)}" for key in self._certificates_asked())
        for field, label in ALWAYS_ASKED:
            if not getattr(supplier, field):
                yield label[language]

    def _says_so(self, row: int) -> bool:
        """Whether the supplier's own words, not its class alone, say that it makes the item."""
        product, meaning = (float(self.measures[name].values[row]) for name in ("product", "meaning"))
        return product >= SAYS_ENOUGH or meaning >= MAKES_BY_WORDS_SUPPORTED

    def _certificates_asked(self) -> tuple[str, ...]:
        both = (*self.need.required_certifications, *self.need.preferred_certifications)
        return tuple(dict.fromkeys(both))

    def _evidence(self, row: int, supplier: Supplier, route: Route, language: Language) -> Iterator[str]:
        quoted = self.nearest_words((*supplier.products, *supplier.processes))
        if quoted:
            yield f"{_whose_words(route, language)}: {'; '.join(quoted)}"
        if route == "hosts":
            yield from hosting_evidence(supplier, self.need, self.asked, language)
        for name in EVIDENCE:
            if name == "class" and route == "converts":
                continue  # a class that makes it today is no reason for who has to convert
            if sentence := self.measures[name].say(row, language):
                yield sentence
        if supplier.last_seen:
            source = supplier.source or ("su fuente" if language == "es" else "its source")
            seen = _years(supplier, language)
            yield f"visto {seen} en {source}" if language == "es" else f"seen {seen} in {source}"

    def _hints(
        self, supplier: Supplier, route: Route, edge: Conversion | None, language: Language
    ) -> Iterator[str]:
        if route == "converts":
            yield self._way(supplier, edge, language)
        if route == "hosts":
            yield from hosting_checks(language)
        if supplier.last_seen and self.newest and self.newest - supplier.last_seen >= OLD_YEARS:
            yield _old(supplier.last_seen, language)
        yield from trade_hints(self.need, self.asked, supplier, self.today, language)
        yield from finance_hints(self.need, self.asked, supplier, self.today, language)

    def _way(self, supplier: Supplier, edge: Conversion | None, language: Language) -> str:
        """How a plant would get to the item, or that nobody wrote it down."""
        if edge is not None:
            product = self.asked.edge_products.get(edge.id)
            return conversion_path(edge, supplier, language, product=product)
        item = self._convertible_item(supplier)
        months = f"{UNDOCUMENTED_MONTHS:.0f}"
        if item is None and language == "es":
            return f"Sin precedente, solo procesos afines: {months} meses o más."
        if item is None:
            return f"No precedent, only related processes: {months} months or more."
        if language == "es":
            return (
                f"Plantas de su clase podrían convertirse a {item.name_es} (catálogo, [{item.mark}]); meses "
                f"sin documentar, calcule {months}."
            )
        return (
            f"Plants of its class could convert to {item.name} (catalogue, [{item.mark}]); months not "
            f"documented, reckon with {months}."
        )

    def _convertible_item(self, supplier: Supplier) -> Known | None:
        items = (item for item, _ in self.asked.likely.items)
        return next((item for item in items if supplier.scian in item.classes_convert), None)


def _whose_words(route: Route, language: Language) -> str:
    if language == "es":
        return "sus clientes fabrican" if route == "hosts" else "sus propias palabras"
    return "its clients make" if route == "hosts" else "its own words"


def _years(supplier: Supplier, language: Language) -> str:
    if supplier.first_seen and supplier.first_seen != supplier.last_seen:
        return f"{supplier.first_seen} {'a' if language == 'es' else 'to'} {supplier.last_seen}"
    return str(supplier.last_seen)


def _old(last_seen: int, language: Language) -> str:
    if language == "es":
        return f"Visto por última vez en {last_seen}: antiguo no es cerrado; confirme que opera."
    return f"Last seen {last_seen}: old is not closed; confirm that it operates."


def _certificate_name(key: str) -> str:
    known = certificate(key)
    return known.name if known else key
