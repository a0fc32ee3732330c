"""A small index that the tests of ``match`` and ``learn`` share, and a way to call commands on it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.cli import main

SUPPLIERS = """\
supplier_id,name,kind,products,scian,state,latitude,longitude,certifications,last_seen,parent_country
m1,Médica [del] Río,manufacturer,equipos de venoclisis,339112,Chihuahua,31.6,-106.4,ISO 9001,2021,China
m2,Médica del Sur,manufacturer,equipos de venoclisis;jeringas,339112,Yucatán,20.9,-89.6,ISO 14001,2009,
m3,Médica del Este,manufacturer,equipos de venoclisis;jeringas,339112,Veracruz,19.2,-96.1,,2010,
m4,Médica del Norte,manufacturer,equipos de venoclisis,339112,Chihuahua,31.7,-106.5,,2020,
m5,Médica del Valle,manufacturer,jeringas desechables,339112,Puebla,19.0,-98.2,ISO 9001,2019,
m6,Médica de la Sierra,manufacturer,material de curación,339112,,,,,2015,
m7,Médica de la Costa,manufacturer,catéteres,339112,Sonora,31.3,-110.9,ISO 13485,2018,
s1,Albergue del Norte,shelter,,,Chihuahua,31.7,-106.4,,,
s2,Albergue del Oeste,shelter,,,Sonora,31.3,-110.9,,,
"""


@pytest.fixture(scope="package")
def index_of(tmp_path_factory) -> Callable[[str], Path]:
    """Make the index of a supplier table, given as its text, with the commands that a person would use."""

    def make(suppliers: str) -> Path:
        folder = tmp_path_factory.mktemp("index")
        (folder / "suppliers.csv").write_text(suppliers, "utf-8")
        assert main(["ingest", "table", f"{folder}/suppliers.csv", "--out", f"{folder}/d.parquet"]) == 0
        assert main(["index", "build", f"{folder}/d.parquet", "--out", f"{folder}/idx"]) == 0
        return folder / "idx"

    return make


@pytest.fixture(scope="package")
def small(index_of) -> Path:
    """An index of seven makers of medical disposables and two shelters."""
    return index_of(SUPPLIERS)


@pytest.fixture
def call(small, capsys, monkeypatch) -> Callable[..., tuple[int, str, str]]:
    """Run ``match`` or ``learn`` over the small index: exit status, standard output, errors.

    The terminal is wide enough that no cell of a table breaks.
    """
    monkeypatch.setenv("COLUMNS", "2000")

    def run(command: str, *options: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([command, "--index", str(small), *map(str, options)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run
