"""Repairing text that was decoded in the wrong encoding, only where the right reading is certain."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from matcher.text import clean

# Two-byte UTF-8 of Spanish letters, read as cp1252 or latin-1 (Ã³) or as MacRoman (√≥).
_AS_LATIN = re.compile(
    r"[ÃÂ][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_AS_MAC = re.compile(r"[√¬].")
_HINT: Final = ("Ã", "Â", "√", "¬", "¿", "?", "\ufffd")
# A lost letter between two vowels is ñ: no other Spanish letter that encodings lose stands so in names.
_LOST_ENYE = re.compile(r"(?<=[aeiouáéíóú])¿(?=[aeiouáéíóú])", re.IGNORECASE)
# FABRICACI?N, DISTRIBUCI¿N: words end so in one way only.
_LOST_O = re.compile(r"(?<=[cs]i)[?¿\ufffd](?=n\b)", re.IGNORECASE)
_REPLACEMENT = "ï¿½"


def is_mangled(text: str) -> bool:
    """Whether UTF-8 shows that was read in another encoding."""
    return repair(text) != text and bool(_AS_LATIN.search(text) or _AS_MAC.search(text))


def repair(text: str) -> str:
    """The text with wrongly decoded letters put right; whatever is not certain stays as it came."""
    if text.isascii() and "?" not in text:
        return text
    if not any(hint in text for hint in _HINT):
        return text
    text = _AS_LATIN.sub(_Reread("cp1252", "latin-1"), text)
    text = _AS_MAC.sub(_Reread("mac_roman"), text)
    text = text.replace(_REPLACEMENT, "\ufffd").replace(_REPLACEMENT.upper(), "\ufffd")
    text = _LOST_O.sub(lambda lost: _like("ó", text, lost.start()), text)
    return _LOST_ENYE.sub(lambda lost: _like("ñ", text, lost.start()), text)


def tidy(cell: str) -> str:
    """A cell repaired and cleaned to one line, as ``matcher.text.clean`` does it."""
    text = unicodedata.normalize("NFC", repair(cell))
    # Printable text has nothing hidden in it, and most cells are so: this path is ten times as fast.
    return " ".join(text.split()) if text.isprintable() else clean(text)


class _Reread:
    """Replaces a match by what its bytes say as UTF-8, or leaves it."""

    def __init__(self, *encodings: str) -> None:
        self.encodings = encodings

    def __call__(self, found: re.Match[str]) -> str:
        for encoding in self.encodings:
            try:
                return found.group().encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
        return found.group()


def _like(letter: str, text: str, at: int) -> str:
    return letter.upper() if text[at - 1].isupper() else letter
