"""What is worked out of every supplier when an index is built."""

import numpy as np

from matcher.directory import Directory
from matcher.knowledge.places import land_ports
from matcher.knowledge.processes import PROCESSES
from matcher.model import Supplier
from matcher.rank.facts import crossings, facts_of


def test_the_nearest_crossing_by_road_or_unknown():
    km, at = crossings(np.array([32.5, 25.67, np.nan]), np.array([-116.95, -100.31, np.nan]))
    names = [land_ports()[port].name if port >= 0 else None for port in at]
    assert names == ["Otay Mesa", "Hidalgo", None]
    assert km[0] < 15
    assert 200 < km[1] < 280  # Monterrey to Reynosa is some 225 km by road
    assert np.isnan(km[2])


def test_processes_are_what_a_text_states():
    directory = Directory.from_suppliers(
        [Supplier("a", "A", "manufacturer"), Supplier("b", "B", "manufacturer", scian="315223")]
    )
    facts = facts_of(directory.table, ["inyección de plástico", ""])
    stated = {process.key for process, has in zip(PROCESSES, facts.processes[0], strict=True) if has}
    assert stated == {"injection_molding"}
    assert not facts.processes[1].any()
    assert facts.class_at.tolist() == [-1, 0]
