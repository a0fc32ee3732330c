"""What own words leave of a class: who names other things counts less than who names a line of business."""

import numpy as np
import pytest

from matcher.rank.telling import Telling, specific

NAN = float("nan")


@pytest.mark.parametrize(
    ("code", "products", "share"),
    [
        ("332910", ("válvulas metálicas",), 0.0),  # the title of its class
        ("339112", ("material desechable de uso médico", "productos médicos"), 0.0),
        ("326198", ("tinas para hidromasaje", "productos de plástico"), 0.5),
        ("336110", ("chasis",), 1.0),
        (None, ("antenas",), 1.0),
        ("332910", (), NAN),
        ("332910", None, NAN),
        ("332910", ("385011", "de"), 0.0),  # a code is no name
    ],
)
def test_words_name_a_thing_when_they_say_more_than_the_title_of_the_class(code, products, share):
    assert specific([code], [products]).tolist() == pytest.approx([share], nan_ok=True)


def left(product=0.0, meaning=0.1, other=0.0, specific=0.0, named=0.0, others=False):
    values = [np.array([value], dtype=np.float32) for value in (product, meaning, other, named, specific)]
    return float(Telling(*values, np.array([others])).left()[0])


def test_of_a_class_more_is_left_the_more_the_words_speak_for_the_item():
    assert left(product=1.0) == pytest.approx(1.0)
    assert (
        left(product=1.0)
        > left(product=0.2)
        > left()
        > left(specific=1.0)
        > left(specific=1.0, others=True)
        > left(specific=1.0, others=True, other=1.0)
        > 0
    )
    assert left(meaning=0.5, specific=1.0, others=True) == left()  # what it names is near the item
    assert left(named=1.0) == left(product=1.0)  # it says what is asked for by its very noun


def test_a_plant_that_says_nothing_keeps_more_than_one_that_names_other_things():
    assert left(NAN, NAN, NAN, NAN) > left(specific=1.0)
