"""What ``match`` says around a ranking: its language, how firmly it stands, what to drop, hints in common."""

import json

import pytest

import matcher
from matcher.model import Need
from matcher.rank.companies import company
from matcher.rank.profiles import preset

NEED = "sterile infusion sets"


@pytest.fixture
def printed(call):
    """The table as one line of words, so that it does not matter where lines break."""

    def of(*options: object) -> str:
        status, out, err = call("match", NEED, *options)
        assert status == 0, err
        return " ".join(out.split())

    return of


@pytest.fixture
def answered(call):
    """The object that scripts read."""

    def of(*options: object) -> dict:
        status, out, err = call("match", NEED, "--format", "json", *options)
        assert status == 0, err
        return json.loads(out)

    return of


def test_language_puts_headings_labels_reasons_and_the_reason_of_a_profile_into_spanish(printed):
    out = printed("--language", "es", "--per-route", "--profile", "quality", "--sensitivity")
    quality = preset("quality")
    assert out.startswith(f"{quality.label_es}: {quality.reason_es} {NEED} ")
    for words in (
        "No se ofrece como fabricante: las plantas de gasa",
        "Ya lo fabrica # puntos proveedor",
        "falta / sin dato por qué",
        "sin dato: tamaño",
        "sus propias palabras: equipos de venoclisis",
        "Chihuahua, visto 2021",
        "lugar sin dato, visto 2015",
        "Podría convertirse: nadie",
        "Podría albergar su producción (shelter)",
        "Pasaron 9",
        "Pistas de comercio y financiamiento (por verificar)",
        "Qué tan firme es (1,000 simulaciones, cada peso ±20 %)",
    ):
        assert words in out
    for english in ("score", "unknown", "missing", "seen 20", "passed", "hint as of", "draws"):
        assert english not in out


def test_language_of_the_json_is_that_of_its_reasons_and_changes_no_figure(answered):
    english, spanish = answered("--sensitivity"), answered("--sensitivity", "--language", "es")
    for one, other in zip(english["candidates"], spanish["candidates"], strict=True):
        assert one["contributions"] == other["contributions"]
    assert "where the plant is" in english["candidates"][0]["unknown"]
    assert "dónde está la planta" in spanish["candidates"][0]["unknown"]
    assert english["sensitivity"]["stability"] == spanish["sensitivity"]["stability"]
    says = [answer["sensitivity"]["raising"][0]["raises"][0]["says"] for answer in (english, spanish)]
    assert "points more" in says[0] and "puntos más" in says[1]


def test_every_must_of_the_funnel_has_its_spanish(call, tmp_path):
    need = tmp_path / "need.yaml"
    need.write_text(
        f"need_id: n\ntext: {NEED}\nstates: [Puebla, Sonora]\nroutes: [makes, hosts]\n"
        "required_certifications: [iso_13485]\nexclude: [m7]\n",
        "utf-8",
    )
    _, out, _ = call("match", "--need", need, "--language", "es", "--where", "state!=Veracruz")
    funnel = " ".join(out.split())
    for words in (
        "state!=Veracruz: 2 fuera",
        "no excluido por el comprador: 1 fuera",
        "estado Puebla o Sonora: 4 fuera",
        "certificado iso_13485: 1 fuera",
    ):
        assert words in funnel


def test_sensitivity_says_what_the_front_door_says(answered, printed, small):
    found = answered("--sensitivity", "--top", 3, "--per-route")["sensitivity"]
    ranking = matcher.open(small).match(NEED, top=3, per_route=True)
    assert found["stability"] == [
        {"supplier_id": one.supplier_id, "share": one.share, "best": one.best, "worst": one.worst}
        for one in matcher.stability(ranking, top=3)
    ]
    swap, first, second = found["swaps"][0], *(one.supplier.supplier_id for one in ranking.candidates[:2])
    assert (swap["first"], swap["second"]) == (first, second)
    assert swap["weights"] == dict(matcher.smallest_swap(ranking, first, second).weights)
    swapped = ranking.reweigh(swap["weights"])
    assert swapped.explain(second).rank < swapped.explain(first).rank
    telling = matcher.telling_unknown(ranking, 3)
    assert found["unknown"]["question"] == telling.criterion.question
    assert [one["supplier_id"] for one in found["unknown"]["ask"]] == [
        one.supplier.supplier_id for one in telling.ask
    ]
    assert [one["says"] for one in found["raising"][0]["raises"]] == [
        one.say("en") for one in matcher.raising(ranking, first)
    ]
    out = printed("--sensitivity", "--top", 3, "--per-route")
    for words in (
        "in the top 3 in",
        "before number 1",
        "What would raise number 1 most",
        telling.criterion.question,
    ):
        assert words in out


def test_sensitivity_has_no_place_in_a_row_of_csv(call):
    status, out, err = call("match", NEED, "--sensitivity", "--format", "csv")
    assert (status, out) == (2, "") and "table or json" in err


def test_where_nobody_passes_it_says_which_must_to_drop(printed, answered):
    asked = ("--route", "makes", "--require", "iso_13485", "--where", "state=Chihuahua")
    held = (*asked, "--where", "last_seen>=2021")
    assert printed(*held).endswith("drop the must iso_13485: 1 would pass")
    assert "sin el requisito iso_13485: pasaría 1" in printed(*held, "--language", "es")
    assert {"drop": ["certificate iso_13485"], "passing": 1, "gained": 1} in answered(*held)["relax"]
    assert "drop the must" not in printed(*asked)


def test_hints_in_common_stand_once_under_the_table_and_those_of_one_beside_it(printed, answered):
    out = printed("--route", "makes")
    table, common = out.split("Hints on trade and finance (to be checked)")
    hints = [hint for one in answered("--route", "makes")["candidates"] for hint in one["hints"]]
    shared = [hint for hint in dict.fromkeys(hints) if hints.count(hint) == 7]
    assert shared
    for hint in shared:
        assert out.count(hint) == common.count(hint) == 1
    assert "Parent in China" in table and "Parent in China" not in common


def test_what_to_check_of_any_shelter_stands_once(printed):
    out = printed("--route", "hosts")
    assert out.count("Before signing, look up whether") == 1
    assert "Albergue del Norte" in out and "Albergue del Oeste" in out


def test_a_need_in_python_can_be_answered_in_spanish(small):
    ranking = matcher.open(small).match(Need(NEED), language="es")
    assert ranking.candidates[0].reasons.evidence[0].startswith("sus propias palabras")


def test_one_per_company_shows_the_best_plant_of_each_and_counts_the_others(call, printed):
    need = ("match", "corrugated boxes", "--index", "register", "--top", "5", "--format", "json")
    every = json.loads(call(*need)[1])["candidates"]
    folded = json.loads(call(*need, "--one-per-company")[1])["candidates"]
    assert len(folded) == 5 and all("more_plants" not in one for one in every)
    names = [company(one["name"]) for one in folded]
    assert len(set(names)) == 5 > len({company(one["name"]) for one in every})
    assert folded[0]["supplier_id"] == every[0]["supplier_id"] and folded[0]["more_plants"] > 0
    table = " ".join(call("match", "corrugated boxes", "--index", "register", "--one-per-company")[1].split())
    assert f"and {folded[0]['more_plants']} more plants" in table
