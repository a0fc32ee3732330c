"""Certificates: one key whatever the spelling, and what the law asks for."""

import pytest

from matcher.knowledge import certificates
from matcher.knowledge.certificates import certificate, nearest_certificates


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("iso_13485", "iso_13485"),
        ("ISO13485", "iso_13485"),
        ("ISO 13485:2016", "iso_13485"),
        ("iso-13485 2016", "iso_13485"),
        ("Certificación ISO 9001", "iso_9001"),
        ("IATF-16949:2016", "iatf_16949"),
        ("ISO/TS 16949", "iatf_16949"),
        ("FDA registration", "fda_registration"),
        ("NIOSH", "niosh_42cfr84"),
        ("UN38.3", "un_38_3"),
        ("C-TPAT", "ctpat"),
        ("NEEC", "oea"),
        ("IMMEX", "immex"),
        ("AS9100D", "as9100"),
        ("510(k)", "fda_510k"),
        ("IPC-A-620", "ipc_whma_a_620"),
        ("NSF/ANSI 61", "nsf_61"),
    ],
)
def test_a_certificate_has_one_key_whatever_the_spelling(text, key):
    assert certificate(text).key == key


@pytest.mark.parametrize("text", ["", "FDA certified", "FDA approved", "CE", "ISO", "ISO 13486", "quality"])
def test_what_is_no_certificate_is_none(text):
    assert certificate(text) is None


def test_look_alikes_stay_apart():
    assert certificate("IPC-A-610") != certificate("IPC-A-620")
    assert certificate("NSF 60") != certificate("NSF 61")
    assert certificate("ISO 14001") != certificate("ISO 14971")


def test_the_nearest_are_named_for_a_slip():
    assert nearest_certificates("ISO 13458")[0].key == "iso_13485"
    assert len(nearest_certificates("nonsense", n=5)) == 5


def test_the_law_gates_few():
    gates = [found.key for found in certificates.CERTIFICATES if found.legal_gate]
    assert gates == [
        "fda_registration",
        "niosh_42cfr84",
        "epa_registration",
        "un_38_3",
        "nsf_61",
        "nsf_60",
        "fcc_authorization",
    ]


def test_registered_is_not_approved():
    assert "approval" in certificate("fda_registration").does_not_prove


def test_a_duty_without_a_certificate_takes_no_months():
    assert certificate("QMSR").months_min is None


def test_no_spelling_means_two_certificates():
    for found in certificates.CERTIFICATES:
        for name in (found.key, found.name, *found.aliases):
            assert certificate(name) == found, name


def test_months_run_from_least_to_most():
    for found in certificates.CERTIFICATES:
        if found.months_min is not None:
            assert 0 <= found.months_min <= found.months_max, found.key
