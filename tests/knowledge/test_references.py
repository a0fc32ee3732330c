"""The tables agree with one another, every row says where it comes from, and none is read too soon."""

import csv
import subprocess
import sys

import pytest

from matcher.config import data_dir
from matcher.knowledge import conversions, places, processes, sectors, shelters
from matcher.knowledge.certificates import certificate
from matcher.knowledge.municipalities import municipalities
from matcher.knowledge.scian import is_known
from matcher.knowledge.tables import MARKS

TABLES = sorted((data_dir() / "reference").glob("*.csv"))
EDGES = (*conversions.CONVERSIONS, *conversions.NEGATIVE_CONVERSIONS)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_has_a_source_and_a_mark(path):
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    assert all(row["source"] and row["mark"] in MARKS for row in rows)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_table_is_described(path):
    assert f"`{path.name}`" in (data_dir() / "reference" / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "path", [path for path in TABLES if "scian" not in path.name], ids=lambda path: path.name
)
def test_keys_are_unique(path):
    with path.open(encoding="utf-8", newline="") as handle:
        keys = [row[0] for row in csv.reader(handle)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.id)
def test_what_an_edge_refers_to_exists(edge):
    assert [code for code in (*edge.from_classes, *edge.to_classes) if not is_known(code)] == []
    known = {found.key for found in processes.PROCESSES}
    assert edge.present_processes and set(edge.present_processes) <= known
    assert [key for key in edge.missing_certificates if getattr(certificate(key), "key", None) != key] == []


@pytest.mark.parametrize("sector", sectors.SECTORS, ids=lambda sector: sector.key)
def test_what_a_sector_refers_to_exists(sector):
    classes = (*sector.core_classes, *sector.adjacent_classes)
    assert len(classes) == len(set(classes))
    assert [code for code in classes if "2023" not in is_known(code)] == []
    keys = (*sector.certificates_required, *sector.certificates_preferred)
    assert [key for key in keys if getattr(certificate(key), "key", None) != key] == []


def test_what_a_shelter_or_a_place_refers_to_exists():
    known = {found.cvegeo for found in municipalities()}
    assert {key for shelter in shelters.SHELTERS for key in shelter.places} <= known
    assert {found.cvegeo for found in places.PLACES} <= known


def test_every_municipality_and_port_lies_in_a_state():
    states = {found.key for found in places.STATES}
    assert {found.state_key for found in municipalities()} == states
    assert {port.state_key for port in places.PORTS} <= states
    assert all(found.cvegeo.startswith(found.state_key) for found in municipalities())


def test_no_table_is_read_on_import_and_classes_come_without_the_index_terms():
    script = """
import builtins, pathlib
opened, plain = [], pathlib.Path.open
def watch(self, *args, **kwargs):
    opened.append(self.name)
    return plain(self, *args, **kwargs)
pathlib.Path.open = watch
from matcher.knowledge import certificates, conversions, municipalities, places, ports, processes
from matcher.knowledge import scian, sectors, shelters, states
from matcher.knowledge import clusters, corridors, crosswalk, essential, finance, precedents, risks, rules
from matcher.knowledge import shelter_checks
print(opened)
scian.scian_class("339112")
scian.scian_class("339113", "2018")
print(opened)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "['scian_classes.csv']"]
