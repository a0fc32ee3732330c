"""Who owns, employs and holds the permits; what to check of a shelter."""

import math

from matcher.knowledge.shelter_checks import SHELTER_CHECKS, SHELTER_TYPES


def test_in_a_shelter_the_client_runs_the_line_and_the_shelter_employs():
    (shelter,) = [found for found in SHELTER_TYPES if found.key == "shelter"]
    assert (shelter.process_owner, shelter.employer, shelter.permit_holder) == (
        "client",
        "shelter",
        "shelter",
    )
    assert shelter.start_months == (3, 6)


def test_a_contract_manufacturer_makes_the_part():
    (contract,) = [found for found in SHELTER_TYPES if found.key == "contract_manufacturing"]
    assert contract.process_owner == contract.employer == "supplier"
    assert contract.start_months == (2, 9)


def test_there_are_five_models_and_six_types_on_the_market():
    forms = [found.form for found in SHELTER_TYPES]
    assert (forms.count("model"), forms.count("market_type")) == (5, 6)


def test_the_sixth_type_is_uncertain():
    assert [found.mark for found in SHELTER_TYPES if found.key == "administration_only"] == ["U"]


def test_gates_come_before_weights():
    assert [check.key for check in SHELTER_CHECKS if check.gate] == [
        "immex_albergue_active",
        "iva_ieps_level",
        "sat_69_69b",
        "restricted_parties",
        "repse_if_staff",
    ]
    assert all(check.weight is None for check in SHELTER_CHECKS if check.gate)


def test_weights_add_up_and_experience_weighs_most():
    weighed = [check for check in SHELTER_CHECKS if check.weight]
    assert math.isclose(math.fsum(check.weight for check in weighed), 1)
    assert max(weighed, key=lambda check: check.weight).key == "sector_experience"


def test_four_things_count_against_a_shelter():
    assert [check.key for check in SHELTER_CHECKS if check.counts_against] == [
        "single_client",
        "competing_owner",
        "no_exit_clause",
        "one_hazard_zone",
    ]
