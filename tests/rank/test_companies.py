"""One company under several plants: told by its name, and shown once where a person asks for that."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.rank.companies import companies_of, company
from tests.rank.rankings import matrices, points, ranking_of


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("BIO PAPPEL, S.A.B. DE C.V., PLANTA ATENQUIQUE", "bio pappel"),
        ("Bio Pappel S.A.B. de C.V.", "bio pappel"),
        ("Honeywell Aerospace de México, S. de R.L. de C.V.", "honeywell aerospace"),
        ("MOLNLYCKE HEALTH CARE S.A. DE C.V. PLANTA 2", "molnlycke health care"),
        ("Tetakawi (Guaymas)", "tetakawi"),
        ("PROCTER AND GAMBLE MANUFACTURA S. DE R.L. DE C.V.", "procter gamble"),
        ("Procter & Gamble Manufacturing México, S. de R.L.", "procter gamble"),
        ("Savi Industrias SAPI de CV", "savi industrias"),
        ("Mexicana", "mexicana"),
        ("S.A. de C.V.", "s a de c v"),
    ],
)
def test_a_company_is_told_by_its_name_up_to_the_legal_form(name, told):
    assert company(name) == told


def test_plants_of_a_company_share_the_number_of_the_first_of_them():
    assert companies_of(["A, S.A.", "B Inc", "A S.A. de C.V."]).tolist() == [0, 1, 0]
    assert companies_of([]).tolist() == []


def test_a_long_name_a_letter_apart_is_the_same_company_and_a_short_one_is_not():
    names = ["CONDUCTORES TECNOLOGICOS DE JUAREZ SA", "CONDUCTORES TECNOLIGICOS DE JUAREZ SA DE CV"]
    assert companies_of([*names, "TRINITY INDUSTRIES", "Trinity Indutries S.A."]).tolist() == [0, 0, 2, 2]
    assert companies_of(["ABC SA", "ABD SA", "Planta Norte 1", "Planta Norte 2"]).tolist()[:2] == [0, 1]


@given(matrices(most=40), points, st.data())
def test_one_of_each_company_is_the_ranking_without_its_lesser_plants(values, weights, data):
    n = len(values)
    routes = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    companies = np.array(data.draw(st.lists(st.integers(0, 5), min_size=n, max_size=n)), dtype=np.int32)
    top = data.draw(st.integers(1, 6))
    ranking = ranking_of(values, weights, routes=routes, top=top)
    ranking = ranking._again(companies=companies)
    for per_route in (True, False):
        everyone = ranking.best(n, per_route=per_route).candidates
        seen, expected = set(), []
        for one in everyone:
            key = (one.route if per_route else "", companies[int(one.supplier.supplier_id[1:])])
            if key not in seen:
                seen.add(key)
                expected.append((one.route if per_route else "", one.supplier.supplier_id))
        kept = [pair for at, pair in enumerate(expected) if sum(p[0] == pair[0] for p in expected[:at]) < top]
        folded = ranking.best(top, per_route=per_route, one_per_company=True).candidates
        assert [one.supplier.supplier_id for one in folded] == [supplier_id for _, supplier_id in kept]
        assert all(one.more_plants is None for one in everyone)
        for one in folded:
            same = companies == companies[int(one.supplier.supplier_id[1:])]
            if per_route:
                same &= ranking.routes == ranking.routes[int(one.supplier.supplier_id[1:])]
            assert one.more_plants == same.sum() - 1
