"""The twelve sectors."""

from matcher.knowledge import sectors
from matcher.knowledge.sectors import sector, sectors_of


def test_there_are_twelve():
    assert [found.key for found in sectors.SECTORS] == [
        "medical_devices",
        "ppe",
        "electronics",
        "ev_batteries",
        "semiconductors",
        "communications",
        "water_treatment",
        "biotech_pharma",
        "renewables_storage",
        "autonomous_mobility",
        "advanced_manufacturing",
        "packaging",
    ]


def test_a_sector_is_known_by_its_key():
    assert sector("ppe").name_es == "Equipo de protección personal"
    assert sector("toys") is None


def test_corrected_classes_stand_where_they_belong():
    assert "337120" in sector("medical_devices").core_classes  # hospital beds
    assert "339111" in sector("ppe").core_classes  # helmets and gas masks, not 339999
    assert "335312" in sector("renewables_storage").core_classes  # assembled panels
    assert "339999" not in {code for found in sectors.SECTORS for code in found.core_classes}


def test_core_comes_before_adjacent():
    assert [found.key for found in sectors_of("332710")] == [
        "advanced_manufacturing",
        "medical_devices",
        "semiconductors",
    ]
    assert sectors_of("111110") == ()
