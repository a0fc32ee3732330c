"""How a supplier's truth is told: in Spanish, English or both, well, tersely or badly, as real ones do."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from matcher.illustrative.plants import Truth
from matcher.illustrative.source import Said
from matcher.knowledge.items import Item
from matcher.knowledge.processes import process
from matcher.knowledge.scian import title

Language = Literal["es", "en", "mixed"]
#: Shares of the languages, and of those who tell little more than their line of business.
LANGUAGES: Final[dict[Language, float]] = {"es": 0.62, "en": 0.22, "mixed": 0.16}
VAGUE: Final = 0.08
#: Share of products that are called by a name, and of plants that tell of their main one a second time.
NAMED: Final = 0.875
TWICE: Final = 0.5

_ES_OPENINGS = (
    "Somos una empresa dedicada a {it}.",
    "{it}.",
    "Planta con {years} años de experiencia: {it}.",
    "Fabricación y ensamble de {it}.",
    "Empresa familiar; {it}.",
    "Maquila de {it} para clientes de exportación.",
    "Nuestro giro: {it}.",
)
_EN_OPENINGS = (
    "We specialise in {it}.",
    "{it}.",
    "{years} years of experience in {it}.",
    "Contract manufacturer: {it}.",
    "Our plant supplies {it} to customers in North America.",
)
_ES_FILLERS = (
    "Calidad, servicio y entrega a tiempo.",
    "Atendemos a la industria nacional y de exportación.",
    "Contamos con personal capacitado y mejora continua.",
    "Cotizaciones sin compromiso.",
    "Nave de {area} m2 en parque industrial.",
    "Trabajamos dos turnos.",
    "Comprometidos con el medio ambiente y con nuestra gente.",
)
_EN_FILLERS = (
    "Quality, service and on-time delivery.",
    "{area} sq m facility with room to grow.",
    "Two shifts, bilingual staff.",
    "Customers in the US and Canada.",
    "Prototypes welcome.",
)
_ES_SHELTER = (
    "Servicios de shelter: llevamos nómina, aduanas, permisos y contabilidad; usted, su producción.",
    "Programa IMMEX de albergue, reclutamiento, comercio exterior y nave para empresas extranjeras.",
    "Operamos su planta en México bajo nuestro albergue: personal, importaciones, seguridad e higiene.",
)
_EN_SHELTER = (
    "Shelter operator: we are the employer and importer of record while you keep control of production.",
    "Start manufacturing in Mexico under our IMMEX shelter programme: HR, customs, permits, buildings.",
    "Full shelter services, from site selection to payroll, for foreign manufacturers.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a supplier says: a running text, a list of products, a list of processes; any may be missing.

    ``vague`` when nothing of it says which of its class's products it makes.
    """

    description: str | None
    products: tuple[str, ...]
    processes: tuple[str, ...]
    vague: bool = False


def tell(truth: Truth, said: Mapping[str, Said], random: Random) -> Told:
    """The supplier's own words; what is true of it decides what may be said, the dice how well."""
    language = random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
    if truth.decoy is not None:
        english = language == "en" and truth.decoy.text_en
        text = truth.decoy.text_en if english else truth.decoy.text_es
        return Told(_worn(f"{text} {_filler('en' if english else 'es', random)}", random), (), ())
    if truth.role == "shelter":
        return _shelter(truth, said, language, random)
    phrases = _phrases(truth, said, language, random)
    processes = _process_terms(truth.processes, language, random) if random.random() < 0.55 else ()
    if truth.role == "maker" and random.random() < VAGUE:
        return Told(_vague(truth, language, random), (), processes, vague=True)
    if random.random() < 0.45:  # a list of products, as registers have them
        remark = _running((), processes, language, random) if random.random() < 0.4 else None
        kept = processes if random.random() < 0.6 else ()
        return Told(remark, tuple(_worn(phrase, random) for phrase in phrases), kept)
    return Told(_worn(_running(phrases, processes, language, random), random), (), ())


def _phrases(truth: Truth, said: Mapping[str, Said], language: Language, random: Random) -> list[str]:
    if truth.terms:
        return list(truth.terms)
    first, *others = [said[item.item_id] for item in truth.makes]
    own = _phrase(first, language, random)
    again = _phrase(first, language, random, by_name=False) if random.random() < TWICE else own
    return list(dict.fromkeys([own, *(_phrase(one, language, random) for one in others), again]))


def _phrase(one: Said, language: Language, random: Random, *, by_name: bool = True) -> str:
    """One way to say it; seven times in eight by a name of the product, when it is to be named."""
    speaks = random.choice(("es", "en")) if language == "mixed" else language
    *names, roundabout = one.english if speaks == "en" else one.spanish
    return random.choice(names) if by_name and random.random() < NAMED else roundabout


def _running(phrases: Sequence[str], processes: Sequence[str], language: Language, random: Random) -> str:
    speaks = "en" if language == "en" else "es"
    parts = []
    if phrases:
        opening = random.choice(_EN_OPENINGS if speaks == "en" else _ES_OPENINGS)
        joined = (" and " if speaks == "en" else " y ").join(phrases[:2])
        line = opening.format(it=joined, years=random.randint(4, 45))
        parts += [line[0].upper() + line[1:], *(f"{phrase.capitalize()}." for phrase in phrases[2:])]
    if processes:
        label = "Processes" if speaks == "en" else "Procesos"
        parts.append(f"{label}: {', '.join(processes)}.")
    if random.random() < 0.5 or not parts:
        parts.append(_filler("en" if language == "mixed" else speaks, random))
    return " ".join(part for part in parts if part)


def _filler(speaks: str, random: Random) -> str:
    return random.choice(_EN_FILLERS if speaks == "en" else _ES_FILLERS).format(
        area=random.randint(8, 220) * 100
    )


def _vague(truth: Truth, language: Language, random: Random) -> str:
    """Only the line of business, as many real entries have it."""
    code = truth.scian or truth.makes[0].classes_main[0]
    named = title(code, "en" if language == "en" else "es") or title(code, "es") or ""
    return f"{named}. {_filler('en' if language == 'en' else 'es', random)}".strip()


def _shelter(truth: Truth, said: Mapping[str, Said], language: Language, random: Random) -> Told:
    text = random.choice(_EN_SHELTER if language == "en" else _ES_SHELTER)
    clients = [_phrase(said[item.item_id], language, random) for item in truth.hosts]
    if random.random() < 0.5:
        return Told(text, tuple(clients), ())
    label = "Current clients make" if language == "en" else "Nuestros clientes producen"
    return Told(f"{text} {label}: {'; '.join(clients)}.", (), ())


def _process_terms(keys: Sequence[str], language: Language, random: Random) -> tuple[str, ...]:
    terms = []
    for key in random.sample(list(keys), min(len(keys), random.randint(1, 4))):
        known = process(key)
        if known is not None:
            terms.append(random.choice(known.terms_en if language == "en" else known.terms_es))
    return tuple(terms)


def _worn(text: str, random: Random) -> str:
    """As typed in a hurry: now and then without accents, in capitals, or with two letters swapped."""
    at = random.random()
    if at < 0.22:
        return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if at < 0.30:
        return text.upper()
    if at < 0.37 and len(text) > 20:
        spot = random.randrange(4, len(text) - 4)
        return text[:spot] + text[spot + 1] + text[spot] + text[spot + 2 :]
    return text


def items_said(items: Sequence[Item]) -> str:
    """Ids of items as a list cell."""
    return ";".join(item.item_id for item in items)
