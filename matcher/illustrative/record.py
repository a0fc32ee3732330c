"""A supplier's record around its words: name, place, size, certificates; uneven, as real ones are."""

from __future__ import annotations

from random import Random
from typing import Final

from matcher.illustrative.plants import Truth
from matcher.illustrative.words import Told
from matcher.knowledge.places import PLACES, Place
from matcher.knowledge.sectors import SECTORS
from matcher.knowledge.states import STATES
from matcher.model import Supplier
from matcher.rank.facts import CLIENT_CLASSES
from matcher.text import join_list

#: No name of these could be a firm's: each says that it is illustrative, and by number which.
_NAMES: Final = {
    "maker": ("Manufacturas", "Industrias", "Componentes", "Productos", "Ensambles"),
    "convertible": ("Talleres", "Planta", "Industrias", "Procesos"),
    "shelter": ("Shelter", "Albergue Industrial"),
    "decoy": ("Comercial", "Servicios", "Distribuciones", "Industrias"),
    "bystander": ("Fábrica", "Productos"),
}
#: Size bands of Mexico's business directory (persons), and how often a plant is that large.
_BANDS: Final = ((6, 10), (11, 30), (31, 50), (51, 100), (101, 250), (251, None))
_BAND_WEIGHTS: Final = (8, 18, 14, 18, 22, 20)
_GENERAL: Final = ("iso_9001", "iso_14001", "immex", "ctpat", "oea", "industria_limpia")
_EQUIPMENT: Final = {
    "injection_molding": "inyectoras de 50 a 450 t",
    "cnc_milling": "CNC de 3 ejes",
    "cnc_turning": "torno CNC",
    "cut_and_sew": "máquinas de coser recta y overlock",
    "fabric_cutting": "mesa de corte automático",
    "smt": "línea SMT",
    "metal_stamping": "prensas de 80 a 400 t",
    "mig_spot_welding": "robot de soldadura",
    "metrology_cmm": "CMM",
    "cleanroom_assembly": "cuarto limpio ISO 8",
    "sheet_metal": "cortadora láser",
    "thermoforming": "termoformadora",
}
_COUNTRIES: Final = ("United States", "Mexico", "Japan", "Germany", "Canada", "Korea", "Spain")


def supplier_of(number: int, truth: Truth, told: Told, random: Random) -> Supplier:
    """The record of one illustrative supplier; ``number`` makes its id and its name."""
    place = random.choice(PLACES) if random.random() < 0.92 else None
    pinned = place is not None and random.random() < 0.85
    low, high = random.choices(_BANDS, _BAND_WEIGHTS)[0] if random.random() < 0.7 else (None, None)
    last_seen = random.randint(2014, 2026)
    return Supplier(
        supplier_id=f"illustrative-{number:04d}",
        name=f"{random.choice(_NAMES[truth.role])} Ejemplo {number:04d} (ilustrativo)",
        kind=truth.kind,
        description=told.description,
        products=told.products,
        processes=told.processes,
        certifications=_certificates(truth, random),
        equipment=_equipment(truth) if random.random() < 0.2 else (),
        scian=truth.scian,
        scian_vintage="2023" if truth.scian else None,
        state=_state(place),
        municipality=place.municipality if place else None,
        latitude=round(place.latitude + random.uniform(-0.04, 0.04), 4) if place and pinned else None,
        longitude=round(place.longitude + random.uniform(-0.04, 0.04), 4) if place and pinned else None,
        first_seen=max(2004, last_seen - random.randint(0, 15)),
        last_seen=last_seen,
        employees_min=low,
        employees_max=high,
        founded=random.randint(1962, 2020) if random.random() < 0.35 else None,
        export_share=round(random.uniform(0.0, 1.0), 2) if random.random() < 0.3 else None,
        parent_country=random.choice(_COUNTRIES) if random.random() < 0.3 else None,
        website=f"https://ejemplo-{number:04d}.example" if random.random() < 0.4 else None,
        lead_time_weeks=float(random.choice((3, 4, 6, 8, 10, 12, 16, 20)))
        if random.random() < 0.35
        else None,
        source="illustrative",
        source_id=f"{number:04d}",
        as_of=str(last_seen),
        verification=random.choices(("claimed", "document_seen", "site_visited"), (80, 15, 5))[0],
        extra={CLIENT_CLASSES: _client_classes(truth)} if truth.hosts else {},
    )


def _state(place: Place | None) -> str | None:
    return next(state.name for state in STATES if state.key == place.state_key) if place else None


def _equipment(truth: Truth) -> tuple[str, ...]:
    return tuple(_EQUIPMENT[key] for key in truth.processes if key in _EQUIPMENT)


def _client_classes(truth: Truth) -> str:
    return join_list(sorted({item.classes_main[0] for item in truth.hosts}))


def _certificates(truth: Truth, random: Random) -> tuple[str, ...]:
    """Half say nothing of certificates; the others name some of their product's or their sector's."""
    if truth.role in ("decoy", "bystander") or random.random() < 0.5:
        return ()
    shown = truth.makes or truth.hosts or truth.could
    sectors = {sector.key: sector for sector in SECTORS}
    likely = [key for item in shown for key in item.certificates]
    if truth.role != "convertible":
        likely += sectors[shown[0].sector].certificates_preferred
    held = [key for key in dict.fromkeys(likely) if random.random() < (0.55 if truth.makes else 0.15)]
    held += [key for key in _GENERAL if random.random() < 0.22]
    return tuple(sorted(set(held)))
