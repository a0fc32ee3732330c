"""What a supplier says it holds and how far anyone looked: certificates named, and the ladder of checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.arrow import known_in, values_of
from matcher.knowledge.certificates import certificate
from matcher.model import Criterion, Need
from matcher.model.supplier import VERIFICATIONS
from matcher.rank.facts import Facts
from matcher.rank.measure import Language, Measure
from matcher.rank.per_table import per_table

if TYPE_CHECKING:
    import pyarrow as pa

CERTIFICATES: Final = Criterion(
    "certificates",
    "Certificates",
    "Certificados",
    "share of the certificates asked for that it names, each worth less while only claimed than once seen",
    "supplier table: certificates and how far they were verified",
    neutral=0.2,  # expert estimate: about three in ten of those asked for, named but not seen
    question="Which of these certificates do you hold, in which scope, until when?",
    meaning_es="proporción de los certificados pedidos que menciona; cada uno vale menos si sólo está "
    "declarado que si ya se vio",
    question_es="¿Cuáles de estos certificados tienen, con qué alcance y hasta cuándo?",
    unit="share of the certificates asked for",
)
VERIFICATION: Final = Criterion(
    "verification",
    "How far it was verified",
    "Qué tanto se ha verificado",
    "0.4 claimed, 0.7 a document seen, 1 the plant visited; a look more than three years older than the "
    "newest data counts one rung less",
    "supplier table: verification and as-of date",
    neutral=0.4,  # expert estimate: as good as a claim, which is all that is known of most Mexican plants
    question="May we see your certificates and visit the plant?",
    meaning_es="0.4 sólo declarado, 0.7 con documento visto, 1 con visita a planta; una revisión más de tres "
    "años anterior a los datos más recientes baja un escalón",
    question_es="¿Podemos ver sus certificados y visitar la planta?",
    unit="rung of the ladder: claimed, document seen, site visited",
)
CRITERIA: Final = (CERTIFICATES, VERIFICATION)

#: What a certificate counts for by how far it was verified, weakest first (expert estimates). One of which
#: nobody says is claimed: its name stands in a directory.
CERTIFICATE_WORTH: Final = (0.7, 0.9, 1.0)
#: What a supplier's data count for by how far they were verified, weakest first (expert estimates).
DATA_WORTH: Final = (0.4, 0.7, 1.0)
#: Years after which a look counts one rung less: the cycle of a management-system certificate by
#: ISO/IEC 17021-1, trade knowledge.
CYCLE_YEARS: Final = 3
#: Certificates of one supplier whose meaning is spelled out in a sentence.
SPELLED_OUT: Final = 2

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NOTHING_SEEN: Final = -1
#: What each kind of certificate proves and does not, in Spanish: the table has it in English, one by one.
MEANING_ES: Final = {
    "management_system": "un organismo auditó su sistema de gestión; no acredita la conformidad del producto",
    "registration": "es un registro ante la autoridad; no es aprobación ni inspección",
    "approval": "vale para el producto, proceso y titular que nombra; no para otros",
    "product_listing": "vale para el producto y la planta listados; no para otra planta ni otro modelo",
    "test": "vale para lo que se ensayó; no acredita el control de la producción",
    "process": "acredita un proceso dentro de su alcance; no el producto",
    "personnel": "acredita personal capacitado; no certifica a la planta",
    "duty": "es una obligación legal; por sí misma no acredita nada",
    "security": "acredita la seguridad de la información en su alcance; no la ciberseguridad del producto",
    "customs": "es un estatus aduanero; no dice nada de la calidad",
    "social": "es una foto del día de la auditoría o del cuestionario; no prueba que no haya trabajo forzoso",
    "attestation": "es una declaración de la propia empresa; no prueba lo que contiene el producto",
}
_RUNGS: Final[dict[Language, tuple[str, str, str]]] = {
    "en": ("claimed only", "document seen", "site visited"),
    "es": ("sólo declarado", "documento visto", "visita a planta"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """The certificates that n suppliers name: ``names`` (m) without repeats, and pairs of who names which.

    ``row`` and ``name_at`` (k,) are the pairs; ``known`` (n,) says of whom any certificate is known.
    """

    names: tuple[str, ...]
    row: NDArray[np.intp]
    name_at: NDArray[np.intp]
    known: NDArray[np.bool_]

    def count(self, wanted: Iterable[str]) -> NDArray[np.intp]:
        """How many of the wanted names each supplier names, (n,)."""
        chosen = set(wanted)
        is_wanted = np.array([name in chosen for name in self.names], dtype=bool)
        rows = self.row[is_wanted[self.name_at]] if self.names else self.row
        return np.bincount(rows, minlength=len(self.known)).astype(np.intp)


@dataclass(frozen=True, slots=True)
class Looks:
    """How far one field of n suppliers was verified: ``rung`` (n,) into VERIFICATIONS, -1 where nobody says.

    ``year`` (n,) is when, 0 where unknown; ``counted`` (n,) is the rung that it still counts for.
    """

    rung: NDArray[np.int8]
    year: NDArray[np.int32]
    counted: NDArray[np.int8]

    def words(self, row: int, language: Language) -> str:
        """The rung in words, with its year: ``document seen, 2024``; a claim has none."""
        rung = max(int(self.rung[row]), 0)
        told = _RUNGS[language][rung]
        if rung == 0:
            return told
        year = f", {self.year[row]}" if self.year[row] else ""
        if self.counted[row] == self.rung[row]:
            return told + year
        return f"{told}{year}: {'hace demasiado' if language == 'es' else 'too long ago'}"


def certificates(table: pa.Table, _facts: Facts, need: Need) -> Measure:
    """Share of the certificates asked for that each supplier names, (n,), by how far each was verified.

    Musts and wants count alike: the gates already put out who is known to lack a must. NaN where no
    certificate is known of a supplier, and throughout where none is asked for.
    """
    asked = tuple(dict.fromkeys((*need.required_certifications, *need.preferred_certifications)))
    named, looks = named_certificates(table), looks_at_certificates(table)
    worth = np.array(CERTIFICATE_WORTH)[np.maximum(looks.counted, 0)]
    share = named.count(asked) / max(len(asked), 1) * worth
    values = np.where(named.known & bool(asked), share, np.nan).astype(np.float32)

    def say(row: int, language: Language) -> str:
        held = table["certifications"][row].as_py() if named.known[row] else ()
        return _held_sentence(asked, held, looks.words(row, language), language)

    return Measure(values, say)


def verification(table: pa.Table, _facts: Facts, _need: Need) -> Measure:
    """How far each supplier's data were verified, (n,): NaN where nobody says.

    A look that is more than CYCLE_YEARS older than the newest row of the index counts one rung less.
    """
    looks = looks_at_rows(table)
    worth = np.array(DATA_WORTH)[np.maximum(looks.counted, 0)]
    values = np.where(looks.rung > _NOTHING_SEEN, worth, np.nan).astype(np.float32)

    def say(row: int, language: Language) -> str:
        if looks.rung[row] == _NOTHING_SEEN:
            return ""
        return f"{'sus datos' if language == 'es' else 'its data'}: {looks.words(row, language)}"

    return Measure(values, say)


@per_table
def named_certificates(table: pa.Table) -> Named:
    """Who names which certificates; nobody where the column is not there."""
    none = np.zeros(0, dtype=np.intp)
    if "certifications" not in table.column_names or not table.num_rows:
        return Named((), none, none, np.zeros(table.num_rows, dtype=bool))
    column = table["certifications"].combine_chunks()
    each = np.where(known_in(column), np.diff(values_of(column.offsets)), 0)
    coded = column.flatten().dictionary_encode()
    name_at = values_of(coded.indices).astype(np.intp) if len(coded) else none
    return Named(
        tuple(coded.dictionary.to_pylist()), np.repeat(np.arange(len(each)), each), name_at, each > 0
    )


@per_table
def looks_at_rows(table: pa.Table) -> Looks:
    """How far the rows of a table were verified."""
    rung, year = _said(table)
    return _aged(rung, year, int(year.max(initial=0)))


@per_table
def looks_at_certificates(table: pa.Table) -> Looks:
    """How far the certificates of each row were verified: as the row, unless provenance says otherwise.

    Provenance is what merged rows keep of a field from another source: a JSON object for each row.
    """
    rung, year = _said(table)
    newest = int(year.max(initial=0))
    for row, origin in _origins(table, "certifications"):
        rung[row], year[row] = _rung(origin.get("verification")), _year(origin.get("as_of"))
    return _aged(rung, year, newest)


def _said(table: pa.Table) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """The rung and the year that each row states."""
    rung = np.array([_rung(value) for value in _texts(table, "verification")], dtype=np.int8)
    return rung, np.array([_year(value) for value in _texts(table, "as_of")], dtype=np.int32)


def _aged(rung: NDArray[np.int8], year: NDArray[np.int32], newest: int) -> Looks:
    old = (year > 0) & (newest - year > CYCLE_YEARS) & (rung > 0)
    return Looks(rung, year, (rung - old).astype(np.int8))


def _texts(table: pa.Table, name: str) -> Sequence[str | None]:
    if name not in table.column_names:
        return [None] * table.num_rows
    texts: list[str | None] = table[name].to_pylist()
    return texts


def _origins(table: pa.Table, field: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows whose provenance has a record of its own for a field, and that record."""
    key = f'"{field}"'
    cells = enumerate(_texts(table, "provenance"))
    kept = [(row, json.loads(cell)) for row, cell in cells if cell and key in cell]
    return [(row, origins[field]) for row, origins in kept if field in origins]


def _rung(value: str | None) -> int:
    return VERIFICATIONS.index(value) if value in VERIFICATIONS else _NOTHING_SEEN


def _year(value: str | None) -> int:
    found = _YEAR.match(value or "")
    return int(found[0]) if found else 0


def _held_sentence(asked: Sequence[str], held: Sequence[str], look: str, language: Language) -> str:
    """What of the certificates asked for it names, how far that was verified, and what each proves."""
    has = [key for key in asked if key in held]
    lacks = [name_of(key) for key in asked if key not in held]
    if not held or not asked:
        return ""
    told = [f"{name_of(key)} ({look}): {meaning_of(key, language)}" for key in has[:SPELLED_OUT]]
    also = [name_of(key) for key in has[SPELLED_OUT:]]
    if language == "es":
        told += [f"también menciona {', '.join(also)}"] if also else []
        told += [f"no menciona {', '.join(lacks)}"] if lacks else []
    else:
        told += [f"also names {', '.join(also)}"] if also else []
        told += [f"does not name {', '.join(lacks)}"] if lacks else []
    return ". ".join(part[0].upper() + part[1:] if at else part for at, part in enumerate(told))


def meaning_of(key: str, language: Language) -> str:
    """What a certificate proves and does not, in a few words; that it is not in the table where it is not."""
    known = certificate(key)
    if known is None:
        return "no está en la tabla de certificados" if language == "es" else "not in the certificates table"
    if language == "es":
        return MEANING_ES[known.kind]
    limit = f"; does not prove {known.does_not_prove}" if known.does_not_prove else ""
    return f"proves {known.proves}{limit}"


def name_of(key: str) -> str:
    """A certificate's name, of one that is not in the table the words that stand for it."""
    known = certificate(key)
    return known.name if known else key
