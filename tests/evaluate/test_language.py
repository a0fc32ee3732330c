"""Which language a text is written in, told on texts that taught it nothing."""

import csv

import numpy as np
import pyarrow as pa
import pytest

from matcher.config import data_dir
from matcher.evaluate.language import english, language_of, supplier_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("gowns", "en"),
        ("batas", "es"),
        ("FABRICACION DE PIEZAS METALICAS", "es"),
        ("arneses automotrices", "es"),
        ("Looking for a plant that moulds bottle caps", "en"),
        ("", ""),
        ("5/8-11", ""),
        ("ABS", ""),
    ],
)
def test_a_text_is_english_spanish_or_tells_nothing(text, language):
    assert language_of(text) == language


def test_phrases_of_suppliers_are_told_rightly():
    said = [
        (text, name.startswith("en"))
        for path in sorted((data_dir() / "illustrative" / "phrases").glob("*.csv"))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
        for name, text in row.items()
        if name[:2] in ("en", "es")
    ]
    likely = english([text for text, _ in said])
    right = (likely > 0.5) == np.array([is_english for _, is_english in said])
    assert len(said) > 2000 and right.mean() > 0.99


def test_a_supplier_may_write_in_one_language_in_both_or_tell_nothing():
    rows = pa.table(
        {
            "products": [["cubrebocas", "batas quirúrgicas"], None, ["cajas de cartón corrugado"], None],
            "processes": [["termosellado"], None, None, None],
            "equipment": pa.array([None, None, None, None], pa.list_(pa.string())),
            "description": [None, "We mould caps and closures.", "Corrugated boxes for export.", None],
        }
    )
    assert supplier_languages(rows) == ["es", "en", "both", ""]
