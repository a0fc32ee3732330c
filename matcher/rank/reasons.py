"""Reasons, in either language: what a candidate lacks, what is unknown, why it stands here, what to mind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.certificates import certificate
from matcher.knowledge.conversions import Conversion
from matcher.model import Need, Reasons, Route, Supplier
from matcher.rank.asked import Asked, whole_text
from matcher.rank.catalogue import DOUBTFUL, Known
from matcher.rank.facts import CLIENT_CLASSES
from matcher.rank.finance import finance_hints
from matcher.rank.hosting import hosting_checks, hosting_evidence
from matcher.rank.measure import Language, Measure
from matcher.rank.precedent import conversion_path
from matcher.rank.routes import MAKES_BY_CLASS, UNDOCUMENTED_MONTHS, Routes
from matcher.rank.trade import trade_hints

#: What a buyer needs to know of any supplier before calling: field, and the question to ask.
ALWAYS_ASKED: Final[tuple[tuple[str, Mapping[Language, str]], ...]] = (
    ("certifications", {"en": "certificates held", "es": "certificados con que cuenta"}),
    ("employees_min", {"en": "size (employees)", "es": "tamaño (empleados)"}),
    ("lead_time_weeks", {"en": "lead time", "es": "tiempo de entrega"}),
    ("last_seen", {"en": "whether it still operates", "es": "si sigue operando"}),
    ("municipality", {"en": "where the plant is", "es": "dónde está la planta"}),
)
#: Certificates that only parts for drinking water need, and how a need says that it is for water.
DRINKING_WATER: Final = frozenset({"nsf_60", "nsf_61", "nsf_372", "nsf_42_53_58"})
_FOR_WATER: Final = re.compile(r"\b(?:water|potable|aguas?|acueductos?)\b", re.IGNORECASE)
#: How near words of a shelter's many clients have to be to be quoted; of a plant the nearest always are.
CLIENTS_WORDS: Final = 0.3
NO_LEAST: Final = -1.0
#: Cosine from which the product of an edge is what is asked for, and not only near it.
THE_PRODUCT: Final = 0.78
#: What nobody can tell of a plant that only its class speaks for.
ONLY_ITS_CLASS: Final[Mapping[Language, str]] = {
    "en": "whether it makes this item (its class does; its own words do not name it)",
    "es": "si fabrica este artículo (su clase sí; sus propias palabras no lo nombran)",
}
#: The same of one whose own words name such a thing, and not which.
ONLY_THE_KIND: Final[Mapping[Language, str]] = {
    "en": "whether it makes this very item (its own words name such things, not which)",
    "es": "si fabrica justo este artículo (sus propias palabras nombran tales cosas, no cuáles)",
}
#: The same of one that names things, none of them the item or near it.
NAMES_OTHERS: Final[Mapping[Language, str]] = {
    "en": "whether it makes this item (its class may; its own words name other products)",
    "es": "si fabrica este artículo (su clase puede; sus propias palabras nombran otros productos)",
}
#: The same of a plant whose class does not make it, or is unknown: its words are near, and that is all.
ONLY_NEAR: Final[Mapping[Language, str]] = {
    "en": "whether it makes this item (its own words are only near it)",
    "es": "si fabrica este artículo (sus propias palabras solo se le acercan)",
}
#: The same of a plant of which only the class is known.
NO_PRODUCT_KNOWN: Final[Mapping[Language, str]] = {
    "en": "what it makes today (no product of it is known)",
    "es": "qué fabrica hoy (no se conoce ningún producto suyo)",
}
#: The same of a shelter no client of which is known.
NO_CLIENT_KNOWN: Final[Mapping[Language, str]] = {
    "en": "what its clients make (none of them is known)",
    "es": "qué fabrican sus clientes (no se conoce a ninguno)",
}
#: What a shelter lacks whose known clients are all of other trades.
NO_CLIENT_FITS: Final[Mapping[Language, str]] = {
    "en": "a client that makes such things (none of those known does)",
    "es": "un cliente que fabrique algo así (ninguno de los conocidos lo hace)",
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
class Says:
    """What the own words of n suppliers say, each (n,) bool: ``so``, that they make the item; ``kind``, that
    they make something called so; ``others``, that they make other things; ``misfit``, of a shelter,
    that all its known clients do."""

    so: NDArray[np.bool_]
    kind: NDArray[np.bool_]
    others: NDArray[np.bool_]
    misfit: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Explainer:
    """Gives the reasons of one candidate at a time. Sentences only repeat what the criteria measured.

    ``measures`` are those of all criteria, by name; ``today`` is the day on which rules have to hold.
    """

    need: Need
    asked: Asked
    routes: Routes
    measures: Mapping[str, Measure]
    says: Says
    newest: int | None
    today: date
    nearest_words: Callable[[Sequence[str], float], list[str]]

    def __call__(self, row: int, supplier: Supplier, route: Route, language: Language) -> Reasons:
        """The reasons of the supplier in that row."""
        edge = self.routes.edge_of(row)
        return Reasons(
            missing=tuple(self._missing(row, supplier, route, edge, language)),
            unknown=tuple(self._unknown(row, supplier, route, language)),
            evidence=tuple(self._evidence(row, supplier, route, language)),
            hints=tuple(self._hints(supplier, route, edge, language)),
        )

    def _missing(
        self, row: int, supplier: Supplier, route: Route, edge: Conversion | None, language: Language
    ) -> Iterator[str]:
        if self.says.misfit[row]:
            yield NO_CLIENT_FITS[language]
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
        """Certificates to win for a conversion: those of its edge, else what buyers of the very item ask for.

        Not those of a neighbour of the item: a valve for a ship needs no listing for drinking water.
        """
        if route != "converts":
            return ()
        if edge is not None:
            found = edge.missing_certificates if self._is_the_product(edge) else ()
        else:
            item, share = self._convertible(supplier) or (None, 0.0)
            found = item.certificates if item and share >= DOUBTFUL else ()
        for_water = self.need.sector == "water_treatment" or _FOR_WATER.search(whole_text(self.need))
        return tuple(key for key in found if for_water or key not in DRINKING_WATER)

    def _unknown(self, row: int, supplier: Supplier, route: Route, language: Language) -> Iterator[str]:
        doubtful = route == "makes" and not self.says.so[row]
        if not _says_something(supplier) and (doubtful or route == "converts"):
            yield NO_PRODUCT_KNOWN[language]
        elif doubtful:
            yield self._doubt(row, supplier)[language]
        if route == "hosts" and not _has_clients(supplier):
            yield NO_CLIENT_KNOWN[language]
        if not supplier.certifications:
            name = "certificado" if language == "es" else "certificate"
            yield from (f"{name} {_certificate_name(key)}" for key in self._certificates_asked())
        for field, label in ALWAYS_ASKED:
            if not getattr(supplier, field):
                yield label[language]

    def _doubt(self, row: int, supplier: Supplier) -> Mapping[Language, str]:
        """Why nobody can tell whether a plant makes the item that its words do not quite say."""
        if self.says.kind[row]:
            return ONLY_THE_KIND
        if self.says.others[row]:
            return NAMES_OTHERS
        of_class = self.asked.classes.get(supplier.scian or "", 0.0) >= MAKES_BY_CLASS
        return ONLY_ITS_CLASS if of_class else ONLY_NEAR

    def _certificates_asked(self) -> tuple[str, ...]:
        both = (*self.need.required_certifications, *self.need.preferred_certifications)
        return tuple(dict.fromkeys(both))

    def _evidence(self, row: int, supplier: Supplier, route: Route, language: Language) -> Iterator[str]:
        if not self.says.misfit[row]:
            yield from self._quoted(supplier, route, language)
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

    def _quoted(self, supplier: Supplier, route: Route, language: Language) -> Iterator[str]:
        """The words of its own, or of its clients, that are nearest to the need, if any are near enough."""
        said = tuple(dict.fromkeys((*supplier.products, *supplier.processes)))
        nearest = self.nearest_words(said, CLIENTS_WORDS if route == "hosts" else NO_LEAST)
        if nearest:
            more = _more(len(said) - len(nearest), language)
            yield f"{_whose_words(route, language)}: {'; '.join(nearest)}{more}"

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
            very = self._is_the_product(edge)
            return conversion_path(edge, supplier, language, product=product, very=very)
        item, _ = self._convertible(supplier) or (None, 0.0)
        months = f"{UNDOCUMENTED_MONTHS:.0f}"
        if item is None and language == "es":
            return f"Sin precedente, solo procesos afines: {months} meses o más."
        if item is None:
            return f"No precedent, only related processes: {months} months or more."
        if language == "es":
            return (
                f"Plantas de su clase podrían convertirse a lo pedido; lo más cercano del catálogo: "
                f"{item.name_es} [{item.mark}]; meses sin documentar, calcule {months}."
            )
        return (
            f"Plants of its class could convert to what is asked for; nearest in the catalogue: {item.name} "
            f"[{item.mark}]; months not documented, reckon with {months}."
        )

    def _is_the_product(self, edge: Conversion) -> bool:
        """Whether an edge leads to what is asked for, and not only near it."""
        return self.asked.edges[edge.id] >= THE_PRODUCT

    def _convertible(self, supplier: Supplier) -> tuple[Known, float] | None:
        """The likeliest item that plants of the supplier's class could convert to, with its probability."""
        items = self.asked.likely.items
        return next((pair for pair in items if supplier.scian in pair[0].classes_convert), None)


def _more(left_out: int, language: Language) -> str:
    """That there are more words than are quoted: the nearest alone would flatter."""
    if not left_out:
        return ""
    return f" (y {left_out} más)" if language == "es" else f" (and {left_out} more)"


def _says_something(supplier: Supplier) -> bool:
    return bool(supplier.products or supplier.description)


def _has_clients(supplier: Supplier) -> bool:
    return bool(supplier.products or supplier.extra.get(CLIENT_CLASSES))


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
