"""Musts as gates: who is put out, who would pass if a must were dropped, and that the two agree."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.directory import Directory
from matcher.model import ROUTES, Need, Supplier
from matcher.rank.gates import pass_musts, relaxations

PLANTS = (
    Supplier("a", "A", "manufacturer", state="Sonora", certifications=("iso_13485",)),
    Supplier("b", "B", "manufacturer", state="Jalisco", certifications=("iso_13485",)),
    Supplier("c", "C", "manufacturer", state="Sonora", certifications=("iso_9001",)),
    Supplier("d", "D", "manufacturer", state="Jalisco"),
    Supplier("e", "E", "shelter", certifications=("iso_9001",)),
)
TABLE = Directory.from_suppliers(PLANTS).table
MAKES, HOSTS = ROUTES.index("makes"), ROUTES.index("hosts")
OF_PLANTS = np.array([MAKES, MAKES, MAKES, MAKES, HOSTS], dtype=np.int8)
EVERYONE = np.ones(len(PLANTS), dtype=bool)
NEED = Need("catheters")


def told(need, allowed=EVERYONE):
    return [(one.musts, one.passing, one.gained) for one in relaxations(need, TABLE, OF_PLANTS, allowed)]


def test_unknown_passes_and_a_certificate_gates_only_who_makes_it_now():
    passed, funnel = pass_musts(
        replace(NEED, states=("Sonora",), required_certifications=("iso_13485",)), TABLE, OF_PLANTS, EVERYONE
    )
    assert passed.tolist() == [True, False, False, False, True]
    assert [(line.must, line.excluded) for line in funnel] == [
        ("state Sonora", 2),
        ("certificate iso_13485", 1),
    ]


def test_each_must_says_how_many_would_pass_without_it():
    need = replace(NEED, states=("Sonora",), required_certifications=("iso_13485",))
    assert told(need) == [(("state Sonora",), 4, 2), (("certificate iso_13485",), 3, 1)]
    assert told(NEED) == []


def test_where_one_is_not_enough_the_fewest_together_are_named():
    need = replace(
        NEED, states=("Puebla",), routes=("makes",), required_certifications=("fda_reg",), exclude=("d",)
    )
    only_c_and_d = np.array([False, False, True, True, False])
    assert told(need, only_c_and_d)[-1] == (("not excluded by the buyer", "state Puebla"), 1, 1)


@pytest.mark.parametrize("allowed", [EVERYONE, ~EVERYONE, np.array([True, False, True, False, True])])
@given(
    states=st.sampled_from([(), ("Sonora",), ("Puebla",)]),
    routes=st.sampled_from([(), ("makes",), ("hosts",)]),
    required=st.sampled_from([(), ("iso_13485",), ("iso_9001", "iso_13485")]),
)
def test_dropping_a_must_brings_what_was_said(allowed, states, routes, required):
    need = replace(NEED, states=states, routes=routes, required_certifications=required)
    n_passed = pass_musts(need, TABLE, OF_PLANTS, allowed)[0].sum()
    for one in relaxations(need, TABLE, OF_PLANTS, allowed):
        without = replace(
            need,
            states=() if any(must.startswith("state") for must in one.musts) else states,
            routes=() if any(must.startswith("route") for must in one.musts) else routes,
            required_certifications=tuple(key for key in required if f"certificate {key}" not in one.musts),
        )
        passing = pass_musts(without, TABLE, OF_PLANTS, allowed)[0].sum()
        assert (one.passing, one.gained) == (passing, passing - n_passed)
