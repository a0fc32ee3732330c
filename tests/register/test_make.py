"""The register from yearly lists: companies only, terms only, shelters with the clients they show."""

from pathlib import Path

import pytest

from matcher.directory import Directory
from matcher.register.make import make_register

HEADINGS = (
    '"NRA"\t"NOMBRE"\t"SCIAN"\t"DESCRIPCIÓN SCIAN"\t"SECTOR"\t"CLAVE\nAMBIENTAL"\t"SUBSECTOR"\t'
    '"PRINCIPAL ACTIVIDAD PRODUCTIVA"\t"PARQUE INDUSTRIAL"\t"COORDENADA \nUTM X"\t"COORDENADA \nUTM Y"\t'
    '"LATITUD \nNORTE"\t"LONGITUD \nOESTE"\t"CALLE"\t"NÚM. EXT"\t"NÚM. INT"\t"COLONIA"\t"LOCALIDAD"\t'
    '"ESTADO"\t"MUNICIPIO"\t"C.P."'
)


def row(nra: str, name: str, scian: str, activity: str) -> str:
    cells = [
        nra,
        name,
        scian,
        "",
        "Automotriz",
        "",
        "",
        activity,
        "PARQUE X",
        "0",
        "0",
        '31°38\'0""',
        '106°25\'0""',
        "CALLE 1",
        "1",
        "",
        "COL",
        "LOC",
        "CHIHUAHUA",
        "Juarez",
        "32000",
    ]
    return "\t".join(f'"{cell}"' for cell in cells)


@pytest.fixture
def lists(tmp_path) -> list[Path]:
    """Two yearly lists: one plant in both, a shelter's plant, a private person, an airport."""
    years = {
        "2019": [
            row("AAA0800000001", "ARNESES DEL NORTE S.A. DE C.V.,PLANTA 1", "336320", "ENSAMBLE DE ARNESES")
        ],
        "2021": [
            row(
                "AAA0800000001",
                "ARNESES DEL NORTE, S.A. DE C.V.",
                "336320",
                "FABRICACIÓN DE CABLES PARA BATERÍA",
            ),
            row(
                "BBB0800000002",
                "GRUPO AMERICAN INDUSTRIES S.A. DE C.V. PROYECTO MANGUERAS ACME",
                "326220",
                "FABRICACIÓN DE MANGUERAS",
            ),
            row("CCC0800000003", "JUAN PEREZ LOPEZ", "332810", "CROMADO"),
            row("DDD0800000004", "AEROPUERTO S.A. DE C.V.", "488112", "AEROPUERTO"),
        ],
    }
    paths = []
    for year, rows in years.items():
        path = tmp_path / f"es_{year}.csv"
        path.write_text("\n".join([HEADINGS, *rows]) + "\n", "utf-8")
        paths.append(path)
    return paths


def test_companies_shelters_and_terms(lists, tmp_path):
    made = make_register(lists, tmp_path / "register.parquet")
    assert (made.plants, made.persons) == (2, 1)
    directory = Directory.load(tmp_path / "register.parquet")
    plant = directory.supplier("retc-AAA0800000001")
    assert plant.products == ("cables para batería", "arneses")
    assert plant.processes == ("ensamble",)
    assert (plant.first_seen, plant.last_seen) == (2019, 2021)
    assert plant.description is None
    assert plant.provenance_of("products").source == "RETC, reduced to terms"
    assert "PEREZ" not in "".join(supplier.name for supplier in directory.suppliers())


def test_a_shelter_campus_shows_its_clients(lists, tmp_path):
    make_register(lists, tmp_path / "register.parquet")
    shelters = [s for s in Directory.load(tmp_path / "register.parquet").suppliers() if s.kind == "shelter"]
    campus = next(s for s in shelters if "American Industries" in s.name and s.municipality == "Juárez")
    assert campus.extra["client_classes"] == "326220"
    assert "mangueras acme" in campus.extra["clients"]
    assert campus.extra["client_plants"] == "retc-BBB0800000002"
    plant = Directory.load(tmp_path / "register.parquet").supplier("retc-BBB0800000002")
    assert (plant.kind, plant.extra["run_by"]) == ("manufacturer", "American Industries")


def test_the_same_lists_give_the_same_bytes(lists, tmp_path):
    make_register(lists, tmp_path / "one.parquet")
    make_register(lists, tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


@pytest.mark.real_data
@pytest.mark.slow
def test_the_bundled_register_is_what_the_real_lists_give(real_data, tmp_path):
    from matcher.engine.bundled import directory_path

    make_register(sorted((real_data / "retc").glob("*.csv")), tmp_path / "register.parquet")
    assert Directory.load(tmp_path / "register.parquet").table.equals(
        Directory.load(directory_path("register")).table
    )
