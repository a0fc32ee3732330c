"""Folding, splitting and neutralising text: pure functions, nothing read and nothing written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# Control characters break terminals and XML; the Unicode "format" characters hide text in plain sight.
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection").
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def clean(text: str) -> str:
    """One line of visible characters: NFC, no control or format characters, single spaces, stripped."""
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():  # nothing hidden, and no space but the plain one: nearly every text
        return " ".join(text.split())
    visible = (
        character if character.isspace() or unicodedata.category(character) not in _HIDDEN_CATEGORIES else " "
        for character in text
    )
    return _SPACE.sub(" ", "".join(visible)).strip()


def fold(text: str) -> str:
    """Lower case without accents, for comparing: "Inyección DE  Plástico" is "inyeccion de plastico"."""
    if text.isascii():
        return _SPACE.sub(" ", text.casefold()).strip()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SPACE.sub(" ", bare.casefold()).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, in order: letters and digits, everything else separates."""
    return _WORD.findall(fold(text))


def split_list(cell: str) -> tuple[str, ...]:
    """The parts of a list cell, cleaned, in order and without repeats: ``"a; b;a" -> ("a", "b")``."""
    return tuple(dict.fromkeys(part for part in (clean(raw) for raw in cell.split(";")) if part))


def join_list(parts: Iterable[str]) -> str:
    """A list cell; a semicolon inside a part becomes a comma, so that it reads back as one part."""
    return ";".join(part.replace(";", ",") for part in parts)


def neutralise(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @`` and tabs.

    Source: OWASP, CSV Injection. Numbers keep their type by not going through here.
    """
    return f"'{cell}" if cell.startswith(_FORMULA_START) else cell


_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[^\W\d_a-z]|\d)|(?<!\s)\s+[-•*]\s+|\n+", re.UNICODE)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences or lines of a text, cleaned, none empty."""
    return tuple(part for part in (clean(raw) for raw in _SENTENCE_END.split(text)) if part)
