"""Two names in one cell: the register writes ``LEGAL NAME,COMMERCIAL NAME``."""

from __future__ import annotations

import re

from matcher.sources.values import text
from matcher.text import fold, words

# A comma with nothing after it parts the two names; one with a space stands inside a name.
_PARTING = re.compile(r",(?=\S)")
_LEGAL_FORM = (
    r"(?:s\.? ?a\.? ?p\.? ?i\.?|s\.? ?a\.?(?: ?b\.?)?"
    r"|s\.? ?(?:de|en) ?(?:r\.? ?l\.?|c\.?(?: ?s\.?)?)(?: ?m\.? ?i\.?)?"
    r"|a\.? ?c\.?|s\.? ?c\.?(?: ?l\.?)?|s\.? ?p\.? ?r\.?)(?:\.? ?de ?\.?(?:c\.? ?v|r\.? ?l)\.?)*"
)
_ENDS_LEGAL = re.compile(rf"(?:^|[\s,.]){_LEGAL_FORM}$")
# "S.A. DE C,V." is a slip, not a second name.
_ONLY_FORM = re.compile(rf"(?:{_LEGAL_FORM}|v\.?|l\.?)$")


def split_names(cell: str) -> tuple[str | None, str | None]:
    """Legal and commercial name of a cell, each None where it is not given.

    The names part after the legal form (``S.A. DE C.V.,``), else at the first comma without a space after it.
    A commercial name that repeats the legal one is left out.
    """
    cell = (text(cell) or "").strip(", ")
    commas = [found.start() for found in _PARTING.finditer(cell)]
    commas = [at for at in commas if not _ONLY_FORM.match(fold(cell[at + 1 :]).split(",")[0])]
    if not commas:
        return _name(cell), None
    at = next((at for at in commas if _ENDS_LEGAL.search(fold(cell[:at]))), commas[0])
    legal, commercial = _name(cell[:at]), _name(cell[at + 1 :])
    if legal is None or (commercial and "".join(words(commercial)) == "".join(words(legal))):
        return legal or commercial, None
    return legal, commercial


def has_legal_form(name: str) -> bool:
    """Whether a name ends like that of a company, not of a person."""
    return bool(_ENDS_LEGAL.search(fold(name).strip(" ,")))


def _name(part: str) -> str | None:
    return text(part.strip(", "))
