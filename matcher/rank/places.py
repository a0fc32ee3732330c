"""Criteria of place: how far by road to the buyer, and who else nearby makes such things."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.config import ROAD_FACTOR
from matcher.geo import EARTH_RADIUS_KM, great_circle_km
from matcher.knowledge import clusters, places
from matcher.knowledge.corridors import DAY_KM, corridors_from
from matcher.knowledge.municipalities import municipality
from matcher.knowledge.places import Place, Port, land_ports
from matcher.knowledge.sectors import sector
from matcher.knowledge.states import state
from matcher.knowledge.us_states import UsState, us_state
from matcher.model import Criterion, Need
from matcher.rank.measure import Language, Measure
from matcher.rank.per_table import per_table

if TYPE_CHECKING:
    import pyarrow as pa

    from matcher.rank.facts import Facts

_Numbers = NDArray[np.float64]

CRITERIA: Final = (
    Criterion(
        "destination",
        "Near the buyer by road",
        "Cerca del comprador por carretera",
        "hours by road to the buyer's state, border included: 1 up to 8 hours, 0 from four days",
        "coordinates; BTS ports; corridors; centres of US states (estimates)",
        neutral=0.12,  # measured: mean over the register and the 49 states reached by road
        question="Where is the plant, and how many days door to door do you quote to this destination?",
        meaning_es="horas por carretera al estado del comprador, con cruce: 1 hasta 8, 0 desde cuatro días",
        question_es="¿Dónde está la planta y cuántos días puerta a puerta cotiza a este destino?",
        unit="hours",
        better="less",
    ),
    Criterion(
        "cluster",
        "Such industry around it",
        "Industria afín alrededor",
        "people who know the work, and second sources: n / (n + 10) for n other suppliers of its SCIAN group "
        "(four digits) within 60 km, at least 0.6 in a cluster known for its work",
        "coordinates and classes of this directory; clusters (a prior of the region)",
        neutral=0.5,  # measured: median over the register
        question="Where is the plant, and under which activity is it registered?",
        meaning_es="gente que conoce el trabajo y segundas fuentes: n / (n + 10) con n proveedores más de su "
        "rama SCIAN (cuatro dígitos) a menos de 60 km, al menos 0.6 en un clúster conocido por su giro",
        question_es="¿Dónde está la planta y con qué actividad está registrada?",
        unit="suppliers",
    ),
)

#: Hours from dock to dock that are worth 1: a border plant to a warehouse across, the middle of 4 to 12.
NEAR_HOURS: Final = 8.0
#: Hours worth 0: four days, after which a truck that leaves on a Monday is not there within the week.
FAR_HOURS: Final = 96.0
#: Road of a driver's day in the US, km: fits the field's Laredo to Dallas (12 to 24 h), Chicago (48 h) and
#: Detroit (60 to 72 h) within a tenth. Eleven hours at the wheel are allowed (49 CFR 395.3).
US_DAY_KM: Final = 1050.0
#: Hours at the border of a plant that drays its goods across itself (corridors.csv, local drives, middle),
#: and of a long haul that changes tractor or trailer there (transload, 8 to 24 h, middle).
DRAYAGE_HOURS: Final = 8.0
TRANSLOAD_HOURS: Final = 16.0
#: Road to the crossing up to which a plant drays across itself, km: there and back in a shift, Ensenada to
#: Otay Mesa among them. Expert estimate.
DRAYAGE_KM: Final = 150.0
#: Hours that another crossing must save before the usual one is left, with its brokers and warehouses: what
#: the estimates of two roads may differ by, and a shift. Expert estimate.
SWITCH_HOURS: Final = 8.0
#: Where the road has to pass, by state: round the Gulf of California by Ensenada, round the Gulf of Mexico
#: by Coatzacoalcos (codes of ports.csv), where the great circle would cross the sea.
_ROUND: Final = {"03": "MXESE", **dict.fromkeys(("04", "07", "23", "27", "31"), "MXCOA")}

#: Kilometres, as the crow flies, within which plants share people and suppliers: a commuter's hour.
NEARBY_KM: Final = 60.0
#: Suppliers of its group nearby that are worth one half. Expert estimate.
HALF_AT: Final = 10.0
#: The least that a cluster known for its work is worth, however few of it this directory holds.
IN_CLUSTER: Final = 0.6
#: Columns that say where a supplier is.
PLACE: Final = ("state", "municipality")
#: Digits of SCIAN at which activities share skills (INEGI's rama, industry group).
GROUP_DIGITS: Final = 4
_BLOCK: Final = 512


@dataclass(frozen=True, slots=True)
class Sites:
    """Where the n suppliers of a table are.

    ``latitude`` and ``longitude`` (n,) are degrees, of the plant or else of its industrial place, NaN where
    unknown; ``keys`` are the different pairs of INEGI's state and municipal keys, None where unknown, and
    ``key_at`` (n,) int32 points into them.
    """

    latitude: _Numbers
    longitude: _Numbers
    keys: tuple[tuple[str | None, str | None], ...]
    key_at: NDArray[np.int32]


@per_table
def sites(table: pa.Table) -> Sites:
    """Read where suppliers are; a column that is not there is unknown."""
    pairs = list(zip(*(_cells(table, name) for name in PLACE), strict=True))
    at = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
    keys = tuple(keys_of(*pair) for pair in at)
    key_at = np.array([at[pair] for pair in pairs], dtype=np.int32)
    points = {found.cvegeo: (found.latitude, found.longitude) for found in places.PLACES}
    known = np.array([points.get(cvegeo or "", (np.nan, np.nan)) for _, cvegeo in keys]).reshape(-1, 2)
    own = np.array([_cells(table, "latitude"), _cells(table, "longitude")], dtype=np.float64)
    point = np.where(np.isnan(own).any(axis=0), known[key_at].T, own)
    return Sites(point[0], point[1], keys, key_at)


def _cells(table: pa.Table, name: str) -> list[Any]:
    return table[name].to_pylist() if name in table.column_names else [None] * table.num_rows


def keys_of(state_name: str | None, municipality_name: str | None) -> tuple[str | None, str | None]:
    """INEGI's keys of a state and a municipality by their names, None where unknown."""
    home = state(state_name or "")
    if home is None:
        return None, None
    town = municipality(municipality_name or "", home.key)
    return home.key, town.cvegeo if town else None


def destination(table: pa.Table, _facts: Facts, need: Need) -> Measure:
    """How near each supplier is to the need's destination by road, (n,).

    Hours on the clock from the plant through a crossing that suits freight to the middle of the state's
    people. The crossing is the one with the fewest hours; the usual one of the nearest industrial place is
    kept unless another saves SWITCH_HOURS. NaN where the place is unknown, and for all where the destination
    is, or is not reached by road. Source: field notes, November 2026 (corridors.csv); estimates all.
    """
    buyer = us_state(need.destination or "")
    if buyer is None or not buyer.by_road:
        return Measure(np.full(table.num_rows, np.nan, dtype=np.float32), lambda _row, _language: "")
    crossing, legs = _way(_roads(table), buyer)
    hours = legs.sum(axis=0)
    values = np.clip((FAR_HOURS - hours) / (FAR_HOURS - NEAR_HOURS), 0.0, 1.0).astype(np.float32)

    def say(row: int, language: Language) -> str:
        if np.isnan(values[row]):
            return ""
        return _way_sentence(land_ports(suitable=True)[crossing[row]], legs[:, row], buyer, language)

    return Measure(values, say)


@dataclass(frozen=True, slots=True)
class _Roads:
    """Road out of Mexico: ``km`` and ``hours`` (n, p) to the freight crossings, ``usual`` (n, p) bool."""

    km: _Numbers
    hours: _Numbers
    usual: NDArray[np.bool_]


@per_table
def _roads(table: pa.Table) -> _Roads:
    where = sites(table)
    nearest = _nearest_place(where)
    pace, usual = _habits()
    km = np.stack([_road_km(where, port) for port in land_ports(suitable=True)], axis=1)
    return _Roads(km, km * (24.0 / DAY_KM) * pace[nearest, None], usual[nearest])


def _road_km(where: Sites, port: Port) -> _Numbers:
    """Road kilometres from each supplier to a crossing, (n,), by the point that its state's road passes."""
    km = great_circle_km(where.latitude, where.longitude, port.latitude, port.longitude)
    points = {found.code: found for found in places.PORTS}
    for number, (state_key, _) in enumerate(where.keys):
        if corner := points.get(_ROUND.get(state_key or "", "")):
            rows = where.key_at == number
            on = great_circle_km(corner.latitude, corner.longitude, port.latitude, port.longitude)
            to = great_circle_km(
                where.latitude[rows], where.longitude[rows], corner.latitude, corner.longitude
            )
            km[rows] = to + on
    return km * ROAD_FACTOR


def _nearest_place(where: Sites) -> NDArray[np.intp]:
    """The industrial place nearest to each supplier, (n,) into PLACES; 0 where the supplier's is unknown."""
    near = _units(where.latitude, where.longitude) @ _place_units().T
    return np.asarray(np.nan_to_num(near).argmax(axis=1))


@cache
def _place_units() -> _Numbers:
    points = np.array([(found.latitude, found.longitude) for found in places.PLACES])
    return _units(points[:, 0], points[:, 1])


def _units(latitude: _Numbers, longitude: _Numbers) -> _Numbers:
    """Points in degrees as unit vectors, (n, 3): their products are the cosines of the arcs between them."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


@cache
def _habits() -> tuple[_Numbers, NDArray[np.bool_]]:
    """Of each of the m industrial places: its pace (m,), and which freight crossing it uses (m, p) bool.

    The pace is how much longer than a driver's DAY_KM in 24 hours the documented drive takes, of the place
    or of the nearest one that has such a drive: loading and checks included. It holds for every road out.
    """
    codes = [port.code for port in land_ports(suitable=True)]
    usual = np.array([[code == _gateway(found, codes) for code in codes] for found in places.PLACES])
    paces = np.array([_pace(found) for found in places.PLACES])
    near = _place_units() @ _place_units().T
    near[:, np.isnan(paces)] = -1.0
    return paces[near.argmax(axis=1)], usual


def _gateway(found: Place, codes: list[str]) -> str | None:
    return next((code for code in found.gateways if code in codes), None)


def _pace(found: Place) -> float:
    """Documented over reckoned hours of a place's drive; NaN where none is documented."""
    drives = [drive for drive in corridors_from(found.cvegeo) if drive.to_port == found.gateways[0]]
    if not drives:
        return np.nan
    if found.road_km <= DRAYAGE_KM:  # the documented hours hold the crossing too
        return 1.0
    reckoned = found.road_km * 24.0 / DAY_KM
    return float(np.clip(reckoned, *drives[0].hours)) / reckoned


def _way(roads: _Roads, buyer: UsState) -> tuple[NDArray[np.intp], _Numbers]:
    """The crossing of each supplier, (n,) into the freight ones, and hours to, at and beyond it, (3, n)."""
    km_beyond = [
        great_circle_km(port.latitude, port.longitude, buyer.latitude, buyer.longitude) * ROAD_FACTOR
        for port in land_ports(suitable=True)
    ]
    border = np.where(roads.km <= DRAYAGE_KM, DRAYAGE_HOURS, TRANSLOAD_HOURS)
    beyond = np.broadcast_to(np.array(km_beyond) * (24.0 / US_DAY_KM), roads.km.shape)
    legs = np.stack([roads.hours, border, beyond])
    weighed = np.nan_to_num(legs.sum(axis=0), nan=np.inf) - SWITCH_HOURS * roads.usual
    crossing = weighed.argmin(axis=1)
    return crossing, legs[:, np.arange(len(crossing)), crossing]


def _way_sentence(port: Port, legs: _Numbers, buyer: UsState, language: Language) -> str:
    """Whole hours, one at least, so that the legs add up to the total shown."""
    to, at, on = (max(1, round(float(hours))) for hours in legs)
    if language == "es":
        return (
            f"unas {to + at + on} h por carretera a {buyer.name_es} por {port.mexican_side} (estimación): "
            f"{to} h al cruce, {at} h en la frontera, {on} h del otro lado"
        )
    return (
        f"about {to + at + on} h by road to {buyer.name_en} through {port.name} (estimate): "
        f"{to} h to the crossing, {at} h border, {on} h beyond"
    )


def cluster(_table: pa.Table, facts: Facts, need: Need) -> Measure:
    """How much of its own industry each supplier has around it, (n,); NaN where place or class is unknown.

    ``n / (n + HALF_AT)`` for n other suppliers of this table within NEARBY_KM whose class shares four digits;
    at least IN_CLUSTER in a cluster that is known for its group, or for the need's sector where its class
    belongs to that sector.
    """
    others, home = facts.others_nearby, facts.cluster_at
    fits = _fits(facts, need)[facts.class_at, home]
    crowd = others / (others + HALF_AT)
    values = np.where(fits, np.maximum(crowd, IN_CLUSTER), crowd).astype(np.float32)

    def say(row: int, language: Language) -> str:
        if np.isnan(values[row]):
            return ""
        group = facts.classes[facts.class_at[row]][:GROUP_DIGITS]
        named = clusters.CLUSTERS[home[row]] if fits[row] else None
        return _cluster_sentence(int(others[row]), group, named, language)

    return Measure(values, say)


def others_nearby(table: pa.Table) -> _Numbers:
    """Other suppliers of the same group within NEARBY_KM, (n,); NaN where place or class is unknown."""
    where = sites(table)
    groups = np.array([(code or "")[:GROUP_DIGITS] for code in _cells(table, "scian")], dtype=str)
    known = ~np.isnan(where.latitude) & (np.char.str_len(groups) == GROUP_DIGITS)
    counts = np.full(table.num_rows, np.nan)
    for group in np.unique(groups[known]):
        rows = np.flatnonzero(known & (groups == group))
        counts[rows] = _crowd(where.latitude[rows], where.longitude[rows]) - 1
    return counts


def _crowd(latitude: _Numbers, longitude: _Numbers) -> _Numbers:
    """How many of these points lie within NEARBY_KM of each, itself among them, (n,).

    Sorted by latitude, a block of points is compared with those in its own belt only.
    """
    order = np.argsort(latitude, kind="stable")
    belt, units = latitude[order], _units(latitude[order], longitude[order])
    reach = NEARBY_KM / EARTH_RADIUS_KM
    found = np.empty(len(order))
    for start in range(0, len(order), _BLOCK):
        block = slice(start, start + _BLOCK)
        ends = belt[block][[0, -1]] + np.degrees(reach) * np.array([-1.0, 1.0])
        first, last = np.searchsorted(belt, ends[0], "left"), np.searchsorted(belt, ends[1], "right")
        found[order[block]] = (units[block] @ units[first:last].T >= np.cos(reach)).sum(axis=1)
    return found


def cluster_at(table: pa.Table) -> NDArray[np.intp]:
    """The named cluster of each supplier's municipality, (n,) into CLUSTERS, -1 in none or where unknown."""
    where = sites(table)
    at = {found.key: number for number, found in enumerate(clusters.CLUSTERS)}
    homes = [clusters.cluster_of(cvegeo or "") for _, cvegeo in where.keys]
    return np.array([at[home.key] if home else -1 for home in homes], dtype=np.intp)[where.key_at]


def _fits(facts: Facts, need: Need) -> NDArray[np.bool_]:
    """Which clusters are known for which classes, (classes + 1, clusters + 1), the last of each unknown."""
    asked = sector(need.sector or "")
    of_sector = {*asked.core_classes, *asked.adjacent_classes} if asked else set()
    fits = np.zeros((len(facts.classes) + 1, len(clusters.CLUSTERS) + 1), dtype=bool)
    for column, known in enumerate(clusters.CLUSTERS):
        groups = tuple(code[:GROUP_DIGITS] for code in known.classes)
        for row, code in enumerate(facts.classes):
            suits_need = asked is not None and asked.key in known.sectors and code in of_sector
            fits[row, column] = code.startswith(groups) or suits_need
    return fits


def _cluster_sentence(others: int, group: str, named: clusters.Cluster | None, language: Language) -> str:
    if language == "es":
        few = ("ningún otro proveedor", "otro proveedor")
        count = few[others] if others < len(few) else f"{others} proveedores más"
        region = f"; en el clúster {named.name_es}, conocido por este giro [{named.mark}]" if named else ""
        return f"{count} de la rama SCIAN {group} a menos de {NEARBY_KM:.0f} km en este directorio{region}"
    count = f"{others or 'no'} other supplier{'' if others == 1 else 's'}"
    region = f"; in the {named.name_en} cluster, known for such work [{named.mark}]" if named else ""
    return f"{count} of SCIAN group {group} within {NEARBY_KM:.0f} km in this directory{region}"
