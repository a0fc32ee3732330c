"""SCIAN, Mexico's industrial classification, in its 2018 and 2023 editions.

SCIAN and the US NAICS agree at five digits through most of manufacturing; the sixth digit is national, so
equal six-digit codes prove nothing. A plant has one class, its main activity: evidence, never a gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.knowledge.tables import Row, read_table, reference

VINTAGES: Final = ("2018", "2023")
LANGUAGES: Final = ("es", "en")
SCHEMES: Final = ("scian2023", "naics2012")


@dataclass(frozen=True, slots=True)
class ScianClass:
    """A class, or a level above it, with its titles; ``title_en`` is empty where nobody translated it."""

    code: str
    title_es: str
    title_en: str
    vintages: tuple[str, ...]
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """A product or activity that a statistical office files under a class.

    Spanish terms carry six digits of SCIAN 2023; English terms those that both classifications share,
    mostly five.
    """

    code: str
    term: str
    language: str
    scheme: str
    source: str
    mark: str


def scian_class(code: str, vintage: str = "2023") -> ScianClass | None:
    """The class of that code in that edition, None where the edition has none."""
    return _by_vintage(_vintage(vintage)).get(code.strip())


def scian_classes(vintage: str = "2023") -> tuple[ScianClass, ...]:
    """Every level of one edition, two to six digits, in the order of the codes."""
    return tuple(_by_vintage(_vintage(vintage)).values())


def is_known(code: str) -> frozenset[str]:
    """The editions that hold the code, empty when none does."""
    return frozenset(vintage for vintage in VINTAGES if scian_class(code, vintage))


def title(code: str, language: str = "es") -> str | None:
    """The title in ``es`` or ``en``, of the newest edition that holds the code.

    None where no edition holds it or, in English, where there is no translation.

    Raises
    ------
    ValueError
        Another language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"Got language='{language}'; titles are held in {' and '.join(LANGUAGES)}")
    found = scian_class(code, "2023") or scian_class(code, "2018")
    if found is None:
        return None
    return found.title_es if language == "es" else found.title_en or None


def is_manufacturing(code: str) -> bool:
    """Whether the code lies in sectors 31 to 33, known to an edition or not."""
    return code.strip()[:2] in {"31", "32", "33"}


@cache
def index_terms() -> tuple[IndexTerm, ...]:
    """The official index terms of manufacturing (and of packing services, 561910), in both languages."""
    rows = read_table(reference("scian_terms.csv"), ("code", "term", "language", "scheme"))
    return tuple(
        IndexTerm(
            code=row.required("code"),
            term=row.required("term"),
            language=row.one_of("language", LANGUAGES),
            scheme=row.one_of("scheme", SCHEMES),
            source=row["source"],
            mark=row["mark"],
        )
        for row in rows
    )


@cache
def buyer_terms() -> tuple[IndexTerm, ...]:
    """What buyers call the products of each class of SCIAN 2023, in both languages."""
    return tuple(
        IndexTerm(
            code=_of_2023(row),
            term=row.required("term"),
            language=row.one_of("language", LANGUAGES),
            scheme="buyers",
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_table(reference("scian_buyer_terms.csv"), ("code", "term", "language"))
    )


def _of_2023(row: Row) -> str:
    if scian_class(row["code"]) is None:
        raise row.error("code", f"'{row['code']}' is no class of SCIAN 2023; look it up in scian_classes.csv")
    return row["code"]


def class_codes(row: Row, field: str) -> tuple[str, ...]:
    """The codes in a list cell, of any level and edition; raises TableError for one that no edition holds."""
    for code in row.parts(field):
        if not is_known(code):
            raise row.error(field, f"'{code}' is no code of SCIAN; look it up in scian_classes.csv")
    return row.parts(field)


def _vintage(vintage: str) -> str:
    if vintage not in VINTAGES:
        raise ValueError(f"Got vintage='{vintage}'; the editions held are {' and '.join(VINTAGES)}")
    return vintage


@cache
def _by_vintage(vintage: str) -> dict[str, ScianClass]:
    return {found.code: found for found in _classes() if vintage in found.vintages}


@cache
def _classes() -> tuple[ScianClass, ...]:
    classes, seen = [], set[tuple[str, str]]()
    for row in read_table(reference("scian_classes.csv"), ("code", "vintages", "title_es", "title_en")):
        vintages = row.parts("vintages")
        for vintage in vintages:
            if vintage not in VINTAGES or (row["code"], vintage) in seen:
                raise row.error("vintages", f"'{vintage}' is unknown, or {row['code']} stands twice in it")
            seen.add((row["code"], vintage))
        title_es = row.required("title_es")
        classes.append(
            ScianClass(row.required("code"), title_es, row["title_en"], vintages, row["source"], row["mark"])
        )
    return tuple(classes)
