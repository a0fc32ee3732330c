"""Cells as values: each reader gives None for what is unknown and for what cannot be used."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

from matcher.knowledge.certificates import certificate
from matcher.knowledge.places import municipality as find_municipality
from matcher.knowledge.places import state as find_state
from matcher.knowledge.scian import VINTAGES, is_known
from matcher.model import VERIFICATIONS
from matcher.sources.mojibake import tidy
from matcher.sources.outcome import Tally
from matcher.text import split_list

T = TypeVar("T")
Reader = Callable[[str], T | None]

#: What people and programs write for "unknown", folded to lower case.
UNKNOWN_WORDS: Final = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        ".",
        "#n/a",
        "#na",
        "#ref!",
        "#value!",
        "#div/0!",
        "#name?",
        "#null!",
        "#num!",
        "n/a",
        "na",
        "n.a.",
        "nan",
        "n/d",
        "nd",
        "n.d.",
        "s/d",
        "sd",
        "s.d.",
        "null",
        "none",
        "ninguna",
        "ninguno",
        "no aplica",
        "no disponible",
        "no especificado",
        "sin dato",
        "sin datos",
        "unknown",
        "desconocido",
    )
)
_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_WHOLE = re.compile(r"(\d{1,7})(?:\.0+)?")
_DATE = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:[ T]\d\d:.*)?")
_CLASS = re.compile(r"(\d{2,6})(?:\.0+)?")
_SITE = re.compile(
    r"(?:https?://)?(?:www\.)?(?!www\.)(?:[a-z0-9à-ÿ](?:[\w-]*[a-z0-9à-ÿ])?\.)+[a-z]{2,12}(?::\d+)?(?:/\S*)?"
)


def text(cell: str) -> str | None:
    """The cell on one line, None for every way of saying "unknown"."""
    cleaned = tidy(cell)
    return None if cleaned.casefold() in UNKNOWN_WORDS else cleaned


def texts(cell: str) -> tuple[str, ...]:
    """The known parts of a list cell."""
    return tuple(part for part in split_list(tidy(cell)) if part.casefold() not in UNKNOWN_WORDS)


def year(cell: str) -> int | None:
    """A year from 1500 to 2100."""
    found = _YEAR.fullmatch(cell.strip())
    return int(found[1]) if found and 1500 <= int(found[1]) <= 2100 else None


def whole(cell: str) -> int | None:
    """A count, not negative, below ten million."""
    found = _WHOLE.fullmatch(cell.strip().replace(",", ""))
    return int(found[1]) if found else None


def amount(cell: str) -> float | None:
    """A finite number that is not negative."""
    try:
        number = float(cell.strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def share(cell: str) -> float | None:
    """A fraction from 0 to 1; ``40 %`` is 0.4."""
    percent = cell.strip().endswith("%")
    number = amount(cell.strip().rstrip("% "))
    if number is None or number > (100 if percent else 1):
        return None
    return number / 100 if percent else number


def date(cell: str) -> str | None:
    """An ISO date, month or year; a time of day is left out."""
    found = _DATE.fullmatch(cell.strip())
    return found[1] if found else None


@lru_cache(maxsize=4096)
def class_code(cell: str) -> str | None:
    """A SCIAN code of two to six digits that some edition holds."""
    found = _CLASS.fullmatch(cell.strip())
    return found[1] if found and is_known(found[1]) else None


def vintage(cell: str) -> str | None:
    """An edition of SCIAN that the reference tables hold."""
    found = _YEAR.fullmatch(cell.strip())
    return found[1] if found and found[1] in VINTAGES else None


@lru_cache(maxsize=4096)
def only_vintage(code: str) -> str | None:
    """The edition that a code belongs to, None when both hold it: most codes did not change."""
    editions = is_known(code)
    return next(iter(editions)) if len(editions) == 1 else None


@lru_cache(maxsize=4096)
def state(cell: str) -> str | None:
    """INEGI's short name of a state in any usual spelling."""
    found = find_state(tidy(cell))
    return found.name if found else None


@lru_cache(maxsize=256)
def state_key(name: str) -> str | None:
    """INEGI's two-digit key of a state."""
    found = find_state(name)
    return found.key if found else None


@lru_cache(maxsize=8192)
def municipality(cell: str, state_name: str | None) -> str | None:
    """The official name of a municipality where state and name settle it, else the name as written."""
    written = text(cell)
    found = find_municipality(written, state_name) if written and state_name else None
    return found.name if found else written


def certificates(cell: str) -> tuple[str, ...]:
    """Keys of the certificates that are recognised, the others as written, without repeats."""
    found = ((part, certificate(part)) for part in texts(cell))
    return tuple(dict.fromkeys(known.key if known else part for part, known in found))


def verification(cell: str) -> str | None:
    """How far a row was verified, in the directory's own words."""
    word = cell.strip().casefold().replace(" ", "_")
    return word if word in VERIFICATIONS else None


def website(cell: str) -> str | None:
    """A web address that looks like one; an e-mail address or a bare name is none."""
    address = text(cell) or ""
    if not _SITE.fullmatch(address.lower()):
        return None
    host_only = "/" not in address.removesuffix("/").replace("://", "")
    return address.lower() if host_only else address


def counted(reader: Reader[T], cell: str, field: str, tally: Tally) -> T | None:
    """What the reader makes of a cell; a filled cell that gives nothing is counted under its field."""
    if cell.strip().casefold() in UNKNOWN_WORDS:
        return None
    value = reader(cell)
    if value is None:
        tally.unknown[field] += 1
    return value
