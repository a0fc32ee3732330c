"""Shelters hide in the names of their clients' plants. The names are those of the federal register."""

import pytest

from matcher.knowledge import shelters
from matcher.knowledge.shelters import find_shelter


@pytest.mark.parametrize(
    ("name", "shelter", "client"),
    [
        (
            "MAQUILAS TETA KAWI S.A. DE C.V. DEPTO. TYCO ELECTRONICS PLANTA 2",
            "tetakawi",
            "TYCO ELECTRONICS",
        ),
        ("MAQUILAS TETA-KAWI S.A. DE C.V.,DEPARTAMENTO CPP-GUAYMAS", "tetakawi", "CPP-GUAYMAS"),
        ("MAQUILAS TETA KAWI S.A. DE C.V. DEPARTAMENTO  YMEX II", "tetakawi", "YMEX II"),
        ("MAQUILAS TETA KAWI S.A. DE C.V. DEPTO. INGENIERÍA Y MANTENIMIENTO", "tetakawi", None),
        ("MAQUILAS TETA KAWI S.A. DE C.V., PARQUE INDUSTRIAL BELLA VISTA", "tetakawi", None),
        ("MAQUILAS TETA-KAWI S.A. DE C.V.,MAQUILAS TETA KAWI S.A. DE C.V.", "tetakawi", None),
        ("The Offshore Group", "tetakawi", None),
        ("GRUPO AMERICAN INDUSTRIES S.A. DE C.V. PROYECTO FLEXFAB", "american_industries", "FLEXFAB"),
        ("GRUPO AMERICAN INDUSTRIES S.A. DE C.V. PROYECTO WERNER 2", "american_industries", "WERNER"),
        ("GRUPO AMERICAN INDUSTRIES S.A. DE C.V.,DTR DE MEXICO", "american_industries", "DTR DE MEXICO"),
        ("GRUPO AMERICAN INDUSTRIES S.A. DE C.V.  PLANTA 1", "american_industries", None),
        (
            "GRUPO AMERICAN INDUSTRIES S.A. DE C.V.,PROYECTO TEXTRON AEROSPACE DE MEXICO PLANTA IV",
            "american_industries",
            "TEXTRON AEROSPACE DE MEXICO",
        ),
        ("INTERMEX MANUFACTURA S.A. DE C.V. PLANTA 8 TOMOEGAWA", "intermex", "TOMOEGAWA"),
        ("INTERMEX MANUFACTURA SA DE CV PLANTA 10  BORG WARNER", "intermex", "BORG WARNER"),
        ("INTERMEX MANUFACTURA S.A. DE C.V NO 11", "intermex", None),
        ("IVEMSA SA DE CV,DIVISIÓN GKN AEROSPACE", "ivemsa", "GKN AEROSPACE"),
        ("IVEMSA SA DE CV,LEER", "ivemsa", "LEER"),
        ("SERVICIOS INDUSTRIALES NOVA LINK S.A. DE C.V.     PLANTA  3", "novalink", None),
        ("NORTH AMERICAN PRODUCTION SHARING DE MEXICO, S.A. DE C.V. PLANTA IV", "naps", None),
        ("JAVID DE MEXICO S DE RL DE CV DEPARTAMENTO BERGMANN PRECISION,", "javid", "BERGMANN PRECISION"),
        ("Sonora S. Plan SA de CV Depto. ATS", "sonora_s_plan", "ATS"),
        ("SONITRONIES S.A. DE C.V. DPTO. SAMCO SCIENTIFIC", "sonitronies", "SAMCO SCIENTIFIC"),
    ],
)
def test_a_shelter_and_its_client_are_read_from_a_plants_name(name, shelter, client):
    match = find_shelter(name)
    assert (match.shelter.key, match.client) == (shelter, client)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "PARQUE INDUSTRIAL AMERICAN INDUSTRIES",
        "AUTOPARTES DEL NORTE, PARQUE INDUSTRIAL INTERMEX",
        "NOBLE OFFSHORE MEXICO LIMITED",
        "MAQUILAS QUIMICAS INDUSTRIALES S.A. DE C.V.",
        "PRODENSA ENSAMBLES METALICOS, S. DE R.L. DE C.V.",
        "SISTEMAS AUTOMOTRICES DE MÉXICO, S.A. DE C.V.,SISAMEX",
        "DEACERO S.A. DE C.V. PLANTA ALAMBRES CELAYA",
        "MADE IN MEXICO TEXTILES",
    ],
)
def test_false_friends_are_no_shelters(name):
    assert find_shelter(name) is None


def test_every_name_and_alias_leads_to_its_shelter():
    for known in shelters.SHELTERS:
        for name in (known.name, *known.aliases):
            assert find_shelter(name).shelter == known, name


def test_services_are_named_in_both_languages():
    assert len(shelters.SERVICES) == 30
    assert all(service.name_en and service.terms_es for service in shelters.SERVICES)
