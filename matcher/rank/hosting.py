"""Shelters: what speaks for hosting the buyer's own production there, and what to check before signing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from matcher.knowledge.municipalities import municipalities
from matcher.knowledge.scian import title
from matcher.knowledge.sectors import SECTORS
from matcher.knowledge.shelter_checks import SHELTER_CHECKS, SHELTER_TYPES, ShelterCheck, ShelterType
from matcher.knowledge.shelters import SERVICES, ShelterService, find_shelter
from matcher.model import Need, Supplier
from matcher.rank.asked import Asked
from matcher.rank.facts import CLIENT_CLASSES
from matcher.rank.measure import Language
from matcher.text import split_list, words

#: Sentences shown of one shelter.
MOST_EVIDENCE: Final = 4
#: Class weight from which a client's plant is of a class that fits (expert estimate).
FITS: Final = 0.2
#: Classes, services, sectors, clients, places or weighed checks named in one sentence.
NAMED: Final = 4
#: The column of the clients that the names of a shelter's plants show.
CLIENTS: Final = "clients"
#: The key of the way to produce that a shelter stands for.
MODEL: Final = "shelter"
#: The type of shelters.csv that shelter_types.csv splits by who owns the buildings.
FULL_SERVICE: Final = ("full service", "servicio completo")
#: What shelters call a service on their pages beside the terms of shelter_services.csv; trade knowledge.
ALSO_SAID: Final[Mapping[str, str]] = {
    "payroll_hr": "payroll;HR;human resources;nómina",
    "customs_brokerage": "customs;aduanas;trámites aduanales",
    "import_export_ops": "importer of record;imports and exports;importaciones;importador",
    "ehs_permits": "permits;permisos;EHS;seguridad e higiene;higiene y seguridad",
    "industrial_real_estate": "buildings;industrial buildings;nave;naves",
    "accounting_tax": "accounting;contable",
    "immex_program": "IMMEX;programa de albergue",
    "recruiting": "recruitment;hiring;contratación",
    "transport_logistics": "logistics;logística",
    "cleanroom_space": "clean room;cleanroom;cuartos limpios",
}
#: A term of shelter_services.csv that says no service where it stands alone: ISO 9001 is a certificate.
SAYS_NOTHING: Final = "ISO"
#: Where to look the gates up, in Spanish; our translation of shelter_checks.csv.
SOURCES_ES: Final[Mapping[str, str]] = {
    "immex_albergue_active": "directorio IMMEX del mes, SNICE",
    "iva_ieps_level": "lista de empresas IVA/IEPS del SAT",
    "sat_69_69b": "listas 69 y 69-B del SAT",
    "restricted_parties": "Consolidated Screening List; SAM",
    "repse_if_staff": "repse.stps.gob.mx",
}


def hosting_evidence(supplier: Supplier, need: Need, asked: Asked, language: Language) -> tuple[str, ...]:
    """At most four sentences on why a shelter could host the item, the most telling first.

    Its clients' plants of a class that fits, the services it says it offers, the sectors and clients it
    serves, as what and where it is known, and what the model is. What it does not say is unknown.
    """
    codes = split_list(supplier.extra.get(CLIENT_CLASSES, ""))
    sentences = (
        _fitting(codes, asked, language),
        _offered(supplier.description or "", language),
        _served(supplier, codes, need, language),
        _known(supplier, language),
        _model(language),
    )
    return tuple(sentence for sentence in sentences if sentence)[:MOST_EVIDENCE]


def hosting_checks(language: Language) -> tuple[str, ...]:
    """Three sentences on what to check of any shelter: what rules it out, weighs most, counts against it."""
    gates = "; ".join(_gate(check, language) for check in SHELTER_CHECKS if check.gate)
    weighed = [(check.weight, check) for check in SHELTER_CHECKS if check.weight is not None]
    heaviest = [check for _, check in sorted(weighed, key=lambda pair: -pair[0])[:NAMED]]
    most = "; ".join(f"{_what(check, language)} ({check.weight:.0%})" for check in heaviest)
    against = "; ".join(_what(check, language) for check in SHELTER_CHECKS if check.counts_against)
    if language == "es":
        return (
            f"Antes de firmar, verificar que: {gates} [K].",
            f"Lo que más pesa al comparar albergues (pesos estimados [E]): {most}.",
            f"En contra: {against} [E].",
        )
    return (
        f"Before signing, look up whether: {gates} [K].",
        f"What weighs most in comparing shelters (estimated weights [E]): {most}.",
        f"Counts against it: {against} [E].",
    )


def services_offered(text: str) -> tuple[ShelterService, ...]:
    """The services that a shelter's own text names, in the order of shelter_services.csv."""
    said = f" {' '.join(words(text))} "
    return tuple(service for service in SERVICES if any(f" {term} " in said for term in _terms(service)))


def _terms(service: ShelterService) -> set[str]:
    terms = (service.name_en, *service.terms_es, *split_list(ALSO_SAID.get(service.key, "")))
    return {" ".join(words(term)) for term in terms if term != SAYS_NOTHING}


def _fitting(codes: Sequence[str], asked: Asked, language: Language) -> str:
    weights = {code: asked.classes.get(code, 0.0) for code in codes}
    fitting = sorted((code for code in codes if weights[code] >= FITS), key=lambda code: -weights[code])
    named = "; ".join(
        f"{code} {title(code, language) or title(code)} ({weights[code]:.2f})" for code in fitting[:NAMED]
    )
    if not named:
        return ""
    if language == "es":
        return f"Opera plantas de clientes en clases que encajan (evidencia): {named}"
    return f"Runs clients' plants in classes that fit (evidence): {named}"


def _offered(text: str, language: Language) -> str:
    found = services_offered(text)[:NAMED]
    if not found:
        return ""
    if language == "es":
        return f"Dice ofrecer: {'; '.join(service.terms_es[0] for service in found)}"
    return f"Says it offers: {'; '.join(service.name_en for service in found)}"


def _served(supplier: Supplier, codes: Sequence[str], need: Need, language: Language) -> str:
    """The sectors at whose core its clients' classes stand, the need's own first, and clients by name."""
    served = [sector for sector in SECTORS if set(codes) & set(sector.core_classes)]
    served.sort(key=lambda sector: (sector.key != need.sector, -len(set(codes) & set(sector.core_classes))))
    sectors = "; ".join(sector.name_es if language == "es" else sector.name_en for sector in served[:NAMED])
    clients = ", ".join(split_list(supplier.extra.get(CLIENTS, ""))[:NAMED])
    if language == "es":
        seen = f", vistos por última vez en {supplier.last_seen}" if supplier.last_seen else ""
        told = (f"Sus clientes, por clase: {sectors}", f"Clientes{seen}: {clients}")
    else:
        seen = f", last seen {supplier.last_seen}" if supplier.last_seen else ""
        told = (f"Its clients' sectors, by class: {sectors}", f"Clients{seen}: {clients}")
    return ". ".join(part for part, known in zip(told, (sectors, clients), strict=True) if known)


def _known(supplier: Supplier, language: Language) -> str:
    """As which type of shelter it is known, and where else it is said to be; empty for a firm not held."""
    found = find_shelter(supplier.name.split(" (")[0])
    if found is None:
        return ""
    shelter, kind = found.shelter, _types().get(found.shelter.type)
    es = language == "es"
    label = (kind.name_es if es else kind.name_en) if kind else FULL_SERVICE[es] if shelter.type else ""
    elsewhere = [name for name in _places(shelter.places) if name != supplier.municipality][:NAMED]
    told = ("Conocido como albergue" if es else "Known as a shelter") + (f" ({label})" if label else "")
    if elsewhere:
        told += f"; {'también estaría en' if es else 'said to be also in'} {', '.join(elsewhere)}"
    return f"{told} [{shelter.mark}]"


def _places(keys: Sequence[str]) -> Iterator[str]:
    names = {place.cvegeo: place.name for place in municipalities() if place.cvegeo in keys}
    return (names[key] for key in keys if key in names)


def _types() -> dict[str, ShelterType]:
    return {kind.key: kind for kind in SHELTER_TYPES}


def _model(language: Language) -> str:
    """What the model is: whose process it stays, how soon the first part comes, whom it fits."""
    kind = _types()[MODEL]
    months = f"{kind.start_months[0]:g} to {kind.start_months[1]:g}" if kind.start_months else "unknown"
    if language == "es":
        months = months.replace(" to ", " a ").replace("unknown", "sin dato de")
        return (
            f"El proceso sigue siendo del comprador y el albergue emplea: {months} meses a la primera pieza; "
            f"para {kind.fits_es} (estimación [{kind.mark}])"
        )
    return (
        f"The buyer keeps the process, the shelter employs: {months} months to the first part; fits "
        f"{kind.fits_en} (estimate [{kind.mark}])"
    )


def _gate(check: ShelterCheck, language: Language) -> str:
    source = SOURCES_ES.get(check.key, check.public_source) if language == "es" else check.public_source
    return f"{_what(check, language)} ({source})"


def _what(check: ShelterCheck, language: Language) -> str:
    """What to check as a part of a sentence: without its full stop, its capital and its "counts against"."""
    what = (check.what_es if language == "es" else check.what_en).removesuffix(".")
    if check.counts_against:
        what = what.split(": ", 1)[-1]
    return what[0].lower() + what[1:]
