"""Criteria of capability: product, meaning, words, class and processes."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.processes import PROCESSES, neighbours
from matcher.knowledge.scian import title
from matcher.model import KINDS, Criterion
from matcher.model.hits import Floats
from matcher.rank.asked import Asked
from matcher.rank.catalogue import SECOND, Known
from matcher.rank.facts import CLIENT_CLASSES, Facts
from matcher.rank.measure import Language, Measure
from matcher.rank.routes import SUPPORTED
from matcher.rank.telling import OTHER_TRADE, Telling
from matcher.text import split_list

if TYPE_CHECKING:
    import pyarrow as pa

#: Class weight, and probability of the product, from which a sentence about them is evidence worth printing.
TELLING_CLASS: Final = 0.2
TELLING_PRODUCT: Final = 0.1
#: How surely the words of a shelter's clients have to tell of a class for it to count: each has few.
CLIENTS_SAY: Final = 0.6
#: Probability of the product from which a client is of the trade whatever its class.
OF_THE_TRADE: Final = 0.3
#: What a noun that is asked for is worth as evidence of the product.
NAMED: Final = 0.1
#: What a class counts for that a supplier's words tell of, beside the one it is registered under.
SAID: Final = 0.5

PRODUCT: Final = Criterion(
    "product",
    "Makes this product",
    "Fabrica este producto",
    "how likely its own words offer the items of the catalogue that the need asks for: the root, for a "
    "little evidence already tells much",
    "supplier's own text; catalogue of critical items",
    neutral=0.03,  # over the judged needs, half of the plants in a right class have less
    question="Do you make this item, or what is nearest to it?",
    meaning_es="qué tan probable es que sus propias palabras ofrezcan los artículos que se piden: la raíz, "
    "pues un poco de evidencia ya dice mucho",
    question_es="¿Fabrican este artículo, o qué es lo más cercano?",
    unit="root of a probability",
)
MEANING: Final = Criterion(
    "meaning",
    "Says what is asked for",
    "Dice lo que se busca",
    "cosine between the need and the nearest of the supplier's own words, in either language",
    "supplier's own text",
    neutral=0.15,
    question="What exactly do you make?",
    meaning_es="coseno entre lo pedido y lo más cercano que dice el proveedor, en uno u otro idioma",
    question_es="¿Qué fabrican exactamente?",
    unit="cosine",
)
WORDS: Final = Criterion(
    "words",
    "Shares words",
    "Comparte palabras",
    "words and names in common, rare ones counting most (BM25, saturated)",
    "supplier's own text",
    neutral=0.0,
    meaning_es="palabras y nombres en común; las raras cuentan más (BM25, saturado)",
    unit="BM25, saturated",
)
CLASS: Final = Criterion(
    "class",
    "Class of industry",
    "Clase de actividad",
    "how likely its class, registered or told by its own words, makes what is asked for; less where its own "
    "words tell of other products",
    "INEGI SCIAN and US NAICS index terms; buyers' terms; catalogue of critical items",
    neutral=0.05,
    question="Under which activity are you registered?",
    meaning_es="qué tan probable es que su clase, registrada o dicha por sus palabras, fabrique lo pedido; "
    "menos si sus propias palabras hablan de otros productos",
    question_es="¿Bajo qué actividad están registrados?",
    unit="probability",
)
PROCESS: Final = Criterion(
    "process",
    "Processes",
    "Procesos",
    "share of the processes asked for, or usual for the item, that it has or is near to",
    "supplier's own text",
    neutral=0.2,
    question="Which of these processes do you run?",
    meaning_es="parte de los procesos pedidos, o usuales para el artículo, que tiene o de los que está cerca",
    question_es="¿Cuáles de estos procesos operan?",
)


def by_name(named: Floats, facts: Facts, of_class: Floats) -> Floats:
    """How surely each supplier names what is asked for, (n,): only where a class of its own may make it.

    A set of seats is no set for infusions. ``of_class`` (n,) is NaN where the class is unknown: none against.
    A shelter has clients of more classes than are known.
    """
    plant = facts.kind != KINDS.index("shelter")
    result: Floats = np.where(plant & (of_class < SUPPORTED), np.float32(0.0), named).astype(np.float32)
    return result


def offered(likely: Floats, by_name: Floats) -> Floats:
    """How likely each supplier offers what is asked for, (n,): by all it says, or because it names it."""
    either = 1.0 - (1.0 - np.nan_to_num(likely)) * (1.0 - NAMED * by_name)
    result: Floats = np.where(np.isnan(likely) & (by_name <= 0), likely, either).astype(np.float32)
    return result


def product(likely: Floats, other: Floats, asked: Asked) -> Measure:
    """What the supplier's own words offer of the items asked for; ``likely`` (n,) are probabilities.

    Less where they tell of another trade, ``other`` (n,): a word alike is then chance, fascias are no face
    shields.
    """
    named = asked.likely.items[0][0] if asked.likely.items else None

    def say(row: int, language: Language) -> str:
        if named is None or not likely[row] >= TELLING_PRODUCT:
            return ""
        if language == "es":
            return f"dice lo que es {named.name_es} o lo más cercano (evidencia {likely[row]:.2f})"
        return f"its own words fit {named.name} or what is nearest to it (evidence {likely[row]:.2f})"

    values: Floats = (np.sqrt(likely) * (1.0 - OTHER_TRADE * np.nan_to_num(other))).astype(np.float32)
    return Measure(values, say)


def misfits(facts: Facts, of_class: Floats, likely: Floats, by_name: Floats) -> NDArray[np.bool_]:
    """Shelters whose known clients are all of other trades, (n,).

    No class of theirs may make what is asked for, ``of_class`` (n,), and their words do not offer it,
    ``likely`` (n,), nor name it, ``by_name`` (n,).
    """
    of_trade = (of_class >= TELLING_CLASS) | (likely >= OF_THE_TRADE) | (by_name >= OF_THE_TRADE)
    known = ~np.isnan(of_class) | ~np.isnan(likely)
    result: NDArray[np.bool_] = (facts.kind == KINDS.index("shelter")) & known & ~of_trade
    return result


def fitting(measure: Measure, misfit: NDArray[np.bool_]) -> Measure:
    """The same measure, 0 for the shelters that do not fit: a lens maker there is no reason for valves."""
    values: Floats = np.where(misfit, np.float32(0.0), measure.values).astype(np.float32)
    return Measure(values, lambda row, language: "" if misfit[row] else measure.say(row, language))


def silent(values: Floats) -> Measure:
    """Values (n,) of which the words quoted of the supplier say enough."""
    return Measure(values, lambda _row, _language: "")


def of_class(facts: Facts, registered: Floats, said: Floats) -> Floats:
    """The weight of each supplier's class, (n,); of a shelter, the best class among its clients' plants.

    A plant is registered under one activity and may have others: the classes that its own words tell of
    count as well, ``said`` (n,), a little less. NaN where neither is known.
    """
    shelter = facts.kind == KINDS.index("shelter")
    heard = np.where(shelter & (said < CLIENTS_SAY), np.float32(0.0), said)
    values: Floats = np.fmax(registered, SAID * heard).astype(np.float32)
    return values


def industry(
    facts: Facts,
    asked: Asked,
    registered: Floats,
    of_class: Floats,
    telling: Telling,
    code_at: Callable[[int], str | None],
) -> Measure:
    """What the class of each supplier is worth, (n,): less where its own words tell of other products.

    ``registered`` (n,) is the weight of the registered class, ``of_class`` (n,) with those that words tell
    of; ``code_at`` gives the class to name for a row.
    """
    values: Floats = (of_class * telling.left()).astype(np.float32)

    def say(row: int, language: Language) -> str:
        code = code_at(row)
        if not code or not registered[row] >= TELLING_CLASS:
            return ""
        name = title(code, language) or title(code) or ""
        if facts.kind[row] == KINDS.index("shelter"):
            if language == "es":
                return f"opera una planta de cliente de la clase {code} ({name})"
            return f"runs a client's plant of class {code} ({name})"
        made = _made_there(asked, code, language)
        if language == "es":
            return f"la clase {code} ({name}) fabrica {made} (evidencia {registered[row]:.2f})"
        return f"class {code} ({name}) makes {made} (evidence {registered[row]:.2f})"

    return Measure(values, say)


def registered_class(table: pa.Table, facts: Facts, asked: Asked) -> Floats:
    """The weight of the class that each supplier is registered under, (n,); NaN where it is unknown."""
    per_class = [asked.classes.get(code, 0.0) for code in facts.classes]
    values = np.array([*per_class, np.nan], dtype=np.float32)[facts.class_at]
    if CLIENT_CLASSES in table.column_names:
        for row, cell in enumerate(table[CLIENT_CLASSES].to_pylist()):
            if cell:
                values[row] = max((asked.classes.get(code, 0.0) for code in split_list(cell)), default=np.nan)
    return values


def _made_there(asked: Asked, code: str, language: Language) -> str:
    item: Known | None = asked.likely.named
    if item is not None and item.classes.get(code, 0.0) >= SECOND:
        return item.name_es if language == "es" else item.name
    return "artículos así" if language == "es" else "such items"


def process(facts: Facts, asked: Asked) -> Measure:
    """Mean over the processes asked for of how nearly each supplier has it, (n,); NaN where none is known."""
    position = {known.key: at for at, known in enumerate(PROCESSES)}
    values = np.zeros(len(facts.processes), dtype=np.float32)
    for key in asked.processes:
        near = np.zeros(len(position), dtype=np.float32)
        near[position[key]] = 1.0
        for other, weight in neighbours(key).items():
            near[position[other]] = weight
        values += (facts.processes * near).max(axis=1)
    values /= max(len(asked.processes), 1)
    values[~facts.processes.any(axis=1)] = np.nan

    def say(row: int, language: Language) -> str:
        if isnan(values[row]) or not asked.processes or not values[row] > 0:
            return ""
        names = ", ".join(process_name(key, language) for key in asked.processes)
        if language == "es":
            return f"procesos necesarios ({names}): {values[row]:.0%} cubiertos"
        return f"processes needed ({names}): {values[row]:.0%} met"

    return Measure(values, say)


def process_name(key: str, language: Language) -> str:
    """What a process is called first in a language."""
    known = next(known for known in PROCESSES if known.key == key)
    return (known.terms_es if language == "es" else known.terms_en)[0]
