"""A buyer's own wording of a volume, in English or Spanish, read into pieces a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from matcher.rank.numerals import WORDS, by_word, number_at, plain_numbers

#: Characters that are read: a volume is a line, whatever comes later describes something else.
LONGEST: Final = 400
#: Pieces a year above which a figure is taken for a slip of the pen: no plant makes a trillion of anything.
MOST: Final = 1e12
#: Days a year on which a plant works: five a week, without the statutory rest days. Expert estimate.
WORKING_DAYS: Final = 250.0

#: Times a year that a period comes, by its folded name.
PERIODS: Final = by_word(
    {
        WORKING_DAYS: "day days dia dias",
        52.0: "week weeks wk wks semana semanas",
        26.0: "fortnight fortnights catorcena catorcenas",
        24.0: "quincena quincenas",
        12.0: "month months mo mth mes meses",
        6.0: "bimestre bimestres",
        4.0: "quarter quarters qtr trimestre trimestres",
        2.0: "semester semesters semestre semestres",
        1.0: "year years yr yrs ano anos annum",
    }
)
_ADVERBS: Final = by_word(
    {
        WORKING_DAYS: "daily diario diaria diarios diarias diariamente",
        52.0: "weekly semanal semanales semanalmente",
        26.0: "fortnightly biweekly catorcenal catorcenales",
        24.0: "quincenal quincenales",
        12.0: "monthly mensual mensuales mensualmente",
        6.0: "bimonthly bimestral bimestrales",
        4.0: "quarterly trimestral trimestrales",
        2.0: "semestral semestrales",
        1.0: "annual annually yearly anual anuales anualmente eau",
    }
)
_PIECES: Final = frozenset(
    "piece pieces pcs pc pza pzas pz pzs pieza piezas unit units unidad unidades uds ud each ea set "
    "sets kit kits juego juegos pair pairs prs par pares".split()
)
# Units of which a number says nothing about pieces: bulk, lengths, ratings, money, time, people.
_MEASURES: Final = frozenset(
    "kg kgs kilo kilos kilogram kilograms kilogramo kilogramos g gr gram grams gramo gramos mg t ton "
    "tons tonne tonnes tonelada toneladas lb lbs libra libras pound pounds oz ounce ounces onza onzas l "
    "lt lts liter liters litre litres litro litros ml gal gallon gallons galon galones barrel barrels "
    "barril barriles m mm cm km meter meters metre metres metro metros ft foot feet pie pies inch "
    "inches pulgada pulgadas yard yards yarda yardas yd mile miles milla millas micron microns m2 m3 "
    "ft2 sqft acre acres gauge v volt volts kv w kw mw kwh mwh watt watts amp amps hp psi bar c f usd "
    "dollar dollars dolares peso pesos mxn mdp euro euros hour hours hr hrs hora horas minute minutes "
    "minutos people persons personas employees empleados".split()
) | {"%", "°", '"', *PERIODS}
# Loads of unknown content, and what counts deliveries rather than goods.
_LOADS: Final = frozenset(
    "container containers contenedor contenedores truckload truckloads truck trucks camion camiones "
    "trailer trailers traileres load loads carga cargas pallet pallets tarima tarimas lot lots lote "
    "lotes batch batches delivery deliveries entrega entregas shipment shipments embarque embarques "
    "order orders pedido pedidos case cases tote totes supersack supersacks".split()
)
_PACKS: Final = frozenset(
    "box boxes caja cajas bag bags bolsa bolsas pack packs paquete paquetes case cases".split()
)
_BEFORE_UNIT: Final = frozenset(
    "- de of metric short long cubic square linear board metricas cubicos cuadrados lineales".split()
)
# What ends the noun phrase after a number, or the clause that a period bears on.
_PHRASE_ENDS: Final = frozenset({"in", "en", "on", "per", "por", "with", "con", ",", "/", ".", ";", "(", ")"})
_CLAUSE_ENDS: Final = frozenset(".;()")
# What makes the number after it a name, an amount of money or a year.
_LABELS: Final = frozenset(
    "iso iatf astm ansi aami iec ul ipc nom fda class clase level nivel type tipo grade grado no num nr "
    "sku model modelo fy $ usd mxn eur €".split()
)
_ONE: Final = frozenset({"one", "un", "una", "uno"})
_BEFORE_YEAR: Final = frozenset("in en from since desde by year ano de of".split())
_YEAR: Final = re.compile(r"20[0-4]\d")

_N: Final = rf"(\d{{1,2}}|{'|'.join(word for word, value in WORDS.items() if value <= 20)})"
_PERIOD: Final = rf"({'|'.join(PERIODS)})\b"
_ADVERB: Final = rf"\b({'|'.join(_ADVERBS)})\b"
_PER: Final = r"(?:/|\b(?:per|an?|each|every|al?|a la|por|cada|p|x)\b)\s*"
_DROP: Final = (
    r"\b(?:deliver\w*|ship\w*|releases?|orders?|lots?|entregas?|entregad[oa]s?|embarques?|pedidos?|lotes?|"
    r"surtid\w*)\b"
)
# How often it is delivered says nothing of how much, unless a number follows: monthly deliveries of 500.
_CADENCE: Final = re.compile(rf"(?:{_DROP} {_ADVERB}|{_ADVERB} {_DROP})(?! (?:of|de)\b)")
_ONCE: Final = re.compile(r"\bonce (?=(?:an?|per|every|each) )")
_TIMES: Final = re.compile(rf"\b(?:{_N} (?:times|veces)|twice) {_PER}{_PERIOD}")
_EVERY: Final = re.compile(rf"\b(?:every|each|cada|per) {_N} {_PERIOD}")
_RATE: Final = re.compile(rf"{_PER}{_PERIOD}|{_ADVERB}")
_UNTOLD: Final = re.compile(
    r"(?:/|\b(?:per|each|every|por|cada)\b)\s*(?:orders?|lot|batch|shipment|delivery|release|pedido|orden|lote|"
    r"embarque|entrega|shift|turno|hour|hr|hora|h|pallet|tarima|container|contenedor)\b"
)
_SPAN: Final = re.compile(rf"\b(?:over|in|en|durante|for|por) {_N} (?:years|anos)\b")
# A dash between a word and a number, which a hyphen in a name (IPC-A-610) is not.
_DASH: Final = re.compile(r"(?<=[a-z]) [-–—] (?=\d)")
_UNKNOWN_PERIOD: Final = "@?"
_TOKEN: Final = re.compile(r"@[\d.?]+|\d[\d.]*e\+?\d{1,2}|\d[\d.,']*\d|\d|[a-z]+\d*|[^\s\w]", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number, the tokens that it spans, whether it can count pieces and says that it does."""

    value: float
    start: int
    end: int
    counts: bool
    named: bool


def pieces_a_year(wording: str | None) -> float | None:
    """Pieces a year that a wording asks for: above 0, at most MOST; None when it cannot be told.

    "2 million a month" is 24,000,000. A set, a kit, a pair or a box is one piece, a dozen twelve. Of several
    figures with a period the largest counts, for that is what a plant must carry; a figure without one is
    taken for a year's. Tonnes, metres, pallets and containers tell nothing about pieces. Never raises.
    """
    text = _DASH.sub(", ", plain_numbers((wording or "")[:LONGEST]).replace("@", " "))
    span = _SPAN.search(text)
    tokens = _TOKEN.findall(_with_rates(_SPAN.sub(" ", text)))
    quantities = list(_quantities(tokens))
    bulk = any(not one.counts and _rate_after(one.end, one.end + 3, tokens) for one in quantities)
    pieces = _timed(quantities, tokens, after_bulk=bulk)
    if not pieces and not bulk and _UNKNOWN_PERIOD not in tokens:
        years = _count(span[1]) if span else 1.0
        pieces = [one.value / years for one in quantities if one.counts and one.named] or [
            one.value / years for one in quantities if one.counts
        ]
    most = max(pieces, default=0.0)
    return most if 0.0 < most <= MOST else None


def _with_rates(text: str) -> str:
    """The text with each period as a token: ``@12`` for a month, ``@?`` for one of unknown length."""
    text = _ONCE.sub("", _CADENCE.sub(" ", text))
    text = _TIMES.sub(lambda found: f" @{_count(found[1] or 'two') * PERIODS[found[2]]} ", text)
    text = _EVERY.sub(lambda found: f" @{PERIODS[found[2]] / _count(found[1])} ", text)
    text = _UNTOLD.sub(f" {_UNKNOWN_PERIOD} ", text)
    text = _RATE.sub(lambda found: f" @{PERIODS[found[1]] if found[1] else _ADVERBS[found[2]]} ", text)
    return re.sub(r"\.\s*(?=@)", " ", text)


def _count(number: str) -> float:
    return max(float(number) if number.isdigit() else WORDS[number], 1.0)


def _quantities(tokens: Sequence[str]) -> Iterator[_Quantity]:
    at = 0
    while at < len(tokens):
        read = number_at(tokens, at)
        if read is None:
            at += 1
            continue
        value, end = _unpacked(*read, tokens)
        named = end < len(tokens) and (tokens[end] in _PIECES or tokens[end].startswith("@"))
        counts = not _is_label(at, tokens) and (named or _may_count(at, end, tokens))
        yield _Quantity(value, at, end, counts, named)
        at = end


def _unpacked(value: float, end: int, tokens: Sequence[str]) -> tuple[float, int]:
    """Packs of a stated number of pieces, as pieces: "500 boxes of 100"; bags of 25 kg stay bags."""
    if end + 2 < len(tokens) and tokens[end] in _PACKS and tokens[end + 1] in {"of", "de", "con"}:
        inside = number_at(tokens, end + 2)
        if inside and _may_count(end + 2, inside[1], tokens):
            return value * inside[0], inside[1]
    return value, end


def _is_label(start: int, tokens: Sequence[str]) -> bool:
    """Whether a number belongs to a name, to money or to a turn of phrase: ISO 13485, $2, cada una."""
    before = tokens[start - 1] if start else ""
    if tokens[start] in _ONE and before in {"cada", "each"}:
        return True
    return before in _LABELS or (before == "-" and start > 1 and tokens[start - 2].isalpha())


def _may_count(start: int, end: int, tokens: Sequence[str]) -> bool:
    before = tokens[start - 1] if start else ""
    if before in _BEFORE_YEAR and end - start == 1 and _YEAR.fullmatch(tokens[start]):
        return False
    if end - start == 1 and tokens[start] in _ONE:  # one supplier, una planta
        return False
    at = end
    while at < len(tokens) and tokens[at] in _BEFORE_UNIT:
        at += 1
    measured = at < len(tokens) and tokens[at] in _MEASURES
    return not measured and not _loads(tokens[end : end + 4])


def _loads(following: Sequence[str]) -> bool:
    """Whether what is counted are loads: two 20 ft containers, 40 pallets."""
    for token in following:
        if token in _PHRASE_ENDS or token.startswith("@"):
            return False
        if token in _LOADS:
            return True
    return False


def _timed(quantities: Sequence[_Quantity], tokens: Sequence[str], *, after_bulk: bool) -> list[float]:
    """Pieces a year of each quantity whose period follows it; if none does, of those that one leads."""
    counting = [one for one in quantities if one.counts]
    limits = [*(one.start for one in counting), len(tokens)][1:]
    followed = [
        one.value * rate
        for one, limit in zip(counting, limits, strict=True)
        if (rate := _rate_after(one.end, limit, tokens))
    ]
    if followed or after_bulk:
        return followed
    return [one.value * rate for one in counting if (rate := _rate_before(one.start, tokens))]


def _rate_after(start: int, limit: int, tokens: Sequence[str]) -> float | None:
    for token in tokens[start:limit]:
        if token in _CLAUSE_ENDS or token == _UNKNOWN_PERIOD:
            return None
        if token.startswith("@"):
            return float(token[1:])
    return None


def _rate_before(start: int, tokens: Sequence[str]) -> float | None:
    for token in reversed(tokens[:start]):
        if token in _CLAUSE_ENDS:
            return None
        if token.startswith("@") and token != _UNKNOWN_PERIOD:
            return float(token[1:])
    return None
