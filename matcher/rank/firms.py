"""Criteria of the firm: its size beside the volume asked for, its lead time beside the deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from matcher.arrow import floats_of
from matcher.knowledge.processes import process
from matcher.model import KINDS, Criterion, Need
from matcher.rank.asked import Asked
from matcher.rank.facts import Facts
from matcher.rank.measure import Language, Measure
from matcher.rank.volume import pieces_a_year

if TYPE_CHECKING:
    import pyarrow as pa

Numbers = NDArray[np.float64]

SIZE: Final = Criterion(
    "size",
    "Size fits the volume",
    "Tamaño acorde al volumen",
    "employees beside those that the volume asks for: 1 within a wide band, 0 from ten times too few, slowly "
    "less where the order is small for the plant",
    "supplier table: employees; pieces per employee and year, expert estimate",
    neutral=0.9,  # expert estimate: the wide band holds most plants for most volumes
    question="How many people work at the plant, and what share of it would this volume take?",
    meaning_es="personal frente al que pide el volumen: 1 dentro de una banda amplia, 0 desde diez veces de "
    "menos; baja despacio si el pedido es chico para la planta",
    question_es="¿Cuántas personas trabajan en la planta y qué parte de ella ocuparía este volumen?",
    unit="powers of ten outside the band of employees that the volume asks for",
    better="less",
)
LEAD_TIME: Final = Criterion(
    "lead_time",
    "Lead time",
    "Plazo de entrega",
    "its usual lead time beside the deadline: 1 up to half of it, 0.7 at the deadline, 0 from three times it",
    "supplier table: lead time",
    neutral=0.7,  # expert estimate: buyers set deadlines by what is usual
    question="What is your lead time for this item, with and without tooling?",
    meaning_es="su plazo usual frente a la fecha pedida: 1 hasta la mitad, 0.7 justo en la fecha, 0 desde el "
    "triple",
    question_es="¿Cuál es su plazo de entrega para este producto, con y sin herramental?",
    unit="weeks",
    better="less",
)
CRITERIA: Final = (SIZE, LEAD_TIME)

#: Pieces that an employee accounts for in a year, slowest to fastest, over the whole plant: expert estimates.
#: Of disposables and packaging; of steel structures, tanks, vehicles and machines; of whatever else.
SMALL_GOODS: Final = (5_000.0, 200_000.0)
HEAVY_GOODS: Final = (1.0, 2_000.0)
ANY_GOODS: Final = (10.0, 200_000.0)
#: Sectors whose goods are small and made in long runs, and processes of large goods: all but a few of the
#: catalogue's 154 items with these are structures, tanks, vehicles or machines.
SMALL_SECTORS: Final = frozenset({"ppe", "packaging"})
HEAVY_PROCESSES: Final = frozenset({"structural_fab", "frp_fabrication"})
#: Value lost for each power of ten by which a plant is too small: with a tenth of the hands that the fastest
#: lines need it cannot carry the order. Expert estimate.
TOO_SMALL: Final = 1.0
#: The same where it is too large, and the least that is left: a large plant may still take a small order.
#: Expert estimates.
TOO_LARGE: Final = 0.2
LEAST_TOO_LARGE: Final = 0.4
#: How many times its lower end an open size band (251 and more) may hide: nine in ten Mexican plants above it
#: have fewer than 2,500 people. Expert estimate.
OPEN_BAND: Final = 10.0
#: Lead time as a share of the deadline, and its value at each; straight lines between. Expert estimates.
LEAD_SHARES: Final = (0.5, 1.0, 3.0)
LEAD_VALUES: Final = (1.0, 0.7, 0.0)


def size(table: pa.Table, facts: Facts, need: Need, asked: Asked) -> Measure:
    """How well the employees of each supplier fit the volume, (n,); NaN where either is unknown.

    The volume asks for as many people as it has pieces a year over what one accounts for: a band, wide on
    purpose. A size band counts from the end that fits better. A shelter's own people tell nothing, for it
    hires for its client: NaN.
    """
    pieces = pieces_a_year(need.volume)
    slowest, fastest = pieces_per_employee(need, asked)
    low, high = _employees(table)
    fewest, most = (pieces or np.nan) / fastest, (pieces or np.nan) / slowest
    short = np.maximum(np.log10(fewest / high), 0.0)
    over = np.maximum(np.log10(low / max(most, 1.0)), 0.0)
    fits = np.maximum(1.0 - TOO_SMALL * short, 0.0) * np.maximum(1.0 - TOO_LARGE * over, LEAST_TOO_LARGE)
    values = np.where(facts.kind == KINDS.index("shelter"), np.nan, fits).astype(np.float32)

    def say(row: int, language: Language) -> str:
        if pieces is None or np.isnan(values[row]):
            return ""
        people = _people(table, row, language)
        if short[row] > 0.0:
            return _too_small(people, pieces, fewest, language)
        return _large_enough(people, pieces, most if over[row] > 0.0 else None, language)

    return Measure(values, say)


def pieces_per_employee(need: Need, asked: Asked) -> tuple[float, float]:
    """Pieces that an employee accounts for in a year, slowest and fastest, for what is asked for.

    The processes are those of the item asked for, else those that the need states; not the words of its
    text, which name where the thing goes as often as how it is made.
    """
    named = asked.likely.named
    stated = [found.key for name in need.processes if (found := process(name)) is not None]
    if HEAVY_PROCESSES & set(named.processes if named else stated):
        return HEAVY_GOODS
    return SMALL_GOODS if need.sector in SMALL_SECTORS else ANY_GOODS


def lead_time(table: pa.Table, _facts: Facts, need: Need) -> Measure:
    """How the usual lead time of each supplier fits the deadline, (n,); NaN where either is unknown."""
    weeks = _column(table, "lead_time_weeks")
    deadline = need.deadline_weeks if need.deadline_weeks and need.deadline_weeks > 0 else np.nan
    values = np.interp(weeks / deadline, LEAD_SHARES, LEAD_VALUES).astype(np.float32)

    def say(row: int, language: Language) -> str:
        if np.isnan(values[row]):
            return ""
        if language == "es":
            beside = f"plazo usual de {weeks[row]:g} semanas; se piden {deadline:g}"
            return f"{beside}; herramental y validación de un producto nuevo van aparte"
        beside = f"usual lead time {weeks[row]:g} weeks, {deadline:g} asked for"
        return f"{beside}; tooling and validation of a new item come on top"

    return Measure(values, say)


def _employees(table: pa.Table) -> tuple[Numbers, Numbers]:
    """The least and the most people that each supplier may have, both (n,), NaN where unknown.

    A single end stands for both; an open upper end is OPEN_BAND times the lower.
    """
    low, high = _column(table, "employees_min"), _column(table, "employees_max")
    low = np.where(np.isnan(low), high, low)
    high = np.where(np.isnan(high), low * OPEN_BAND, high)
    return np.maximum(low, 1.0), np.maximum(high, 1.0)


def _column(table: pa.Table, name: str) -> Numbers:
    if name not in table.column_names or not table.num_rows:
        return np.full(table.num_rows, np.nan)
    return floats_of(table[name])


def _people(table: pa.Table, row: int, language: Language) -> str:
    """The employees as the table has them: ``51 to 100``, ``251 or more``."""
    low, high = (_column(table.slice(row, 1), name)[0] for name in ("employees_min", "employees_max"))
    if np.isnan(high):
        return f"{low:,.0f} {'o más' if language == 'es' else 'or more'}"
    if np.isnan(low) or low == high:
        return f"{high:,.0f}"
    return f"{low:,.0f} {'a' if language == 'es' else 'to'} {high:,.0f}"


def _too_small(people: str, pieces: float, fewest: float, language: Language) -> str:
    if language == "es":
        asks = f"piden al menos unas {_round(fewest)} en las líneas más rápidas"
        return f"{people} personas; {pieces:,.0f} piezas al año {asks} (estimación)"
    asks = f"ask for at least some {_round(fewest)} on the fastest lines"
    return f"{people} employees; {pieces:,.0f} pieces a year {asks} (estimate)"


def _large_enough(people: str, pieces: float, most: float | None, language: Language) -> str:
    """That the volume fits; of a plant too large for it, how many people it would occupy at most."""
    if language == "es":
        told = f"ocupan a lo más unas {_round(most)}; el pedido puede quedarle chico" if most else ""
        return f"{people} personas; {pieces:,.0f} piezas al año {told or 'parecen a su alcance'} (estimación)"
    told = f"occupy at most some {_round(most)}; the order may be small for it" if most else ""
    return f"{people} employees; {pieces:,.0f} pieces a year {told or 'seem within its reach'} (estimate)"


def _round(people: float) -> str:
    """People to two digits, never under one."""
    return f"{max(float(f'{people:.2g}'), 1.0):,.0f}"
