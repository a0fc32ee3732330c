"""The weighted sum reproduces a published example: choosing a fighter aircraft (Hwang and Yoon 1981)."""

import numpy as np
import pytest

from matcher.model.score import score

#: Speed (Mach), range (nautical miles), payload (pounds), cost (million dollars, less is better), reliability
#: and manoeuvrability (both on their nine-point scale), of aircraft A1 to A4.
AIRCRAFT = np.array(
    [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ]
)
WEIGHTS = np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3])
COST = 3
#: Simple additive weighting over linear scales, worked from scales rounded to two digits. Source: Hwang and
#: Yoon (1981), Multiple Attribute Decision Making.
PUBLISHED = [0.835, 0.709, 0.852, 0.738]


def test_simple_additive_weighting_of_fighter_aircraft():
    values = AIRCRAFT / AIRCRAFT.max(axis=0)
    values[:, COST] = AIRCRAFT[:, COST].min() / AIRCRAFT[:, COST]
    found = score(values, 100 * WEIGHTS, "pessimistic", np.zeros(6))
    assert found.total / 100 == pytest.approx(PUBLISHED, abs=2e-3)
    assert np.argsort(-found.total).tolist() == [2, 0, 3, 1]
