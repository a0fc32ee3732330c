"""Criteria of a firm's conduct: what it names on supply-chain security, on labour and on environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.knowledge.certificates import certificate
from matcher.knowledge.rules import rule
from matcher.model import Criterion, Need
from matcher.rank.facts import Facts
from matcher.rank.measure import Language, Measure
from matcher.rank.trade import rule_hint
from matcher.rank.verified import Named, looks_at_certificates, name_of, named_certificates
from matcher.text import words

if TYPE_CHECKING:
    import pyarrow as pa

SECURITY: Final = Criterion(
    "security",
    "Supply-chain security",
    "Seguridad de la cadena de suministro",
    "1 where it names C-TPAT, OEA or BASC, 0.3 where it names other certificates only",
    "supplier table: certificates",
    neutral=0.5,  # expert estimate: about three in ten exporting plants hold one
    question="Do you hold C-TPAT (SVI number) or OEA, and for which site?",
    meaning_es="1 si menciona C-TPAT, OEA o BASC; 0.3 si sólo menciona otros certificados",
    question_es="¿Cuentan con C-TPAT (número SVI) u OEA, y para qué planta?",
    unit="C-TPAT, OEA or BASC named",
)
LABOUR: Final = Criterion(
    "labour",
    "Labour and environment",
    "Condiciones laborales y ambiente",
    "evidence on labour, safety and environment among its certificates: 0 none, half with one, more slowly "
    "with each further",
    "supplier table: certificates",
    neutral=0.25,  # expert estimate: half of the exporting plants hold one, mostly ISO 14001
    question="Which labour, safety and environment audits have you passed, and was a USMCA Rapid Response "
    "case ever opened over this plant?",
    meaning_es="evidencia laboral, de seguridad y ambiental entre sus certificados: 0 sin ninguna, la mitad "
    "con una, y cada vez menos con las demás",
    question_es="¿Qué auditorías laborales, de seguridad y ambientales han pasado? ¿Se ha abierto algún caso "
    "del mecanismo de respuesta rápida del T-MEC sobre esta planta?",
    unit="certificates on labour, safety and environment",
)
CRITERIA: Final = (SECURITY, LABOUR)

#: Value where other certificates are known but none on security: a list of certificates is seldom whole.
NOT_NAMED: Final = 0.3
#: What each further piece of evidence on labour leaves of the doubt. Expert estimate.
DOUBT: Final = 0.5
#: Certificates on supply-chain security and on labour, safety and environment that the table knows.
SECURITY_KEYS: Final = ("ctpat", "oea")
LABOUR_KEYS: Final = (
    "sa_8000",
    "rba",
    "smeta",
    "iso_45001",
    "iso_14001",
    "iso_50001",
    "industria_limpia",
    "ecovadis",
    "cdp",
)
#: The rule that says what to ask of any plant: the USMCA's labour mechanism.
RAPID_RESPONSE: Final = "rapid_response"
#: Words of those that it does not know: BASC; the ESR distinctive (Cemefi), the STPS's safety programme, the
#: Mexican standard on equality at work, and the audits usual in garments.
BASC: Final = "basc"
LABOUR_WORDS: Final = (
    "esr",
    "empresa socialmente responsable",
    "passt",
    "empresa segura",
    "nmx r 025",
    "wrap",
    "bsci",
)
_SECURITY_ES: Final = {
    "ctpat": "C-TPAT ({look}): acredita seguridad validada de la cadena de suministro, niveles 1 a 3; no el "
    "cumplimiento aduanero en general; no es público: hay que pedir el número SVI",
    "oea": "OEA ({look}): operador económico autorizado ante el SAT, con reconocimiento mutuo con C-TPAT "
    "desde 2014; no dice nada de la calidad; el SAT publica la lista",
}


def security(table: pa.Table, _facts: Facts, _need: Need) -> Measure:
    """Whether each supplier names C-TPAT, OEA or BASC, (n,); NaN where no certificate is known of it."""
    named, looks = named_certificates(table), looks_at_certificates(table)
    wanted = [name for name in named.names if _key(name) in SECURITY_KEYS or _says(name, (BASC,))]
    values = np.where(named.known, np.where(named.count(wanted) > 0, 1.0, NOT_NAMED), np.nan).astype(
        np.float32
    )

    def say(row: int, language: Language) -> str:
        if not named.known[row]:
            return ""
        held = [name for name in table["certifications"][row].as_py() if name in wanted]
        if held:
            return ". ".join(_security_sentence(name, looks.words(row, language), language) for name in held)
        if language == "es":
            return "no menciona C-TPAT, OEA ni BASC entre sus certificados"
        return "names none of C-TPAT, OEA and BASC among its certificates"

    return Measure(values, say)


def labour(table: pa.Table, _facts: Facts, _need: Need) -> Measure:
    """Evidence on labour, safety and environment that each supplier names, (n,), saturating with its count.

    NaN where no certificate is known of it. An audit is a snapshot: it does not prove that a plant is free
    of forced labour or of complaints.
    """
    named = named_certificates(table)
    wanted = evidence_on_labour(named)
    values = np.where(named.known, 1.0 - DOUBT ** named.count(wanted), np.nan).astype(np.float32)

    def say(row: int, language: Language) -> str:
        if not named.known[row]:
            return ""
        held = [name_of(name) for name in table["certifications"][row].as_py() if name in wanted]
        ask = rule(RAPID_RESPONSE)
        return ". ".join([_labour_sentence(held, language), *([rule_hint(ask, language)] if ask else [])])

    return Measure(values, say)


def evidence_on_labour(named: Named) -> tuple[str, ...]:
    """Which of the certificates named in an index bear on labour, safety or environment."""
    return tuple(name for name in named.names if _key(name) in LABOUR_KEYS or _says(name, LABOUR_WORDS))


def _key(name: str) -> str:
    known = certificate(name)
    return known.key if known else ""


def _says(name: str, phrases: tuple[str, ...]) -> bool:
    said = f" {' '.join(words(name))} "
    return any(f" {phrase} " in said for phrase in phrases)


def _security_sentence(name: str, look: str, language: Language) -> str:
    known = certificate(name)
    if known is None or known.key not in SECURITY_KEYS:
        if language == "es":
            return f"BASC ({look}): programa privado de seguridad; no es un estatus ante CBP ni el SAT"
        return f"BASC ({look}): a private security programme; no status with CBP or SAT"
    if language == "es":
        return _SECURITY_ES[known.key].format(look=look)
    return (
        f"{known.name} ({look}): proves {known.proves}; does not prove {known.does_not_prove}; "
        f"check: {known.public_check}"
    )


def _labour_sentence(held: list[str], language: Language) -> str:
    if language == "es":
        if not held:
            return "ninguno de sus certificados conocidos es laboral o ambiental"
        return f"menciona {', '.join(held)}: una foto en su fecha; no descarta trabajo forzoso ni quejas"
    if not held:
        return "none of its known certificates is on labour or environment"
    return f"names {', '.join(held)}: a snapshot; it rules out neither forced labour nor complaints"
