"""Six suppliers whose right answer anyone can see, and a toy encoder of six directions."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from matcher.index import build_index, open_index

MODEL = "toy-6"

SUPPLIERS = [
    {
        "supplier_id": "s1",
        "name": "Plásticos Médicos de Tijuana",
        "kind": "manufacturer",
        "products": ["catéteres", "equipos de venoclisis"],
        "processes": ["Inyección de plástico"],
        "equipment": ["cuarto limpio"],
        "description": None,
        "certifications": ["iso_13485", "iso_9001"],
        "scian": "339112",
        "state": "Baja California",
        "municipality": "Tijuana",
        "latitude": 32.51,
        "longitude": -117.04,
        "last_seen": 2022,
        "as_of": "2022-12-31",
        "plant_code": "7",
    },
    {
        "supplier_id": "s2",
        "name": "Circuitos del Norte",
        "kind": "manufacturer",
        "products": ["printed circuit board assemblies"],
        "processes": ["surface mount"],
        "equipment": [],
        "description": "Contract electronics for medical monitors",
        "certifications": ["iso_9001"],
        "scian": "334410",
        "state": "Chihuahua",
        "municipality": "Juárez",
        "latitude": 31.74,
        "longitude": -106.49,
        "last_seen": 2019,
        "as_of": "2019-12-31",
        "plant_code": "12",
    },
    {
        "supplier_id": "s3",
        "name": "Troqueles Juárez",
        "kind": "convertible",
        "products": ["battery enclosures"],
        "processes": ["metal stamping"],
        "equipment": ["prensa de 600 toneladas"],
        "description": None,
        "certifications": None,
        "scian": "336370",
        "state": "México",
        "municipality": None,
        "latitude": None,
        "longitude": None,
        "last_seen": 2011,
        "as_of": None,
        "plant_code": "not given",
    },
    {
        "supplier_id": "s4",
        "name": "Moldes y Troqueles",
        "kind": "convertible",
        "products": ["moldes"],
        "processes": ["inyeccion"],
        "equipment": None,
        "description": "",
        "certifications": [],
        "scian": None,
        "state": None,
        "municipality": None,
        "latitude": 20.67,
        "longitude": -103.35,
        "last_seen": None,
        "as_of": None,
        "plant_code": None,
    },
    {"supplier_id": "s5", "name": "Sin Datos", "kind": "manufacturer"},
    {"supplier_id": "s6", "name": "Shelter del Pacífico", "kind": "shelter", "state": "Sonora"},
]

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("supplier_id", "name", "kind")]
    + [(name, pa.list_(pa.string())) for name in ("products", "processes", "equipment", "certifications")]
    + [
        (name, pa.string())
        for name in ("description", "scian", "state", "municipality", "as_of", "plant_code")
    ]
    + [(name, pa.float64()) for name in ("latitude", "longitude")]
    + [("last_seen", pa.int32())]
)

VECTORS = np.eye(6, dtype=np.float32)
VECTORS[3] = VECTORS[0]
VECTORS[4] = 0


@pytest.fixture
def rows():
    return pa.Table.from_pylist(SUPPLIERS, schema=SCHEMA)


@pytest.fixture
def built(tmp_path, rows):
    """The folder of an index of the six."""
    path = tmp_path / "index"
    build_index(
        path,
        rows=rows,
        vectors=VECTORS,
        model_id=MODEL,
        about={"source": "made up for tests", "license": "CC0-1.0"},
        arrays={"bank": np.arange(6, dtype=np.float32).reshape(3, 2)},
        texts={"bank": ["jeringas", "boards", "carcasas de batería"]},
    )
    return path


@pytest.fixture
def index(built):
    return open_index(built, model_id=MODEL)


def random_directory(n: int, dim: int = 8, seed: int = 0):
    """Rows with few words and many equal vectors, so that ties are the rule."""
    rng = np.random.default_rng(seed)
    words = np.array("inyeccion moldes circuit assembly batería acero tubo sterile gown mask".split())
    rows = pa.table(
        {
            "supplier_id": [f"s{row:05d}" for row in range(n)],
            "name": [f"Planta {row % 7}" for row in range(n)],
            "kind": ["manufacturer"] * n,
            "products": [list(rng.choice(words, rng.integers(0, 4))) for _ in range(n)],
            "description": [" ".join(rng.choice(words, rng.integers(0, 6))) for _ in range(n)],
            "last_seen": rng.integers(2004, 2023, n),
        }
    )
    vectors = rng.normal(size=(n, dim)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors[rng.integers(0, max(1, n // 3), n)]
    vectors[rng.random(n) < 0.05] = 0
    return rows, vectors


@pytest.fixture(scope="session")
def shared_index(tmp_path_factory):
    """The same six, built once, for tests that only read."""
    path = tmp_path_factory.mktemp("shared") / "index"
    build_index(path, rows=pa.Table.from_pylist(SUPPLIERS, schema=SCHEMA), vectors=VECTORS, model_id=MODEL)
    return open_index(path)
