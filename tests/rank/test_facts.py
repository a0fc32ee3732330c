"""What is worked out of every supplier when an index is built."""

import numpy as np
import pytest

from matcher.directory import Directory
from matcher.knowledge.places import land_ports
from matcher.knowledge.processes import PROCESSES
from matcher.model import Supplier
from matcher.rank.classes import bank, plain_term, vote
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


@pytest.mark.parametrize(
    ("term", "plain"),
    [
        ("Drapes, surgical, disposable, manufacturing", "surgical disposable Drapes"),
        ("equipo desechable para infusión, fabricación", "equipo desechable para infusión"),
        ("Fabricación de acumuladores y pilas", "acumuladores y pilas"),
        ("Shelving, wire, made from purchased wire", "wire Shelving"),
        ("Confección en serie de uniformes", "uniformes"),
    ],
)
def test_an_index_term_is_reduced_to_its_product(term, plain):
    assert plain_term(term) == plain


def test_a_us_term_speaks_for_every_mexican_class_under_its_five_digits():
    voters = bank()
    by_term = dict(zip(voters.terms, voters.speaks_for, strict=True))
    assert by_term["surgical disposable Drapes"] == "339111:0.3333;339112:0.3333;339113:0.3333"


def test_the_nearest_terms_vote_and_one_exact_term_outweighs_vague_ones():
    similarity = np.array([[0.9], [0.4], [0.4], [0.1]], dtype=np.float32)
    classes = vote(similarity, np.ones(1, dtype=np.float32), ["339112:1", "322210:1", "322210:1", "336320:1"])
    assert list(classes) == ["339112"]
    assert classes["339112"] == 1.0


def test_nothing_like_it_gives_no_class():
    assert vote(np.zeros((4, 1), np.float32), np.ones(1, np.float32), ["339112:1"] * 4) == {}
