"""TF-IDF: the same numbers as scikit-learn's, from arrays as from documents."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.rank.tfidf import TfIdf, letter_groups, tfidf_of, whole_words
from matcher.text import fold, words

DOCUMENTS = [
    "IV administration set; drip line with roller clamp",
    "equipo para venoclisis; bayoneta y cámara de goteo",
    "wire harness for vehicles; arneses eléctricos automotrices",
    "a b",
    "",
]
TEXTS = ["arnes electrico para autos", "drip chambers and rollr clamps", "b", "zzzz qqqq", ""]


@pytest.fixture(scope="module")
def ours():
    return tfidf_of(letter_groups, DOCUMENTS)


def _singulars(text):
    return [
        word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words(text) if len(word) > 1
    ]


@pytest.mark.parametrize(
    ("analyser", "options"),
    [
        (letter_groups, {"analyzer": "char_wb", "ngram_range": (3, 5), "preprocessor": fold}),
        (whole_words, {"analyzer": _singulars}),
    ],
)
def test_similarity_is_scikit_learns(analyser, options):
    ours = tfidf_of(analyser, DOCUMENTS)
    theirs = TfidfVectorizer(sublinear_tf=True, **options)
    matrix = theirs.fit_transform(DOCUMENTS)
    for text in TEXTS:
        expected = (matrix @ theirs.transform([text]).T).toarray().ravel()
        assert np.allclose(ours.similarity(text), expected, atol=2e-3), text  # weights are half precision


def test_a_misspelling_still_finds_its_document(ours):
    assert ours.similarity("rolller clmp drip").argmax() == 0
    assert ours.similarity("arneces electricos").argmax() == 2


def test_stored_and_read_back_it_is_the_same(ours):
    again = TfIdf.of_arrays(letter_groups, len(DOCUMENTS), ours.arrays())
    for text in TEXTS:
        assert np.array_equal(again.similarity(text), ours.similarity(text))


def test_no_documents_and_no_words_give_nothing():
    assert tfidf_of(letter_groups, []).similarity("anything").shape == (0,)
    assert not tfidf_of(letter_groups, DOCUMENTS).similarity("").any()
