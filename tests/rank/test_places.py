"""Criteria of place: hours to the buyer, industry around a plant, risks of where it stands."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.directory import Directory
from matcher.geo import great_circle_km
from matcher.knowledge.corridors import CORRIDORS
from matcher.knowledge.municipalities import municipalities
from matcher.knowledge.places import PLACES, land_ports, state
from matcher.knowledge.risks import RISKS
from matcher.model import Need, Supplier
from matcher.rank import places, risk
from matcher.rank.facts import facts_of

CITIES = {found.cvegeo: found for found in PLACES}
TIJUANA, MEXICALI, JUAREZ, REYNOSA = "02004", "02002", "08037", "28032"
MONTERREY, QUERETARO, GUADALAJARA, PUEBLA = "19039", "22014", "14039", "21114"
HERMOSILLO, MERIDA = "26030", "31050"


def plant(cvegeo=None, scian=None, *, named=True, pinned=True, **known):
    """A plant in an industrial place, by its name, its point or both."""
    here = CITIES.get(cvegeo)
    if here and named:
        known |= {"state": state(here.state_key).name, "municipality": here.municipality}
    if here and pinned:
        known |= {"latitude": here.latitude, "longitude": here.longitude}
    return {"scian": scian, **known}


def measured(criterion, plants, need=None):
    suppliers = [Supplier(f"s{at:04}", "S", "manufacturer", **known) for at, known in enumerate(plants)]
    table = Directory.from_suppliers(suppliers).table
    return criterion(table, facts_of(table, [""] * len(suppliers)), need or Need("x"))


def to(destination, *cvegeos):
    return measured(places.destination, [plant(at) for at in cvegeos], Need("x", destination=destination))


def legs(found, row):
    """Total, to the crossing, at the border and beyond, in whole hours, as the sentence tells them."""
    return [int(hours) for hours in re.findall(r"(\d+) h\b", found.say(row, "en"))]


def test_the_nearer_plant_is_worth_more():
    values = to("Texas", REYNOSA, MONTERREY, QUERETARO, PUEBLA, MERIDA).values
    assert (np.diff(values) < 0).all()
    assert values.min() >= 0 and values.max() <= 1


def test_a_border_plant_crosses_in_a_shift_and_a_far_one_reloads():
    found = to("California", TIJUANA, GUADALAJARA)
    assert legs(found, 0)[1:3] == [1, 8]
    assert legs(found, 1)[2] == 16
    assert found.values[0] > 0.8


@pytest.mark.parametrize(
    ("cvegeo", "destination", "crossing", "mexican_side"),
    [
        (TIJUANA, "Ohio", "Otay Mesa", "Tijuana"),
        (MEXICALI, "Arizona", "Calexico East", "Mexicali"),
        (HERMOSILLO, "Arizona", "Nogales", "Nogales"),
        (JUAREZ, "Texas", "Ysleta", "Ciudad Juárez"),
        (REYNOSA, "Georgia", "Hidalgo", "Reynosa"),
        (MONTERREY, "Illinois", "Laredo", "Nuevo Laredo"),
        (GUADALAJARA, "Ohio", "Laredo", "Nuevo Laredo"),
        (QUERETARO, "Michigan", "Laredo", "Nuevo Laredo"),
    ],
)
def test_the_way_goes_through_the_crossing_that_people_use(cvegeo, destination, crossing, mexican_side):
    found = to(destination, cvegeo)
    assert f"to {destination} through {crossing} (estimate)" in found.say(0, "en")
    assert f"por {mexican_side}" in found.say(0, "es")
    assert "estimación" in found.say(0, "es")


def test_the_legs_add_up_to_the_total_in_both_languages():
    found = to("43215", *CITIES)
    for row in range(len(CITIES)):
        total, *parts = legs(found, row)
        assert total == sum(parts) and len(parts) == 3
        assert [int(hours) for hours in re.findall(r"(\d+) h\b", found.say(row, "es"))] == [total, *parts]


def test_the_drive_keeps_to_the_documented_hours():
    documented = [corridor for corridor in CORRIDORS if corridor.kind == "drive"]
    for corridor in documented:
        for cvegeo in corridor.from_places:
            port = next(port for port in land_ports() if port.code == corridor.to_port)
            if not port.suits_freight:  # Tecate
                continue
            found = to("Illinois", cvegeo)
            _, drive, border, _ = legs(found, 0)
            least, most = corridor.hours
            local = "crossing included" in corridor.note_en
            if port.name in found.say(0, "en"):
                assert 0.9 * least <= drive + border * local <= 1.1 * most, (corridor.key, cvegeo)


def test_the_constants_are_the_middle_of_what_is_documented():
    hours = {corridor.key: corridor.hours for corridor in CORRIDORS}
    assert places.DRAYAGE_HOURS == places.NEAR_HOURS == sum(hours["nogales_nogales"]) / 2
    assert sum(hours["transload"]) / 2 == places.TRANSLOAD_HOURS


@pytest.mark.parametrize(
    ("key", "latitude", "longitude"),
    [
        ("laredo_dallas", 32.78, -96.80),
        ("laredo_chicago", 41.88, -87.63),
        ("laredo_detroit", 42.33, -83.05),
    ],
)
def test_the_us_leg_agrees_with_the_documented_ones(key, latitude, longitude):
    (corridor,) = [found for found in CORRIDORS if found.key == key]
    (port,) = [port for port in land_ports() if port.code == corridor.to_port]
    km = great_circle_km(port.latitude, port.longitude, latitude, longitude) * places.ROAD_FACTOR
    least, most = corridor.hours
    assert 0.9 * least <= km * 24 / places.US_DAY_KM <= 1.1 * most


def test_the_road_goes_round_the_seas():
    la_paz = {"state": "Baja California Sur", "latitude": 24.14, "longitude": -110.31}
    found = measured(
        places.destination, [plant(MERIDA), plant(PUEBLA), la_paz], Need("x", destination="Arizona")
    )
    assert legs(found, 0)[1] > legs(found, 1)[1] + 15
    assert "Otay Mesa" in found.say(2, "en") or "Calexico East" in found.say(2, "en")


def test_the_municipality_stands_in_for_a_missing_point():
    pinned, named, nowhere = plant(MONTERREY), plant(MONTERREY, pinned=False), plant()
    found = measured(places.destination, [pinned, named, nowhere], Need("x", destination="TX"))
    assert found.values[0] == found.values[1] > 0
    assert np.isnan(found.values[2])
    assert found.say(2, "en") == found.say(2, "es") == ""


@pytest.mark.parametrize("destination", [None, "", "Ontario", "Hawaii", "AK", "99501"])
def test_a_destination_that_no_road_reaches_or_nobody_knows_is_unknown(destination):
    found = to(destination, TIJUANA, MONTERREY)
    assert np.isnan(found.values).all()
    assert found.say(0, "en") == ""


def test_others_of_its_group_nearby_are_counted_but_not_itself():
    sewing = [plant(MERIDA, code) for code in ("315223", "315225", "315210")]
    far, other, unknown = plant(TIJUANA, "315223"), plant(MERIDA, "311812"), plant(MERIDA)
    found = measured(places.cluster, [*sewing, far, other, unknown])
    assert found.say(0, "en").startswith("2 other suppliers of SCIAN group 3152 within 60 km")
    assert found.say(0, "es").startswith("2 proveedores más de la rama SCIAN 3152 a menos de 60 km")
    assert found.say(3, "en").startswith("no other suppliers")
    assert found.values[3] == 0
    assert found.say(4, "es").startswith("ningún otro proveedor de la rama SCIAN 3118")
    assert np.isnan(found.values[5]) and found.say(5, "en") == ""


def test_a_cluster_known_for_the_work_counts_however_few_are_listed():
    found = measured(places.cluster, [plant(TIJUANA, "339112"), plant(TIJUANA, "311812")])
    assert found.values.tolist() == pytest.approx([places.IN_CLUSTER, 0])
    assert "in the Baja California border cluster, known for such work [K]" in found.say(0, "en")
    assert "en el clúster Frontera de Baja California, conocido por este giro [K]" in found.say(0, "es")
    assert "cluster" not in found.say(1, "en")


def test_a_class_of_the_needs_sector_fits_a_cluster_of_that_sector():
    moulder, bakery = plant(TIJUANA, "326194"), plant(TIJUANA, "311812")
    assert measured(places.cluster, [moulder, bakery]).values.tolist() == [0, 0]
    need = Need("x", sector="medical_devices")
    assert measured(places.cluster, [moulder, bakery], need).values.tolist() == pytest.approx([0.6, 0])


near_celaya = st.tuples(st.floats(19.8, 21.2), st.floats(-101.6, -100.0))


@settings(max_examples=30, deadline=None)
@given(st.lists(near_celaya, min_size=1, max_size=30))
def test_the_crowd_is_who_lies_within_reach(points):
    found = measured(places.cluster, [plant(None, "336390", latitude=x, longitude=y) for x, y in points])
    latitude, longitude = np.array(points).T
    km = great_circle_km(latitude[:, None], longitude[:, None], latitude, longitude)
    near, surely = [(km <= places.NEARBY_KM + slack).sum(axis=1) - 1 for slack in (-1e-3, 1e-3)]
    least, most = [n / (n + places.HALF_AT) - 1e-6 for n in (near, surely)]
    assert (found.values >= least).all() and (found.values <= most + 2e-6).all()


def test_each_listed_risk_takes_something_off_and_never_all():
    towns = [{"state": state(found.state_key).name, "municipality": found.name} for found in municipalities()]
    found = measured(risk.risk, towns)
    assert ((found.values > 0) & (found.values <= 1)).all()
    assert min(1 - share for share in risk.SHARES.values()) ** len(risk.KINDS) > 0.2


def test_the_worst_of_a_place_is_named_as_a_hint():
    found = measured(risk.risk, [plant(MONTERREY), plant("22016"), plant()])
    assert found.say(0, "en") == (
        "hint: high risk at its place of water shortage and gas cuts when Texas freezes "
        "(field notes, November 2026); look at the site itself"
    )
    assert found.say(0, "es").startswith("pista: riesgo alto en el lugar por escasez de agua y cortes de gas")
    assert found.say(1, "es").startswith("pista: riesgo medio en el lugar por cortes de luz")
    assert found.values[0] < found.values[1] < 1
    assert np.isnan(found.values[2]) and found.say(2, "en") == ""


def test_the_source_named_is_that_of_every_risk_counted():
    counted = [found for found in RISKS if found.kind in risk.KINDS and found.level != "check"]
    assert counted
    assert all(risk._SOURCE_EN in found.source for found in counted)


def test_a_table_without_places_is_unknown():
    table = Directory.from_suppliers([Supplier("a", "A", "manufacturer", scian="339112")]).table
    facts = facts_of(table, [""])
    bare = table.drop_columns(["latitude", "longitude", "state", "municipality"])
    for criterion in (places.destination, places.cluster, risk.risk):
        assert np.isnan(criterion(bare, facts, Need("x", destination="Ohio")).values).all()
