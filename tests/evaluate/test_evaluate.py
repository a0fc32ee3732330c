"""matcher evaluate: measures against hand-worked values, systems side by side, judgments read strictly."""

import math

import pandas as pd
import pytest

import matcher
from matcher.config import data_dir
from matcher.errors import InputError
from matcher.evaluate.judgments import Judgments, read_judgments
from matcher.evaluate.measures import measure, p_value
from matcher.evaluate.run import evaluate
from matcher.model import Need
from matcher.sources.needs import read_needs

JUDGED = Judgments({"n1": {"a": 3, "b": 1, "x": 0}, "n2": {"c": 2}}, {})


def test_measures_are_those_worked_by_hand():
    found = measure({"n1": ["x", "a", "z", "b"], "n2": ["y"]}, JUDGED)
    gained = 3 / math.log2(3) + 1 / math.log2(5)
    ideal = 3 / math.log2(2) + 1 / math.log2(3)
    row = found.loc["n1"]
    assert row["nDCG@10"] == pytest.approx(gained / ideal, abs=1e-6)
    assert row["recall@10"] == 1.0 and row["MRR"] == 0.5
    assert row["P@10"] == pytest.approx(0.2) and row["hard@10"] == 0.25
    assert math.isnan(found.loc["n2", "hard@10"]), "nobody was judged to be no answer"
    assert (found.loc["n2"].drop("hard@10") == 0).all()


def test_the_p_value_of_no_difference_is_one_and_of_a_steady_one_small():
    one = pd.Series([0.5] * 20)
    assert p_value(one, one) == 1.0
    assert p_value(one + 0.1, one) < 0.001
    assert p_value(one + 0.1, one) == p_value(one + 0.1, one)


def test_judgments_from_a_table_and_from_trec_are_the_same(tmp_path):
    table, trec = tmp_path / "q.csv", tmp_path / "q.qrels"
    table.write_text("need_id,supplier_id,route,grade\nn1,a,makes,3\nn1,x,makes,0\n", "utf-8")
    trec.write_text("n1 0 a 3\nn1 0 x 0\n", "utf-8")
    assert read_judgments(table).grades == read_judgments(trec).grades == {"n1": {"a": 3, "x": 0}}
    assert read_judgments(table).hard_negatives("n1") == {"x"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("n1,a,makes,good", "line 3, field 'grade'.*'good' is no grade"),
        ("n1,a,makes,2.5", "line 3, field 'grade'.*'2.5' is no grade"),
        ("n1,a,makes,inf", "line 3, field 'grade'.*'inf' is no grade"),
        ("n1,x,makes,1", "line 3, field 'supplier_id'.*judged twice"),
        (",a,makes,1", "line 3, field 'need_id'.*empty"),
        ("n1,a,buys,1", "line 3, field 'route'.*'buys'"),
    ],
)
def test_a_wrong_judgment_is_told_by_line_and_field(tmp_path, row, message):
    path = tmp_path / "q.csv"
    path.write_text(f"need_id,supplier_id,route,grade\nn1,x,makes,0\n{row}\n", "utf-8")
    with pytest.raises(InputError, match=message):
        read_judgments(path)


def test_needs_that_nobody_judged_are_refused():
    with pytest.raises(InputError, match="No need of the needs table"):
        evaluate(matcher.open("illustrative"), [Need("gowns")], JUDGED)


@pytest.mark.slow
def test_the_illustrative_needs_are_too_hard_for_any_one_part():
    folder = data_dir() / "illustrative"
    needs, rejects = read_needs(folder / "needs.csv")
    assert not rejects
    report = evaluate(matcher.open("illustrative"), needs, read_judgments(folder / "qrels.csv"))
    alone = report.summary.loc[["BM25", "TF-IDF", "dense only"], "nDCG@10"]
    assert (alone <= 0.85).all()
    assert report.n_needs >= 60 and not report.unjudged
