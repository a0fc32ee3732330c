"""The rules of truth, on suppliers whose right answer anyone can see."""

import numpy as np
import pytest

from matcher.directory import Directory
from matcher.engine import build
from matcher.engine import open as open_matcher
from matcher.errors import NeedError, UnknownSupplier, WeightError
from matcher.model import Need, Supplier
from matcher.rank.criteria import CRITERIA
from matcher.rank.sensitivity import position

IV_SETS = "disposable IV infusion sets"


def ids(ranking):
    return [candidate.supplier.supplier_id for candidate in ranking.candidates]


def test_makers_come_first_then_shelter_and_a_bakery_has_no_route(six):
    ranking = six.match(IV_SETS)
    makers = [c.supplier.supplier_id for c in ranking.candidates if c.route == "makes"]
    assert set(makers) == {"a-medical", "b-medical-old", "c-medical-iso9001"}
    assert "g-bakery" not in ids(ranking)
    assert {line.must: line.excluded for line in ranking.funnel}["a route to the item"] >= 1


def test_spanish_finds_what_english_finds(six):
    assert {"a-medical", "b-medical-old"} == set(ids(six.match("equipos de venoclisis"))[:2])
    assert set(ids(six.match("equipos de venoclisis"))) == set(ids(six.match(IV_SETS)))


def test_kind_is_declared_and_route_is_derived(six):
    routes = {c.supplier.supplier_id: c.route for c in six.match("isolation gowns").candidates}
    assert routes["d-uniforms"] == "converts"
    assert routes["f-shelter"] == "hosts"


def test_a_conversion_says_months_precedent_and_what_is_missing(six):
    gowns = six.match("isolation gowns").explain("d-uniforms")
    assert any("PB70" in item for item in gowns.reasons.missing)
    assert any("months in an emergency" in hint and "Aramark" in hint for hint in gowns.reasons.hints)


def test_a_lead_acid_plant_is_not_offered_for_lithium_cells(six):
    ranking = six.match("lithium-ion battery cells")
    assert "e-lead-acid" not in ids(ranking)
    assert any("Not offered" in note for note in ranking.notes)


def test_a_must_puts_out_who_is_known_to_fail_it_and_asks_the_unknown(six):
    ranking = six.match(Need(IV_SETS, required_certifications=("iso_13485",)))
    assert "c-medical-iso9001" not in ids(ranking)
    assert "b-medical-old" in ids(ranking)
    assert ("certificate iso_13485", 1) in [(line.must, line.excluded) for line in ranking.funnel]
    assert any("ISO 13485" in unknown for unknown in ranking.explain("b-medical-old").reasons.unknown)
    assert not ranking.explain("a-medical").reasons.missing


def test_a_want_is_weighed_and_leads_with_what_is_missing(six):
    ranking = six.match(Need(IV_SETS, preferred_certifications=("iso_13485",)))
    assert ranking.explain("c-medical-iso9001").reasons.missing == ("ISO 13485",)
    with_it, without = (
        ranking.explain(name).contributions["certificates"] for name in ("a-medical", "c-medical-iso9001")
    )
    assert with_it > without == 0


def test_a_state_is_a_must_and_a_route_can_be_chosen(six):
    assert set(ids(six.match(Need(IV_SETS, states=("Baja California",))))) == {"a-medical", "f-shelter"}
    assert ids(six.match(Need(IV_SETS, routes=("hosts",)))) == ["f-shelter"]


def test_a_buyer_can_leave_a_supplier_out_by_id_or_name(six):
    ranking = six.match(Need(IV_SETS, exclude=("a-medical", "CATETERES DEL SUR")))
    assert not {"a-medical", "b-medical-old"} & set(ids(ranking))


def test_contributions_sum_to_the_score_under_every_policy_and_lie_in_the_range(six):
    for policy in ("neutral", "pessimistic", "leave-out"):
        for candidate in six.match(IV_SETS, unknown=policy).candidates:
            assert sum(candidate.contributions.values()) == pytest.approx(candidate.score, abs=1e-9)
            assert candidate.score_low <= candidate.score <= candidate.score_high


def test_an_unknown_place_is_unknown_not_far(six):
    ranking = six.match(IV_SETS)
    unknown_place = ranking.explain("c-medical-iso9001")  # of its processes nothing is known either
    spread = unknown_place.score_high - unknown_place.score_low
    known = ranking.values[position(ranking, "c-medical-iso9001")]
    unknown = [one.name for one, value in zip(ranking.criteria, known, strict=True) if np.isnan(value)]
    assert {"process", "crossing"} <= set(unknown)
    assert spread == pytest.approx(sum(ranking.weights[name] for name in unknown), abs=0.02)


def test_the_processes_usual_for_a_named_item_count_where_a_need_states_none(six):
    assert six.match(IV_SETS).weights["process"] > 0
    assert any(
        "processes needed" in line for line in six.match(IV_SETS).explain("a-medical").reasons.evidence
    )


def test_weights_move_the_ranking_and_the_original_stays(six):
    ranking = six.match(IV_SETS)
    nearest = ranking.reweigh({"crossing": 100})
    assert ids(nearest)[0] in {"a-medical", "f-shelter"}
    assert ranking.weights != nearest.weights
    assert sum(nearest.weights.values()) == pytest.approx(100)
    assert ids(ranking.reweigh(ranking.weights)) == ids(ranking)


def test_points_of_what_is_not_asked_about_go_to_the_others(six):
    assert six.match(IV_SETS).weights["certificates"] == 0
    assert six.match(Need(IV_SETS, preferred_certifications=("iso_13485",))).weights["certificates"] > 0


def test_per_route_ranks_each_route_apart(six):
    ranking = six.match(IV_SETS, top=1, per_route=True)
    assert [(c.route, c.rank) for c in ranking.candidates] == [("makes", 1), ("hosts", 1)]


def test_the_same_question_gives_the_same_answer(six):
    assert six.match(IV_SETS).to_dict() == six.match(IV_SETS).to_dict()


def test_a_filter_narrows_before_the_ranking_and_keeps_its_order(six):
    whole = six.match(IV_SETS)
    narrow = six.match(IV_SETS, where="state=Baja California")
    assert ids(narrow) == [name for name in ids(whole) if name in {"a-medical", "f-shelter"}]
    scores = {c.supplier.supplier_id: c.score for c in whole.candidates}
    assert all(c.score == scores[c.supplier.supplier_id] for c in narrow.candidates)


def test_nothing_found_is_an_answer_with_reasons(six):
    ranking = six.match(Need(IV_SETS, states=("Tlaxcala",)))
    assert len(ranking) == 0
    assert sum(line.excluded for line in ranking.funnel) == len(six)


@pytest.mark.parametrize(
    ("need", "message"),
    [
        (Need("  "), "empty"),
        (Need("masks", required_certifications=("iso_99999",)), "did you mean"),
        (Need("masks", routes=("flies",)), "choose from makes, converts, hosts"),
    ],
)
def test_a_need_that_cannot_be_matched_says_what_to_change(six, need, message):
    with pytest.raises(NeedError, match=message):
        six.match(need)


def test_bad_weights_and_unknown_suppliers_are_refused(six):
    with pytest.raises(WeightError, match="no criterion"):
        six.match(IV_SETS, weights={"speed": 3})
    with pytest.raises(NeedError, match="at least 1"):
        six.match(IV_SETS, top=0)
    with pytest.raises(UnknownSupplier, match="best"):
        six.match(IV_SETS).explain("g-bakery")


def test_a_ranking_introduces_itself_and_escapes_what_suppliers_wrote(six):
    ranking = six.match("<script>alert(1)</script> infusion sets")
    assert "shown of" in repr(ranking)
    assert "<script>" not in ranking._repr_html_()
    frame = ranking.to_frame()
    assert list(frame["rank"]) == list(range(1, len(frame) + 1))
    assert {f"c_{criterion.name}" for criterion in CRITERIA} <= set(frame.columns)


def test_of_who_says_nothing_of_products_it_is_unknown_what_it_makes(tmp_path):
    silent = Supplier("h-silent", "Planta 7", "manufacturer", processes=("costura",), scian="339112")
    says = Supplier("i-says", "Planta 8", "manufacturer", products=("batas desechables",), scian="339112")
    build(Directory.from_suppliers([silent, says]), tmp_path / "idx")
    ranking = open_matcher(tmp_path / "idx").match("disposable gowns")
    product = [criterion.name for criterion in ranking.criteria].index("product")
    unknown = {
        supplier.supplier_id: bool(np.isnan(ranking.values[at, product]))
        for at, supplier in enumerate(ranking.supplier_at([int(row) for row in ranking.rows]))
    }
    assert unknown == {"h-silent": True, "i-says": False}
    assert ranking.explain("h-silent").score_high > ranking.explain("h-silent").score


def test_a_plant_with_other_processes_converts_less_readily(tmp_path):
    suppliers = [
        Supplier(
            "j-sews",
            "Uniformes J",
            "manufacturer",
            products=("uniformes",),
            processes=("costura",),
            scian="315223",
        ),
        Supplier(
            "k-paints",
            "Uniformes K",
            "manufacturer",
            products=("uniformes",),
            processes=("pintura en polvo",),
            scian="315223",
        ),
    ]
    build(Directory.from_suppliers(suppliers), tmp_path / "idx")
    ranking = open_matcher(tmp_path / "idx").match("isolation gowns")
    ready = {
        c.supplier.supplier_id: c.contributions["route"] for c in ranking.candidates if c.route == "converts"
    }
    assert ready["j-sews"] > ready["k-paints"] > 0


def test_a_conversion_names_the_product_that_is_near(six):
    (hint, *_) = six.match("isolation gowns").explain("d-uniforms").reasons.hints
    assert "isolation gowns" in hint


def test_another_language_is_refused_in_one_line(six):
    with pytest.raises(NeedError, match="choose from en, es"):
        six.match(IV_SETS, language="fr")


def test_a_plant_that_only_its_class_speaks_for_becomes_a_question(tmp_path):
    plants = [
        Supplier("a", "A", "manufacturer", products=("equipos de venoclisis",), scian="339112"),
        Supplier("b", "B", "manufacturer", products=("globos de látex",), scian="339112"),
        Supplier("c", "C (Tijuana)", "shelter"),
    ]
    build(Directory.from_suppliers(plants), tmp_path / "idx")
    ranking = open_matcher(tmp_path / "idx").match(IV_SETS)
    asks = {key: " ".join(ranking.explain(key).reasons.unknown) for key in "abc"}
    assert "whether it makes this item" not in asks["a"]
    assert "whether it makes this item" in asks["b"]
    assert "none of them is known" in asks["c"]
    assert "si fabrica este artículo" in " ".join(ranking.in_language("es").explain("b").reasons.unknown)
    class_of = {key: ranking.explain(key).contributions["class"] for key in "ab"}
    assert class_of["a"] > class_of["b"]  # of whom its own words tell other products
