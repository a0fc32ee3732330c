"""Shelter companies in the register: their campuses, as their clients' plants show them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from statistics import median
from typing import Final

from matcher.knowledge.municipalities import municipalities
from matcher.knowledge.shelters import SHELTERS, Shelter, ShelterMatch, find_shelter
from matcher.knowledge.states import STATES
from matcher.model import Provenance, Supplier
from matcher.text import clean, fold, join_list

#: Client products listed for one campus.
MAX_PRODUCTS: Final = 60


def with_shelters(plants: Iterable[Supplier]) -> Iterator[Supplier]:
    """The plants, those run by a shelter marked with its name, then one supplier for each shelter campus.

    A campus is a shelter in a municipality where it runs plants for clients; a shelter known by name whose
    plants the register does not show is listed where it is said to be, or without a place.
    """
    campuses: dict[tuple[str, str | None, str | None], list[tuple[Supplier, str | None]]] = defaultdict(list)
    shelters = {shelter.key: shelter for shelter in SHELTERS}
    for plant in plants:
        found = find_shelter(plant.name)
        if found is None:
            yield plant
            continue
        campuses[found.shelter.key, plant.state, plant.municipality].append((plant, _client(found)))
        yield replace(plant, extra={**plant.extra, "run_by": found.shelter.name})
    for (key, _, _), run in sorted(campuses.items(), key=lambda item: tuple(part or "" for part in item[0])):
        yield _campus(shelters[key], run)
    seen = {key for key, _, _ in campuses}
    for shelter in SHELTERS:
        if shelter.key not in seen:
            yield from _said_to_be(shelter)


def _client(found: ShelterMatch) -> str | None:
    return clean(found.client).strip(" .,-") or None if found.client else None


def _campus(shelter: Shelter, run: list[tuple[Supplier, str | None]]) -> Supplier:
    plants = [plant for plant, _ in run]
    first = plants[0]
    points = [(plant.latitude, plant.longitude) for plant in plants if plant.latitude is not None]
    years = [year for plant in plants for year in (plant.first_seen, plant.last_seen) if year]
    products = dict.fromkeys(product for plant in plants for product in plant.products)
    clients = dict.fromkeys(fold(client) for _, client in run if client)
    classes = dict.fromkeys(sorted({plant.scian for plant in plants if plant.scian}))
    return Supplier(
        supplier_id=_id(shelter, first.municipality or first.state),
        name=f"{shelter.name} ({first.municipality or first.state or 'place unknown'})",
        kind="shelter",
        products=tuple(products)[:MAX_PRODUCTS],
        state=first.state,
        municipality=first.municipality,
        latitude=round(median(latitude for latitude, _ in points), 5) if points else None,
        longitude=round(median(longitude for _, longitude in points if longitude is not None), 5)
        if points
        else None,
        first_seen=min(years, default=None),
        last_seen=max(years, default=None),
        source=first.source,
        source_id=join_list(plant.source_id or "" for plant in plants),
        as_of=str(max(years)) if years else None,
        provenance={"kind": Provenance(shelter.source, shelter.key)},
        extra={
            "clients": join_list(clients),
            "client_classes": join_list(classes),
            "client_plants": join_list(plant.supplier_id for plant in plants),
        },
    )


def _said_to_be(shelter: Shelter) -> Iterator[Supplier]:
    by_key = {municipality.cvegeo: municipality for municipality in municipalities()}
    states = {state.key: state.name for state in STATES}
    for place in shelter.places or (None,):
        municipality = by_key[place] if place else None
        where = municipality.name if municipality else None
        yield Supplier(
            supplier_id=_id(shelter, where),
            name=f"{shelter.name} ({where or 'place unknown'})",
            kind="shelter",
            state=states[municipality.state_key] if municipality else None,
            municipality=where,
            source="shelters table",
            source_id=shelter.key,
        )


def _id(shelter: Shelter, place: str | None) -> str:
    """A stable id out of words only: a place's name never reaches a path or a query as it came."""
    where = re.sub(r"[^a-z0-9]+", "-", fold(place or "")).strip("-")
    return f"shelter-{shelter.key}-{where}" if where else f"shelter-{shelter.key}"
