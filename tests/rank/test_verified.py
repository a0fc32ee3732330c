"""A certificate named is worth less than one seen, and a look ages."""

import numpy as np
import pytest

from matcher.directory import Directory
from matcher.knowledge.certificates import KINDS
from matcher.model import Need, Provenance, Supplier
from matcher.rank.facts import facts_of
from matcher.rank.verified import (
    CERTIFICATE_WORTH,
    DATA_WORTH,
    MEANING_ES,
    certificates,
    named_certificates,
    verification,
)

CLAIMED, SEEN, VISITED = CERTIFICATE_WORTH
NEED = Need(
    "IV sets", required_certifications=("iso_13485",), preferred_certifications=("mdsap", "iso_13485")
)


def of(*suppliers):
    table = Directory.from_suppliers(suppliers).table
    return table, facts_of(table, [""] * table.num_rows)


def plant(supplier_id, *held, **fields):
    return Supplier(supplier_id, "A plant", "manufacturer", certifications=held, **fields)


def test_the_share_asked_for_by_how_far_it_was_verified():
    table, facts = of(
        plant("a", "iso_13485", "mdsap", verification="site_visited"),
        plant("b", "iso_13485", "mdsap", verification="document_seen"),
        plant("c", "iso_13485", verification="claimed"),
        plant("d", "iso_13485"),
        plant("e", "iso_9001", verification="site_visited"),
        plant("f"),
    )
    values = certificates(table, facts, NEED).values
    assert values.tolist()[:5] == pytest.approx([VISITED, SEEN, CLAIMED / 2, CLAIMED / 2, 0.0])
    assert np.isnan(values[5])
    assert np.isnan(certificates(table, facts, Need("IV sets")).values).all()


def test_a_sentence_says_what_is_held_what_it_proves_and_what_is_not_named():
    table, facts = of(plant("a", "iso_13485"), plant("b", "iso_9001"), plant("c"))
    found = certificates(table, facts, NEED)
    assert found.say(0, "en") == (
        "ISO 13485 (claimed only): proves medical-device quality system in the stated scope; does not prove "
        "FDA clearance; the scope may exclude your process. Does not name MDSAP"
    )
    assert found.say(0, "es") == (
        "ISO 13485 (sólo declarado): un organismo auditó su sistema de gestión; no acredita la conformidad "
        "del producto. No menciona MDSAP"
    )
    assert found.say(1, "en") == "does not name ISO 13485, MDSAP"
    assert found.say(2, "en") == ""


def test_a_certificate_of_the_buyers_own_is_named_as_it_is_written():
    table, facts = of(plant("a", "House mark"))
    found = certificates(table, facts, Need("x", required_certifications=("House mark",)))
    assert found.values[0] == pytest.approx(CLAIMED)
    assert found.say(0, "en") == "House mark (claimed only): not in the certificates table"


def test_what_a_field_says_of_its_own_verification_goes_before_the_row():
    seen = Provenance(source="audit", verification="document_seen", as_of="2025-06")
    table, facts = of(plant("a", "iso_13485", verification="claimed", provenance={"certifications": seen}))
    found = certificates(table, facts, Need("x", required_certifications=("iso_13485",)))
    assert found.values[0] == pytest.approx(SEEN)
    assert "(document seen, 2025)" in found.say(0, "en")
    assert verification(table, facts, NEED).values[0] == pytest.approx(DATA_WORTH[0])


def test_a_look_older_than_a_certificates_cycle_counts_one_rung_less():
    table, facts = of(
        plant("a", "iso_13485", verification="document_seen", as_of="2026-01-31"),
        plant("b", "iso_13485", verification="document_seen", as_of="2023"),
        plant("c", "iso_13485", verification="document_seen", as_of="2021-05"),
        plant("d", "iso_13485", verification="site_visited", as_of="2021"),
        plant("e", "iso_13485", verification="claimed", as_of="2010"),
        plant("f"),
    )
    found = verification(table, facts, NEED)
    claimed, seen, _ = DATA_WORTH
    assert found.values.tolist()[:5] == pytest.approx([seen, seen, claimed, seen, claimed])
    assert np.isnan(found.values[5])
    assert found.say(0, "en") == "its data: document seen, 2026"
    assert found.say(2, "es") == "sus datos: documento visto, 2021: hace demasiado"
    assert found.say(4, "en") == "its data: claimed only"
    assert found.say(5, "en") == ""


def test_rows_without_lists_and_tables_without_rows_or_columns_name_nothing():
    table, facts = of(plant("a"), plant("b", "iso_9001", "mdsap"), plant("c"), plant("d", "mdsap"))
    assert named_certificates(table).count(["mdsap"]).tolist() == [0, 1, 0, 1]
    assert named_certificates(table.slice(2)).count(["mdsap"]).tolist() == [0, 1]
    assert named_certificates(table.slice(0, 0)).known.shape == (0,)
    bare = table.drop_columns(["certifications", "verification", "as_of", "provenance"])
    assert np.isnan(certificates(bare, facts, NEED).values).all()
    assert np.isnan(verification(bare, facts, NEED).values).all()


def test_every_kind_of_certificate_has_its_limit_in_spanish():
    assert set(MEANING_ES) == set(KINDS)
