"""What the bundled encoder finds: phrases as people write them, and names that training never saw."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from matcher.encode import load_encoder
from matcher.text import fold
from matcher.training.bundled import bundled_split, product_names
from matcher.training.measure import name_recall

PHRASES = Path(__file__).with_name("phrases.csv")
#: Written by somebody who had seen neither those nor the trade vocabulary that the encoder learned from.
INDEPENDENT = Path(__file__).with_name("phrases_independent.csv")
N_PRODUCTS = 5000
HEADING_ROWS = 5


@pytest.fixture(scope="module")
def real_data() -> Path:
    folder = os.environ.get("MATCHER_REAL_DATA")
    if not folder or not (Path(folder) / "pairs").is_dir():
        pytest.skip("MATCHER_REAL_DATA names no folder with pairs/: recall is not measured")
    return Path(folder)


@pytest.fixture(scope="module")
def product_terms(real_data) -> list[str]:
    """SCIAN 2023's Spanish terms for what is manufactured."""
    from openpyxl import load_workbook

    workbook = load_workbook(real_data / "scian" / "SCIAN_2023.xlsx", read_only=True)
    terms, code = [], ""
    for row in workbook.worksheets[0].iter_rows(min_row=HEADING_ROWS + 1, values_only=True):
        code = str(row[0] or code)
        if code[:2] in {"31", "32", "33"} and row[5]:
            terms.append(str(row[5]).strip())
    workbook.close()
    return sorted(set(terms))


def phrases(path: Path = PHRASES) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_a_hundred_phrases_of_every_kind():
    kinds = Counter(row["kind"] for row in phrases())
    assert sum(kinds.values()) >= 100
    assert {"misspelled", "no accents", "Spanglish", "abbreviation", "British", "American"} <= set(kinds)


@pytest.mark.real_data
@pytest.mark.parametrize(("path", "floor"), [(PHRASES, 0.9), (INDEPENDENT, 0.85)])
def test_a_phrase_finds_its_product_among_five_thousand(product_terms, path, floor):
    rows = phrases(path)
    own = list(dict.fromkeys(row["product"] for row in rows))
    known = {fold(product) for product in own}
    others = [term for term in product_terms if fold(term) not in known]
    # Every other-th term, so that all branches of manufacturing are there.
    step = len(others) / (N_PRODUCTS - len(own))
    products = own + [others[int(place * step)] for place in range(N_PRODUCTS - len(own))]
    encoder = load_encoder()
    scores = encoder.encode([row["phrase"] for row in rows]) @ encoder.encode(products).T
    places = [own.index(row["product"]) for row in rows]
    ranks = (scores > scores[np.arange(len(rows)), places][:, None]).sum(axis=1)
    missed = [f"{row['phrase']} ({rank})" for row, rank in zip(rows, ranks, strict=True) if rank >= 10]
    assert np.mean(ranks < 10) >= floor, missed


@pytest.mark.real_data
@pytest.mark.slow
def test_names_of_families_never_seen_find_their_translation(real_data):
    split = bundled_split(real_data)
    names = product_names(real_data)
    queries = [pair for pair in split.test if pair.source == "unspsc_sat"]
    encoder = load_encoder()
    for to in ("es", "en"):
        recall = name_recall(encoder, queries, names, to)
        assert recall.n_candidates >= 45_000
        assert recall.at_1 >= 0.85, str(recall)
        assert recall.at_10 >= 0.96, str(recall)
