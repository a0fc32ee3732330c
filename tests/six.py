"""Seven suppliers whose right order anyone can see, indexed by the bundled encoder."""

import pytest

from matcher.directory import Directory
from matcher.engine import Matcher, build, open
from matcher.model import Supplier

SUPPLIERS = (
    Supplier(
        "a-medical",
        "Dispositivos Médicos de Tijuana",
        "manufacturer",
        products=("equipos de venoclisis", "material desechable de uso médico"),
        processes=("inyección de plástico", "ensamble en cuarto limpio"),
        certifications=("iso_13485",),
        scian="339112",
        state="Baja California",
        municipality="Tijuana",
        latitude=32.5,
        longitude=-116.95,
        last_seen=2021,
        source="test",
    ),
    Supplier(
        "b-medical-old",
        "Catéteres del Sur",
        "manufacturer",
        products=("sondas y catéteres", "equipos de venoclisis"),
        scian="339112",
        state="Yucatán",
        municipality="Mérida",
        latitude=20.97,
        longitude=-89.62,
        last_seen=2008,
        source="test",
    ),
    Supplier(
        "c-medical-iso9001",
        "Jeringas de Juárez",
        "manufacturer",
        products=("jeringas desechables",),
        certifications=("iso_9001",),
        scian="339112",
        state="Chihuahua",
        municipality="Juárez",
        last_seen=2020,
        source="test",
    ),
    Supplier(
        "d-uniforms",
        "Uniformes Industriales de Torreón",
        "manufacturer",
        products=("uniformes", "batas industriales", "ropa de trabajo"),
        processes=("confección",),
        scian="315223",
        state="Coahuila",
        municipality="Torreón",
        latitude=25.54,
        longitude=-103.42,
        last_seen=2019,
        source="test",
    ),
    Supplier(
        "e-lead-acid",
        "Acumuladores del Norte",
        "manufacturer",
        products=("acumuladores de plomo-ácido",),
        scian="335910",
        state="Nuevo León",
        municipality="Apodaca",
        last_seen=2021,
        source="test",
    ),
    Supplier(
        "f-shelter",
        "Albergue Fronterizo (Tijuana)",
        "shelter",
        state="Baja California",
        municipality="Tijuana",
        latitude=32.52,
        longitude=-117.0,
        source="test",
        extra={"client_classes": "339112"},
    ),
    Supplier(
        "g-bakery",
        "Panificadora La Espiga",
        "manufacturer",
        products=("pan y pasteles",),
        scian="311812",
        state="Jalisco",
        municipality="Guadalajara",
        last_seen=2021,
        source="test",
    ),
)


@pytest.fixture(scope="session")
def six(tmp_path_factory) -> Matcher:
    """A Matcher over the suppliers above."""
    folder = tmp_path_factory.mktemp("six") / "idx"
    build(Directory.from_suppliers(SUPPLIERS, {"title": "made up for tests"}), folder)
    return open(folder)
