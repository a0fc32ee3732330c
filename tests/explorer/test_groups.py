"""The groups hold every criterion once, and their colours can be told apart with any colour vision."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from matcher.explorer.groups import COLOURS, GROUPS, grouped
from matcher.rank.criteria import CRITERIA, NAMES

#: Linear RGB as seen without one kind of cone (Machado, Oliveira and Fernandes, 2009, severity 1).
VISIONS = {
    "all cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
#: Linear sRGB to XYZ (IEC 61966-2-1), and its white.
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
#: Distances in CIELAB: 2.3 is just noticeable (Mahy and others, 1994); patches that touch get much more.
NOTICEABLE, TOUCHING = 4.6, 12.0


def lab(colour: str, vision: str) -> np.ndarray:
    """CIELAB of ``#rrggbb`` as it is seen, shape (3,)."""
    srgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(np.array(VISIONS[vision]) @ linear, 0, 1) / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_every_criterion_stands_in_one_group():
    held = [name for group in GROUPS for name in group.colours]
    assert sorted(held) == sorted(NAMES)
    assert [one.name for one in grouped(CRITERIA)] == held


@pytest.mark.parametrize("vision", VISIONS)
def test_every_criterion_has_a_colour_of_its_own(vision):
    seen = {name: lab(colour, vision) for name, colour in COLOURS.items()}
    assert all(np.linalg.norm(a - b) > NOTICEABLE for a, b in combinations(seen.values(), 2))
    assert all(np.linalg.norm(a - b) > TOUCHING for a, b in pairwise(seen.values()))
