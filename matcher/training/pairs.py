"""Pairs of texts that mean the same, one English and one Spanish: what an encoder learns from."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TextIO

from matcher.errors import InputError, MissingFileError
from matcher.text import clean

#: What pairs without a source of their own are counted under.
NO_SOURCE: Final = "pairs"
#: The source of the trade vocabulary's pairs.
GLOSSARY: Final = "glossary"


@dataclass(frozen=True)
class Pair:
    """An English and a Spanish text that mean the same, and where they come from."""

    en: str
    es: str
    source: str = NO_SOURCE


def read_pairs(path: str | Path) -> list[Pair]:
    """The pairs of a table with the columns ``en``, ``es`` and, optionally, ``source``, in the file's order.

    ``.tsv`` is tab-separated without quoting, anything else is comma-separated; either may end in ``.gz``.
    Rows with an empty side are left out.

    Raises
    ------
    MissingFileError
        The file is not there or cannot be read.
    InputError
        It is not such a table, or holds no pair.
    """
    path = Path(path)
    try:
        with _opened(path) as file:
            pairs = list(_rows(file, path))
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError, csv.Error) as problem:
        raise InputError(f"not a UTF-8 table ({problem}); save it as CSV in UTF-8", file=path) from problem
    except OSError as problem:
        raise MissingFileError(f"cannot be read ({problem.strerror})", file=path) from problem
    if not pairs:
        raise InputError("no row has both an English and a Spanish text", file=path)
    return pairs


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _rows(file: TextIO, path: Path) -> Iterator[Pair]:
    tabs = path.name.removesuffix(".gz").endswith(".tsv")
    plain: Literal[0, 3] = csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL
    reader = csv.DictReader(file, delimiter="\t" if tabs else ",", quoting=plain)
    columns = reader.fieldnames or []
    for wanted in ("en", "es"):
        if wanted not in columns:
            found = ", ".join(columns) or "none"
            raise InputError(f"needs the columns 'en' and 'es', has {found}", file=path, line=1, field=wanted)
    for row in reader:
        pair = Pair(
            clean(row["en"] or ""), clean(row["es"] or ""), clean(row.get("source") or "") or NO_SOURCE
        )
        if pair.en and pair.es:
            yield pair


def glossary() -> list[Pair]:
    """The trade vocabulary that comes with matcher: every English term with every Spanish one of its row."""
    pairs = read_pairs(Path(__file__).with_name("glossary.tsv"))
    return [
        Pair(en, es, GLOSSARY) for pair in pairs for en in _synonyms(pair.en) for es in _synonyms(pair.es)
    ]


def _synonyms(cell: str) -> Sequence[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
