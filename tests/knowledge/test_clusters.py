"""Clusters: a prior by place."""

from matcher.knowledge import clusters
from matcher.knowledge.clusters import cluster_of
from matcher.knowledge.places import PLACES
from matcher.knowledge.scian import scian_class
from matcher.knowledge.sectors import SECTORS


def test_places_are_known_for_something():
    assert cluster_of("02004").key == "baja_border"
    assert "medical_devices" in cluster_of("02004").sectors
    assert cluster_of("24050").key == "bajio"
    assert "335910" in cluster_of("24050").classes
    assert "335312" in cluster_of("19048").classes


def test_a_place_outside_is_in_none():
    assert cluster_of("25006") is None
    assert cluster_of("") is None


def test_every_reference_exists():
    places, sectors = {found.cvegeo for found in PLACES}, {found.key for found in SECTORS}
    for cluster in clusters.CLUSTERS:
        assert set(cluster.places) <= places, cluster.key
        assert set(cluster.sectors) <= sectors, cluster.key
        assert all(scian_class(code) for code in cluster.classes), cluster.key


def test_there_are_eleven():
    assert len(clusters.CLUSTERS) == 11
