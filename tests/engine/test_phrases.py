"""Misspelled, foreign and abbreviated names through the whole path: a table of 5,000 suppliers, ranked."""

import csv
from pathlib import Path

import pytest

from matcher.directory import Directory
from matcher.engine import build, open
from matcher.knowledge.scian import index_terms
from matcher.model import Supplier
from matcher.text import fold

PHRASES = Path(__file__).parents[1] / "encode"
N_SUPPLIERS = 5000


@pytest.mark.slow
@pytest.mark.parametrize(("name", "floor"), [("phrases", 0.9), ("phrases_independent", 0.8)])
def test_the_product_meant_is_among_the_first_ten(tmp_path, name, floor):
    """Nothing is known of a supplier but one product, in Spanish: no class, no place."""
    with (PHRASES / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        phrases = list(csv.DictReader(handle))
    meant = list(dict.fromkeys(row["product"] for row in phrases))
    folded = {fold(product) for product in meant}
    spanish = {
        term.term for term in index_terms() if term.language == "es" and term.code[:2] in {"31", "32", "33"}
    }
    others = sorted(term for term in spanish if fold(term) not in folded)
    step = len(others) / (N_SUPPLIERS - len(meant))
    products = [*meant, *(others[int(at * step)] for at in range(N_SUPPLIERS - len(meant)))]
    suppliers = [
        Supplier(f"s{at:04d}", f"Planta {at}", "manufacturer", products=(product,), source="test")
        for at, product in enumerate(products)
    ]
    build(Directory.from_suppliers(suppliers), tmp_path / "idx", name="phrases")
    matcher = open(tmp_path / "idx")
    found = [
        any(
            products[int(one.supplier.supplier_id[1:])] == row["product"]
            for one in matcher.match(row["phrase"]).candidates
        )
        for row in phrases
    ]
    assert sum(found) / len(found) >= floor
