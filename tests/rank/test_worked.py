"""Five needs worked by hand: each printed figure again from what was measured, with a pencil's arithmetic."""

import math
from dataclasses import replace

import pytest

import matcher
from matcher.rank.criteria import CRITERIA
from matcher.rank.profiles import presets
from matcher.rank.sensitivity import position

NEEDS = (
    matcher.Need("disposable isolation gowns, level 2", volume="200,000 a month", destination="TX"),
    matcher.Need("arneses eléctricos para vehículos", deadline_weeks=20),
    matcher.Need("pad-mounted transformers", sector="renewables_storage", destination="California"),
    matcher.Need("corrugated boxes for medical devices", required_certifications=("iso_9001",)),
    matcher.Need("machined aluminium housings", preferred_certifications=("iatf_16949", "iso_14001")),
)
NEUTRAL = {one.name: one.neutral for one in CRITERIA}


@pytest.fixture(scope="module")
def directory():
    return matcher.open("illustrative")


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.text[:20])
def test_the_printed_score_is_its_criteria_times_their_points(directory, need):
    ranking = directory.match(need, top=5)
    points = {name: share for name, share in ranking.weights.items() if share}
    assert sum(points.values()) == pytest.approx(100)
    for candidate in ranking.candidates:
        row = ranking.values[position(ranking, candidate.supplier.supplier_id)]
        measured = dict(zip((one.name for one in CRITERIA), row, strict=True))
        total = low = high = 0.0
        for name, share in points.items():
            unknown = math.isnan(measured[name])
            part = share * (NEUTRAL[name] if unknown else measured[name])
            assert candidate.contributions[name] == pytest.approx(part, abs=0.011)
            total += part
            low += 0 if unknown else part
            high += share if unknown else part
        assert candidate.score == pytest.approx(total, abs=0.0051)
        assert candidate.score_low == pytest.approx(low, abs=0.011)
        assert candidate.score_high == pytest.approx(high, abs=0.011)


@pytest.mark.parametrize("policy", ["neutral", "pessimistic", "leave-out"])
def test_parts_sum_to_the_score_under_every_profile_and_policy(directory, policy):
    ranking = directory.match(NEEDS[0], top=8, unknown=policy)
    for profile in presets():
        for candidate in ranking.reweigh(profile.points).candidates:
            assert sum(candidate.contributions.values()) == pytest.approx(candidate.score, abs=1e-9)
            assert candidate.score_low <= candidate.score <= candidate.score_high


def test_raising_one_criterion_never_lowers_a_rank(directory):
    ranking = directory.match(NEEDS[2], top=20)
    seventh = ranking.candidates[6].supplier.supplier_id
    for column in range(len(CRITERIA)):
        values = ranking.values.copy()
        values[position(ranking, seventh), column] = 1.0
        raised = replace(ranking, values=values)
        assert (
            next(one.rank for one in raised.best(20).candidates if one.supplier.supplier_id == seventh) <= 7
        )
