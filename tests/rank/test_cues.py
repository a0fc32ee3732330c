"""What is wanted is told from volumes, places and reasons by the words that announce it."""

import pytest

from matcher.rank.cues import MOST, announced


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("We want exhaust duct in spools from 6 to 48 inches.", "exhaust duct"),
        ("Our plant floods. We are looking for a manufacturer of sump pumps with floats.", "sump pumps"),
        (
            "Two lines stand still. We need 20,000 polypropylene spunbond rolls by June.",
            "polypropylene spunbond rolls",
        ),
        ("Busco quien me confeccione gorras para soldador, de algodón.", "gorras para soldador"),
        ("Queremos megáfonos portátiles de 25 watts, con sirena.", "megáfonos portátiles de 25 watts"),
        ("The agency requires bids for 60 light towers that fit a pickup.", "light towers"),
    ],
)
def test_the_thing_announced(text, thing):
    assert thing in announced(text)


def test_what_follows_the_thing_is_cut_off():
    (found,) = announced("We need brass gate valves with threaded ends, delivered to El Paso.")
    assert found == "brass gate valves"


def test_a_text_that_announces_nothing():
    assert announced("Stainless steel wire mesh, 304, 2 mm.") == ()
    assert announced("") == ()


def test_a_page_of_requests_is_cut_short():
    assert (
        len(announced("We need red lamps. " + " ".join(f"We need lamp {n} now." for n in range(30)))) <= MOST
    )
