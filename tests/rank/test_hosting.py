"""Shelters: what speaks for one, from its own words, its clients' plants and what is known; what to check."""

import pytest

from matcher.model import Need, Supplier
from matcher.rank.asked import Asked
from matcher.rank.hosting import SOURCES_ES, hosting_checks, hosting_evidence, services_offered
from matcher.rank.measure import LANGUAGES

DEVICES = Asked({"339112": 1.0, "326199": 0.3}, (), {}, ())
NEED = Need("infusion sets", sector="medical_devices")
CAMPUS = Supplier(
    "s",
    "Tetakawi (Empalme)",
    "shelter",
    description="We handle payroll, customs and recruiting. ISO 9001 certified.",
    municipality="Empalme",
    last_seen=2019,
    extra={"client_classes": "335999;326199;339112", "clients": "acme medical;parlex"},
)


def evidence(supplier=CAMPUS, language="en"):
    return hosting_evidence(supplier, NEED, DEVICES, language)


def test_the_client_plants_that_fit_come_first_the_best_of_them_ahead():
    first = evidence()[0]
    assert first.index("339112") < first.index("326199")
    assert "335999" not in first
    assert "1.00" in first


def test_then_what_it_offers_whom_it_serves_and_where_it_is_known():
    offers, serves, known = evidence()[1:]
    assert offers == "Says it offers: customs brokerage; recruiting; payroll and human resources"
    assert serves.startswith("Its clients' sectors, by class: Medical devices;")
    assert serves.endswith("Clients, last seen 2019: acme medical, parlex")
    assert known == "Known as a shelter (full service); said to be also in Guaymas, Hermosillo, Saltillo [K]"


def test_the_same_in_spanish():
    fits, offers, serves, known = evidence(language="es")
    assert "clases que encajan" in fits
    assert offers == "Dice ofrecer: agente aduanal; reclutamiento; nómina"
    assert "vistos por última vez en 2019" in serves
    assert "servicio completo" in known


def test_a_shelter_of_which_nothing_is_known_tells_what_the_model_is():
    (model,) = evidence(Supplier("u", "Albergue Nuevo", "shelter"))
    assert "3 to 6 months" in model
    assert "estimate [E]" in model
    assert len(evidence(Supplier("u", "Albergue Nuevo", "shelter"), "es")) == 1


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Servicios de shelter: llevamos nómina, aduanas, permisos y contabilidad", 4),
        ("from site selection to payroll", 2),
        ("Certificados ISO 9001 e ISO 14001, personal capacitado", 0),
        ("", 0),
    ],
)
def test_services_are_read_from_its_own_words(text, keys):
    assert len(services_offered(text)) == keys


def test_three_things_to_check_with_where_to_look():
    for language in LANGUAGES:
        gates, weighed, against = hosting_checks(language)
        assert "IMMEX" in gates and "69-B" in gates and "SNICE" in gates
        assert "[E]" in weighed and "20%" in weighed
        assert against.endswith("[E].")
    assert len(SOURCES_ES) == 5
    assert hosting_checks("es")[2].startswith("En contra: vive de un solo cliente;")
