"""Numbers as people write them, in digits, words or both, in English and Mexican Spanish."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final

from matcher.text import fold

#: What "a few", "several", "varios" or a bare "thousands" count for: the middle of 1 to 10, by powers of ten.
FEW: Final = 3.0
#: Ratio of the ends of a range from which the first lacks the scale of the second: "5 to 10 thousand".
SAME_SCALE: Final = 100.0


def by_word(groups: Mapping[float, str]) -> dict[str, float]:
    """Values by word, from words separated by spaces under each value."""
    return {word: value for value, words in groups.items() for word in words.split()}


_ONES: Final = (
    "one un una uno|two dos couple|three tres|four cuatro|five cinco|six seis|seven siete|eight ocho|"
    "nine nueve|ten diez|eleven once|twelve doce|thirteen trece|fourteen catorce|fifteen quince|"
    "sixteen dieciseis|seventeen diecisiete|eighteen dieciocho|nineteen diecinueve|twenty veinte|"
    "veintiun veintiuno veintiuna|veintidos|veintitres|veinticuatro|veinticinco|veintiseis|veintisiete|"
    "veintiocho|veintinueve"
)
_TENS: Final = (
    "thirty treinta|forty cuarenta|fifty cincuenta|sixty sesenta|seventy setenta|eighty ochenta|"
    "ninety noventa"
)
_HUNDREDS: Final = (
    "cien ciento|doscientos doscientas|trescientos trescientas|cuatrocientos cuatrocientas|"
    "quinientos quinientas|seiscientos seiscientas|setecientos setecientas|ochocientos ochocientas|"
    "novecientos novecientas"
)
#: Words for numbers up to 900, folded.
WORDS: Final = (
    by_word({float(at): words for at, words in enumerate(_ONES.split("|"), 1)})
    | by_word({at * 10.0: words for at, words in enumerate(_TENS.split("|"), 3)})
    | by_word({at * 100.0: words for at, words in enumerate(_HUNDREDS.split("|"), 1)})
    | by_word({FEW: "few several varios varias pocos pocas"})
)
#: Words that multiply what stands before them, folded; dozens and gross are trade counts.
SCALES: Final = by_word(
    {
        10.0: "tens decenas",
        12.0: "dozen dozens doz docena docenas",
        100.0: "hundred hundreds cientos centenares",
        144.0: "gross gruesa gruesas",
        1e3: "thousand thousands mil miles millar millares k",
        1e6: "million millions millon millones mill mln",
        1e9: "billion",
    }
)
# Some of them, without saying how many; and those that mean something else when no number stands before.
_PLURALS: Final = frozenset(
    "tens decenas dozens docenas hundreds cientos centenares thousands miles millares millions "
    "millones".split()
)
_NEVER_FIRST: Final = frozenset({"k", "gross", "doz", "mill", "mln"})
# "200 miles" is a distance, "varios miles" and "cientos de miles" are thousands.
_DISTANCE: Final = frozenset({"miles"})
_HALVES: Final = frozenset({"half", "medio", "media"})
_AND: Final = frozenset({"and", "y", "-"})
_JOINERS: Final = frozenset({*_AND, "of", "de", "a", "un", "una"})
_RANGE: Final = frozenset({"–", "to", "a", "o", "or", *_AND})
_HALF: Final = re.compile(r"½|(?<![\d/])1/2(?![\d/])")
_COUPLE: Final = re.compile(r"\bun par de (?=decenas|docenas|cientos|miles|millones)")
_SPACED: Final = re.compile(r"(?<![\d.,'])\d{1,3}(?: \d{3})+(?![\d.,'])", re.ASCII)
_COMMAS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTS: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL_COMMA: Final = re.compile(r"\d+,\d{1,2}")
# M is a million where a count may end; 2 m is two metres, 10 MM in a line of capitals ten millimetres.
_MILLIONS: Final = re.compile(
    r"(?<=\d)M(?!\w)|(?<=\d)\s?MM?(?!\w)(?=\s*(?:/|[,;)]|$|(?i:pcs|pieces|units|piezas|unidades|per|an?|al|"
    r"of|de|por|each|ea|every|monthly|annual\w*|yearly|mensual\w*|anual\w*)\b))|"
    r"(?<=\d)\s?m(?= ?(?:pcs|pieces|units|piezas)\b)"
)


def plain_numbers(text: str) -> str:
    """The text folded, with M as a word, a half as a word, and spaced thousands (40 000) closed up."""
    text = _HALF.sub(" half ", _MILLIONS.sub(" million ", text).replace("’", "'"))
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), _COUPLE.sub("dos ", fold(text)))


def number_at(tokens: Sequence[str], at: int) -> tuple[float, int] | None:
    """The number that starts at a token, and the token after it; a range counts as its middle. None if none.

    Tokens are folded words, figures or single signs. "Un millón 200 mil" is 1,200,000, "5 to 10 thousand"
    about 7,071: the middle by powers of ten.
    """
    read = _single(tokens, at)
    if read is None:
        return None
    value, end = read
    if end < len(tokens) and tokens[end] in _RANGE and (upper := _single(tokens, end + 1)):
        return _between(value, upper[0]), upper[1]
    return read


def _between(low: float, high: float) -> float:
    if low <= 0 or high <= low:
        return max(low, high)
    if high > SAME_SCALE * low:
        low *= max((scale for scale in (1e3, 1e6, 1e9) if low * scale <= high), default=1.0)
    return sqrt(low) * sqrt(high)


def _single(tokens: Sequence[str], at: int) -> tuple[float, int] | None:
    reading = _Reading(tokens, at)
    while reading.step():
        pass
    return (reading.whole + (reading.part or 0.0), reading.at) if reading.at > at else None


class _Reading:
    """Reads one number token by token: ``whole`` is settled, ``part`` still waits for a scale."""

    def __init__(self, tokens: Sequence[str], at: int) -> None:
        self.tokens, self.at, self.start = tokens, at, at
        self.whole, self.scale = 0.0, 1.0
        self.part: float | None = None
        self.figures = False

    def step(self) -> bool:
        """Take the next token, or a joining word and what it joins; False where the number ends."""
        token = self._token(self.at)
        if token[:1].isdigit():
            return self._figures(token)
        if token in SCALES:
            return self._scale(token)
        if token in WORDS:
            return self._word(WORDS[token])
        return self._half() if token in _HALVES else self._joined(token)

    def _token(self, at: int) -> str:
        return self.tokens[at] if 0 <= at < len(self.tokens) else ""

    def _figures(self, token: str) -> bool:
        following = SCALES.get(self._token(self.at + 1), 0.0)
        value = _value(token, scaled=following > 0)
        # After "2 million" a figure belongs only with a smaller scale of its own: "un millón 200 mil".
        if value is None or self.part is not None or (self.whole and not 1.0 < following < self.scale):
            return False
        self.part, self.figures = value, True
        self.at += 1
        return True

    def _word(self, value: float) -> bool:
        if self.part is not None and (self.figures or not _fits(self.part, value)):
            return False
        self.part = (self.part or 0.0) + value
        self.at += 1
        return True

    def _scale(self, token: str) -> bool:
        first = self.at == self.start
        if (first and token in _NEVER_FIRST) or (token in _DISTANCE and self._after_figures()):
            return False
        size = SCALES[token]
        count = self.part if self.part is not None else (FEW if token in _PLURALS else 1.0)
        if self.part is None and not first:
            self.whole *= size  # mil millones, 50 thousand dozen
        elif size >= 1e3:
            self.whole += count * size
        elif size in {12.0, 144.0}:
            self.whole = (self.whole + count) * size
        else:
            self.part, self.at = count * size, self.at + 1
            return True
        self.part, self.scale, self.figures, self.at = None, size, False, self.at + 1
        return True

    def _after_figures(self) -> bool:
        return self.figures or self._token(self.at - 1)[:1].isdigit()

    def _half(self) -> bool:
        """Half a million, media docena; after a number only when joined to it or set as a sign."""
        after = self.at + 1
        while self._token(after) in _JOINERS:
            after += 1
        if self.at > self.start and self.part is not None:
            self.part += 0.5
            self.at += 1
            return True
        if self.at > self.start or self._token(after) not in SCALES:
            return False
        self.part, self.at = 0.5, after
        return True

    def _joined(self, token: str) -> bool:
        if self.at == self.start or token not in _JOINERS:
            return False
        after, adds = self.at, False
        while self._token(after) in _JOINERS:
            adds = adds or self._token(after) in _AND
            after += 1
        following = self._token(after)
        if following in _HALVES and adds:
            self.whole, self.part = (
                (self.whole + self.scale / 2, None) if self.part is None else (self.whole, self.part + 0.5)
            )
            self.at = after + 1
            return True
        if following in SCALES and following not in _NEVER_FIRST and not adds:
            self.at = after
            return True
        fits = self.part is None or (not self.figures and _fits(self.part, WORDS.get(following, 0.0)))
        if following in WORDS and adds and fits:  # treinta y cinco, forty-eight
            self.at = after
            return True
        return False


def _fits(part: float, value: float) -> bool:
    """Whether a word continues a number: five after twenty, fifty after a hundred; not ten after five."""
    return (0.0 < value < 10.0 and part >= 20.0 and part % 10.0 == 0.0) or (
        value < 100.0 and part % 100.0 == 0.0
    )


def _value(figures: str, *, scaled: bool) -> float | None:
    """A figure with its separators; 40.000 is forty thousand, unless a scale follows: 1.250 millones."""
    figures = figures.replace("'", ",")
    if _COMMAS.fullmatch(figures):
        figures = figures.replace(",", "")
    elif _DOTS.fullmatch(figures) and not (scaled and figures.count(".") == 1):
        figures = figures.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(figures):
        figures = figures.replace(",", ".")
    try:
        return float(figures)
    except ValueError:
        return None
