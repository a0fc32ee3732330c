"""Notes on a whole ranking: who may sell is said before anybody calls."""

import pytest

from matcher.knowledge.conversions import NEGATIVE_CONVERSIONS
from matcher.model import Need
from matcher.rank.asked import Asked
from matcher.rank.notes import NOTES_ES, notes

ASKED = Asked({"332910": 1.0}, (), {}, ())


@pytest.mark.parametrize(
    "text",
    [
        "Valves. Items furnished shall be on the Qualified Products List.",
        "Valves, sole source to one firm",
        "Valves. ADOApproved source is 45152 3857898.",
        "Valves under source control drawing; source-controlled",
        "Válvulas, solo de fuentes aprobadas",
    ],
)
def test_a_need_for_approved_sources_only_says_so(text):
    assert any("approved" in note for note in notes(Need(text), ASKED, "en"))
    assert any("aprobadas" in note for note in notes(Need(text), ASKED, "es"))


def test_another_need_does_not():
    assert notes(Need("valves for drinking water, 2,000 a month"), ASKED, "en") == ()


@pytest.mark.parametrize("edge", NEGATIVE_CONVERSIONS, ids=lambda edge: edge.id)
def test_who_is_not_offered_is_told_in_either_language(edge):
    asked = Asked({"332910": 1.0}, (), {}, (edge,))
    assert edge.note in notes(Need("valves"), asked, "en")[0]
    assert NOTES_ES[edge.id] in notes(Need("valves"), asked, "es")[0]
