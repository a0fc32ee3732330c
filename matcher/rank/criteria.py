"""The criteria: each turns facts and what a need asks for into values in [0, 1], or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.config import FAR_KM, STALE_YEARS
from matcher.knowledge.processes import PROCESSES, neighbours
from matcher.model import Criterion, Need
from matcher.model.hits import Floats
from matcher.rank.asked import Asked
from matcher.rank.facts import CLIENT_CLASSES, Facts
from matcher.rank.gates import held
from matcher.text import split_list

if TYPE_CHECKING:
    import pyarrow as pa

CRITERIA: Final = (
    Criterion(
        "product",
        "Makes this product",
        "Fabrica este producto",
        "how likely its own words offer the items of the catalogue that the need asks for",
        "supplier's own text; catalogue of critical items",
        neutral=0.02,
        question="Do you make this item, or what is nearest to it?",
    ),
    Criterion(
        "meaning",
        "Says what is asked for",
        "Dice lo que se busca",
        "cosine between the need and the nearest of the supplier's own words, in either language",
        "supplier's own text",
        neutral=0.15,
        question="What exactly do you make?",
    ),
    Criterion(
        "words",
        "Shares words",
        "Comparte palabras",
        "words and names in common, rare ones counting most (BM25, saturated)",
        "supplier's own text",
        neutral=0.0,
    ),
    Criterion(
        "class",
        "Class of industry",
        "Clase de actividad",
        "how likely its SCIAN class makes what is asked for: official index, buyers' terms, catalogue",
        "INEGI SCIAN and US NAICS index terms; buyers' terms; catalogue of critical items",
        neutral=0.05,
        question="Under which activity are you registered?",
    ),
    Criterion(
        "process",
        "Processes",
        "Procesos",
        "share of the processes asked for, or usual for the item, that it has or is near to",
        "supplier's own text",
        neutral=0.2,
        question="Which of these processes do you run?",
    ),
    Criterion(
        "route",
        "How soon",
        "Qué tan pronto",
        "1 makes it today, 0 needs two years; conversion edges with ordinary months",
        "conversion edges",
    ),
    Criterion(
        "certificates",
        "Certificates",
        "Certificados",
        "share of the certificates asked for that it names",
        "supplier table",
        neutral=0.3,
        question="Which of these certificates do you hold, in which scope, until when?",
    ),
    Criterion(
        "crossing",
        "Near a crossing",
        "Cerca de un cruce",
        "road distance to the nearest freight crossing: 1 at the bridge, 0 from 2,000 km",
        "coordinates; BTS ports",
        question="Where is the plant?",
    ),
    Criterion(
        "freshness",
        "Recently seen",
        "Visto recientemente",
        "year last seen in its source: 1 in the newest edition, 0 fifteen years earlier",
        "source editions",
        question="Are you operating?",
    ),
)
#: What a class counts for that a supplier's words tell of, beside the one it is registered under.
SAID: Final = 0.8
NAMES: Final = tuple(criterion.name for criterion in CRITERIA)


def class_values(table: pa.Table, facts: Facts, asked: Asked, said: Floats) -> Floats:
    """The weight of each supplier's class, (n,); of a shelter, the best class among its clients' plants.

    A plant is registered under one activity and may have others: the classes that its own words tell of
    count as well, ``said`` (n,), a little less. NaN where neither is known.
    """
    per_class = [asked.classes.get(code, 0.0) for code in facts.classes]
    values = np.array([*per_class, np.nan], dtype=np.float32)[facts.class_at]
    if CLIENT_CLASSES in table.column_names:
        for row, cell in enumerate(table[CLIENT_CLASSES].to_pylist()):
            if cell:
                values[row] = max((asked.classes.get(code, 0.0) for code in split_list(cell)), default=np.nan)
    found: Floats = np.fmax(values, SAID * said)
    return found


def process_values(facts: Facts, asked: Asked) -> Floats:
    """Mean over the processes asked for of how nearly each supplier has it, (n,); NaN where none is known."""
    position = {process.key: at for at, process in enumerate(PROCESSES)}
    values = np.zeros(len(facts.processes), dtype=np.float32)
    for key in asked.processes:
        near = np.zeros(len(position), dtype=np.float32)
        near[position[key]] = 1.0
        for other, weight in neighbours(key).items():
            near[position[other]] = weight
        values += (facts.processes * near).max(axis=1)
    values /= max(len(asked.processes), 1)
    values[~facts.processes.any(axis=1)] = np.nan
    return values


def certificate_values(need: Need, table: pa.Table) -> Floats:
    """Share of the certificates asked for that each supplier names, (n,); NaN where none is known of it."""
    asked = (*need.required_certifications, *need.preferred_certifications)
    total = np.zeros(table.num_rows, dtype=np.float32)
    known = np.zeros(table.num_rows, dtype=bool)
    for certificate in asked:
        has, known = held(table, certificate)
        total += has
    return np.where(known, total / max(len(asked), 1), np.nan).astype(np.float32)


def crossing_values(facts: Facts) -> Floats:
    """Nearness of a freight crossing, (n,); NaN where the place is unknown."""
    return (1.0 - np.minimum(facts.crossing_km, FAR_KM) / FAR_KM).astype(np.float32)


def freshness_values(facts: Facts) -> Floats:
    """How recently each supplier was seen, (n,), against the newest year in the index; NaN where unknown."""
    if np.isnan(facts.last_seen).all():
        return facts.last_seen
    age = np.nanmax(facts.last_seen) - facts.last_seen
    fresh: Floats = (1.0 - np.minimum(age, STALE_YEARS) / STALE_YEARS).astype(np.float32)
    return fresh


def applying(need: Need, asked: Asked) -> frozenset[str]:
    """The criteria that a need puts to use: no certificates or processes asked for, none weighed."""
    idle = set()
    if not (need.required_certifications or need.preferred_certifications):
        idle.add("certificates")
    if not asked.processes:
        idle.add("process")
    return frozenset(NAMES) - idle
