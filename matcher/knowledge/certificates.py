"""Certificates and registrations: what each proves, what it does not, and who can check it.

A certificate is a claim until its scope, site, issuer and expiry are seen; a missing one is
unknown, not a no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from matcher.knowledge.tables import read_table, reference
from matcher.text import fold, words

KINDS: Final = (
    "management_system",
    "registration",
    "approval",
    "product_listing",
    "test",
    "process",
    "personnel",
    "duty",
    "security",
    "customs",
    "social",
    "attestation",
)
_COLUMNS = (
    "key",
    "name",
    "aliases",
    "kind",
    "proves",
    "does_not_prove",
    "public_check",
    "months_min",
    "months_max",
    "legal_gate",
)
# An edition's year tells nothing about which standard is meant: ISO 13485:2016, IATF 16949-2016.
_EDITION = re.compile(r"(?<=\d)[\s:\-–]+(?:19|20)\d\d\b")
# "Certificación ISO 9001" is ISO 9001; "FDA certified" names nothing that exists, and stays unrecognised.
_SILENT = {"certificate", "certified", "certification", "certificado", "certificada", "certificacion"}

#: All certificates, in the order of the table; read when first asked for.
CERTIFICATES: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate, registration or test by its key; months to get it are estimates, None where none exists.

    ``legal_gate`` marks what the law asks before goods of its kind are sold or shipped in the US: without it
    a supplier is not ready now, but may still convert.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    proves: str
    does_not_prove: str
    public_check: str
    months_min: float | None
    months_max: float | None
    legal_gate: bool
    source: str
    mark: str


def certificate(text: str) -> Certificate | None:
    """The certificate of that key, name or alias, whatever case, punctuation or edition; None if none."""
    return _by_name().get(_plain(text))


def nearest_certificates(text: str, n: int = 3) -> tuple[Certificate, ...]:
    """The ``n`` certificates whose key, name or an alias looks most like the text, best first; never fewer.

    Looks are compared letter by letter (difflib's ratio), ties go to the order of the table.
    """
    wanted = _plain(text)
    best: dict[str, tuple[float, Certificate]] = {}
    for name, found in _by_name().items():
        likeness = SequenceMatcher(None, wanted, name, autojunk=False).ratio()
        if likeness > best.get(found.key, (-1.0, found))[0]:
            best[found.key] = (likeness, found)
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    return tuple(found for _, found in ranked[:n])


@cache
def _certificates() -> tuple[Certificate, ...]:
    return tuple(
        Certificate(
            key=row.required("key"),
            name=row.required("name"),
            aliases=row.parts("aliases"),
            kind=row.one_of("kind", KINDS),
            proves=row.required("proves"),
            does_not_prove=row["does_not_prove"],
            public_check=row.required("public_check"),
            months_min=row.number_or_none("months_min"),
            months_max=row.number_or_none("months_max"),
            legal_gate=row.flag("legal_gate"),
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_table(reference("certificates.csv"), _COLUMNS)
    )


@cache
def _by_name() -> dict[str, Certificate]:
    names: dict[str, Certificate] = {}
    for found in _certificates():
        for name in (found.key, found.name, *found.aliases):
            names.setdefault(_plain(name), found)
    return names


def _plain(text: str) -> str:
    return "".join(word for word in words(_EDITION.sub("", fold(text))) if word not in _SILENT)


def __getattr__(name: str) -> tuple[Certificate, ...]:
    if name == "CERTIFICATES":
        return _certificates()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
