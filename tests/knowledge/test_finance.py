"""EXIM's ten areas and our sectors."""

from matcher.knowledge.finance import FINANCE_AREAS, finance_areas_for
from matcher.knowledge.sectors import SECTORS


def test_the_statute_names_ten():
    assert len(FINANCE_AREAS) == 10


def test_sectors_fall_in_areas():
    assert [area.key for area in finance_areas_for("ppe")] == ["biomedical_sciences"]
    assert [area.key for area in finance_areas_for("water_treatment")] == ["water_sanitation"]
    assert finance_areas_for("packaging") == ()


def test_no_sector_is_quantum():
    (quantum,) = [area for area in FINANCE_AREAS if area.key == "quantum_computing"]
    assert quantum.sectors == ()


def test_the_us_exporter_applies():
    for area in FINANCE_AREAS:
        assert set(area.sectors) <= {sector.key for sector in SECTORS}
        assert not area.sectors or "US exporter applies" in area.statement_en
