"""Things: the nouns that a plant's products are about, against those that a need asks for.

*Antenas* of a plater name what is asked for though the plant's class does not; *televisiones* in the class of
antennas name another thing. Over the judged needs, of plants in a right class whose words are not near the
item otherwise, 88 % of those that name it by its noun are an answer, 80 % of those that only repeat the title
of their class, and 31 % of those that name other things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.processes import find_processes
from matcher.model.hits import Floats
from matcher.rank.nouns import GENERAL, head_nouns

if TYPE_CHECKING:
    from matcher.rank.sought import Catalogue

#: Weight from which a noun is asked for.
ASKED: Final = 0.1
#: Share of the items about one noun from which another one is taken to be the same in the other language, or
#: another name for it; items of which it has to be the noun for the share to be told from its own side.
SAME: Final = 0.4
SEVERAL: Final = 3
#: Share of its products with which a supplier has to say more than the title of its class.
MOST: Final = 0.5
#: Processes that name what comes out of them: who does *arneses* makes them.
NAMING_PROCESSES: Final = frozenset({"wire_harness", "corrugated_converting"})
#: What a supplier says that it is not: "bebidas no alcohólicas" offer no alcohol. Not what "no" makes a thing
#: of: nonwoven, nonferrous, non-metallic.
_DENIED: Final = re.compile(r"\bno\s+(?!tejid|ferros|met[aáà]lic)\w+", re.IGNORECASE)
#: What a supplier makes parts for, and does not make: "componentes para válvulas".
_PARTS_FOR: Final = re.compile(
    r"^(?:(?:componentes?|partes?|piezas|refacciones|accesorios|empaques)\s+)?para\s.*$", re.IGNORECASE
)
#: Nouns that name no thing by themselves, as ``nouns`` gives them.
_NO_THINGS: Final = GENERAL | frozenset(
    "accessory apparatus article assemblie bien component consumible consumo device dispositivo elemento "
    "ensamblado fabricante good implemento insumo item linea maquinado materiale metal metale modulo objeto "
    "part piece plastico plastic product refaccion set sistema solucion subensamble subensamblaje system "
    "unidad unit util varios".split()
)


def itself(text: str) -> str:
    """A product without what it is not, and nothing where it is only for a product."""
    return _PARTS_FOR.sub("", _DENIED.sub("", text))


@dataclass(frozen=True, slots=True)
class Things:
    """The t nouns that the products of n suppliers are about.

    ``codes`` (t,) are CRC-32, ``of`` (t,) is the row of the supplier whose each is. A noun that names no
    thing (*productos*) and a process (*troquelado*) are not among them.
    """

    codes: NDArray[np.uint32]
    of: NDArray[np.int32]
    n: int


def things_of(products: Sequence[Sequence[str] | None]) -> Things:
    """The nouns that the products of each supplier are about, each once."""
    held = [
        (code, row)
        for row, said in enumerate(products)
        for code in dict.fromkeys(code for text in said or () for code in _codes(itself(text)))
    ]
    codes, of = np.array(held, dtype=np.int64).reshape(-1, 2).T
    return Things(codes.astype(np.uint32), of.astype(np.int32), len(products))


def _codes(text: str) -> Iterable[int]:
    nouns = sorted({spelled for noun in head_nouns(text) for spelled in _spellings(noun)})
    if _NO_THINGS.intersection(nouns) or set(find_processes(text)) - NAMING_PROCESSES:
        return ()
    return (crc32(noun.encode()) for noun in nouns)


def _spellings(noun: str) -> Iterable[str]:
    """A noun without its plural ending, of which Spanish has two: *arneses*, *envases*."""
    yield noun  # of which ``nouns`` has taken an s
    if len(noun) > 4 and noun.endswith("e"):
        yield noun[:-1]
        yield noun[:-1].removesuffix("s")


def asked_nouns(
    wanted: Sequence[tuple[str, float]],
    sought: Floats,
    catalogue: Catalogue,
    made_there: Callable[[int], bool],
) -> Mapping[int, float]:
    """The nouns that a need asks for as CRC-32, with how surely each names it, in [ASKED, 1].

    ``wanted`` are the phrases that name what it wants with their weights, ``sought`` (m,) the probability of
    each item of the catalogue, ``made_there`` says whether an item is made where the need's may be. A
    phrase's noun brings those that most items about it are about as well: *válvula* for *valve*. A noun
    counts as far as items about it are made there: an antenna is one whatever it is for, boxes are many.
    """
    nouns, at = np.unique(catalogue.nouns, return_inverse=True)
    by_item = np.bincount(at, weights=sought[catalogue.noun_of], minlength=len(nouns))
    by_phrase = np.zeros(len(nouns))
    for phrase, weight in wanted:
        for noun in head_nouns(phrase):
            found = np.flatnonzero(nouns == crc32(noun.encode()))
            if len(found):
                by_phrase += weight * _same(catalogue.noun_of, at, int(found[0]), len(nouns))
    sure = np.minimum(np.maximum(by_item, by_phrase), 1.0)
    sure[np.isin(nouns, _NO_THING_CODES)] = 0.0
    weighed = {}
    for one in np.flatnonzero(sure >= ASKED):
        made = [made_there(int(item)) for item in catalogue.noun_of[at == one]]
        weighed[int(nouns[one])] = float(sure[one]) * sum(made) / len(made)
    return {noun: weight for noun, weight in weighed.items() if weight >= ASKED}


def _same(noun_of: NDArray[np.uint16], at: NDArray[np.intp], noun: int, n: int) -> Floats:
    """The share of the items about a noun that are about each noun, (n,), or the other way round for one of
    SEVERAL items (*acumulador* is always a battery); 0 under SAME."""
    about = np.isin(noun_of, noun_of[at == noun])
    both = np.bincount(at[about], minlength=n)
    of_it = both / max(int((at == noun).sum()), 1)
    items = np.bincount(at, minlength=n)
    of_other = np.where(items >= SEVERAL, both / np.maximum(items, 1), 0.0)
    share = np.maximum(of_it, of_other)
    result: Floats = np.where(share >= SAME, share, 0.0).astype(np.float32)
    return result


def named(things: Things, asked: Mapping[int, float]) -> Floats:
    """How surely each supplier names what is asked for, (n,) in [0, 1]: its surest noun."""
    result = np.zeros(things.n, dtype=np.float32)
    for code, weight in asked.items():
        rows = things.of[things.codes == code]
        result[rows] = np.maximum(result[rows], np.float32(weight))
    return result


def names_others(things: Things, by_name: Floats, specific: Floats) -> NDArray[np.bool_]:
    """Which suppliers name things and none that is asked for, (n,); ``by_name`` (n,) is from ``named``.

    Not one most of whose products say no more than the title of its class, ``specific`` (n,) as in
    ``telling``: it may make anything of it.
    """
    names = np.zeros(things.n, dtype=bool)
    names[things.of] = True
    result: NDArray[np.bool_] = names & (specific >= MOST) & (by_name < ASKED)
    return result


_NO_THING_CODES: Final = np.array([crc32(noun.encode()) for noun in sorted(_NO_THINGS)], dtype=np.uint32)
