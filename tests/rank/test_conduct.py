"""What a firm names on security and on labour: evidence, what it leaves open, what is unknown."""

import numpy as np
import pytest

from matcher.directory import Directory
from matcher.knowledge.certificates import certificate
from matcher.model import Need, Supplier
from matcher.rank.conduct import CRITERIA, LABOUR_KEYS, NOT_NAMED, SECURITY_KEYS, labour, security
from matcher.rank.facts import facts_of
from matcher.rank.measure import LANGUAGES

NEED = Need("masks")


def holding(*lists, **fields):
    suppliers = [
        Supplier(f"{at:02}", "A plant", "manufacturer", certifications=tuple(held), **fields)
        for at, held in enumerate(lists)
    ]
    table = Directory.from_suppliers(suppliers).table
    return table, facts_of(table, [""] * len(suppliers)), NEED


def test_security_is_named_not_named_or_unknown():
    found = security(*holding(["ctpat"], ["iso_9001", "oea"], ["BASC v6"], ["iso_9001"], []))
    assert found.values.tolist()[:4] == pytest.approx([1.0, 1.0, 1.0, NOT_NAMED])
    assert np.isnan(found.values[4])
    assert found.say(3, "en") == "names none of C-TPAT, OEA and BASC among its certificates"
    assert found.say(4, "en") == ""


def test_a_security_sentence_says_what_it_proves_what_not_and_how_far_anyone_looked():
    found = security(*holding(["ctpat", "oea"], verification="document_seen", as_of="2025-03-01"))
    english, spanish = (found.say(0, language) for language in LANGUAGES)
    assert english.startswith(
        "C-TPAT (US CBP) (document seen, 2025): proves validated supply-chain security, tier 1 to 3; "
        "does not prove customs compliance in general; check: not public"
    )
    assert "mutual recognition with C-TPAT since 2014" in english
    assert spanish.startswith("C-TPAT (documento visto, 2025): acredita seguridad validada")
    assert "OEA (documento visto, 2025): operador económico autorizado ante el SAT" in spanish


def test_basc_is_said_to_be_private():
    assert security(*holding(["BASC"])).say(0, "en") == (
        "BASC (claimed only): a private security programme; no status with CBP or SAT"
    )


def test_evidence_on_labour_saturates():
    found = labour(
        *holding(
            ["iso_9001"], ["sa_8000"], ["smeta", "iso_45001"], ["rba", "iso_14001", "Distintivo ESR 2024"], []
        )
    )
    assert found.values.tolist()[:4] == pytest.approx([0.0, 0.5, 0.75, 0.875])
    assert np.isnan(found.values[4])
    assert found.say(4, "es") == ""


def test_audits_rule_nothing_out_and_the_labour_mechanism_is_a_question_to_ask():
    found = labour(*holding(["sa_8000"], ["iso_9001"]))
    assert found.say(0, "en").startswith(
        "names SA8000: a snapshot; it rules out neither forced labour nor complaints. USMCA Rapid Response"
    )
    assert "(hint as of " in found.say(0, "en")
    assert "(pista al " in found.say(1, "es")
    assert all("Rapid Response" in (one.question or "") for one in CRITERIA if one.name == "labour")


def test_words_are_matched_whole():
    assert labour(*holding(["Wrapping line audit"], ["WRAP Gold"])).values.tolist() == [0.0, 0.5]


@pytest.mark.parametrize("key", [*SECURITY_KEYS, *LABOUR_KEYS])
def test_every_key_is_in_the_certificates_table(key):
    found = certificate(key)
    assert found is not None
    assert found.key == key
