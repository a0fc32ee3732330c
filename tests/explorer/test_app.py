"""The explorer without a browser: what a click does, seen through its widgets."""

import csv

import openpyxl
import pytest

from matcher.errors import InputError, NeedError, OutputError
from matcher.explorer import explore
from matcher.explorer.export import write_picks
from matcher.explorer.views import bar_html, row_html, spoken
from matcher.model import Candidate, Reasons, Supplier

NEED = "disposable IV infusion sets"


@pytest.fixture
def app(six):
    """An explorer over the small index, with a need asked."""
    return explore(six, NEED)


def row_names(app):
    return [row.children[0].value for row in app._rows.children]


def test_a_need_shows_its_candidates(app):
    assert len(row_names(app)) == len(app.ranking)
    assert "Dispositivos Médicos de Tijuana" in "".join(row_names(app))


def test_typing_and_find_asks_again_and_forgets_the_picks(app):
    app.pick("a-medical", "near")
    app._text.value = "isolation gowns"
    app._find.click()
    assert app.state.need == "isolation gowns"
    assert app.picks == {}
    assert "Uniformes Industriales" in "".join(row_names(app))


def test_a_slider_moves_the_others_and_the_ranking_follows(app):
    before = row_names(app)
    app._sliders["crossing"].value = 90
    assert sum(app.state.weights.values()) == pytest.approx(100)
    assert app.state.weights["crossing"] == 90
    assert app._sliders["meaning"].value < 10
    assert row_names(app) != before


def test_a_locked_slider_stays_and_cannot_be_moved(app):
    app._locks["meaning"].value = True
    app._sliders["crossing"].value = 50
    assert app.state.weights["meaning"] == 34
    assert app._sliders["meaning"].disabled


def test_a_criterion_that_is_not_asked_about_is_shown_disabled(app):
    assert app._sliders["certificates"].disabled


def test_reset_brings_the_weights_back(app):
    app._sliders["crossing"].value = 90
    app._reset.click()
    assert app.state.weights["crossing"] == 6


def test_one_route_at_a_time_can_be_shown(app):
    app._route.value = "hosts"
    assert len(row_names(app)) == 1
    assert "Albergue Fronterizo" in row_names(app)[0]


def test_picks_are_saved_with_reasons_and_open_in_both_forms(app, tmp_path):
    tick, why = app._rows.children[0].children[1].children
    tick.value = True
    why.value = "=cmd()"
    app.pick("f-shelter", "hosts our line")
    app._folder.value = str(tmp_path)
    app._save.click()
    assert "2 saved" in app._message.value
    with (tmp_path / "picks.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows[0]["picked_because"] == "'=cmd()"
    parts = [float(row) for name, row in rows[0].items() if name.startswith("c_")]
    assert sum(parts) == pytest.approx(float(rows[0]["score"]))
    book = openpyxl.load_workbook(tmp_path / "picks.xlsx")
    sheet, about = book.worksheets
    assert [sheet.cell(line, 2).value for line in (2, 3)] == ["'=cmd()", "hosts our line"]
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["need"] == NEED
    assert "not a verification" in said["note"]


def test_what_cannot_be_done_is_said_in_one_line_where_it_is_seen(app, six, tmp_path):
    app._save.click()
    assert "Nothing is picked" in app._message.value
    app.pick("a-medical")
    app._folder.value = str(tmp_path / "nowhere")
    app._save.click()
    assert "cannot be written" in app._message.value
    app._text.value = "   "
    app._find.click()
    assert "empty" in app._message.value
    with pytest.raises(NeedError, match="press Find"):
        explore(six).save(tmp_path)


def test_picks_go_out_from_python_too(six, tmp_path):
    ranking = six.match(NEED)
    write_picks(ranking, {"a-medical": "best"}, tmp_path / "p.csv")
    assert "best" in (tmp_path / "p.csv").read_text("utf-8-sig")
    with pytest.raises(InputError, match="show more"):
        write_picks(ranking, {"nobody": ""}, tmp_path / "p.csv")
    with pytest.raises(InputError, match=r"\.csv or \.xlsx"):
        write_picks(ranking, {"a-medical": ""}, tmp_path / "p.ods")
    with pytest.raises(OutputError):
        write_picks(ranking, {"a-medical": ""}, tmp_path / "nowhere" / "p.xlsx")


def test_what_suppliers_wrote_is_shown_not_run():
    supplier = Supplier("x", "<script>alert(1)</script>", "manufacturer", state='"><img>')
    candidate = Candidate(
        1,
        supplier,
        "makes",
        50.0,
        40.0,
        60.0,
        {"meaning": 50.0, **{f"n{n}": 0.0 for n in range(7)}},
        Reasons(missing=("<b>",), evidence=("<i>x</i>",)),
    )
    html = row_html(candidate, before=3)
    assert "<script>" not in html
    assert "<img>" not in html
    assert "<b>" not in html
    assert "▲ 2" in html


def test_a_bar_says_in_words_what_it_shows():
    parts = {"meaning": 12.3, "words": 0.0, **{f"n{n}": 0.0 for n in range(5)}, "class": 20.0}
    assert spoken(parts) == "meaning 12.30 + class 20.00 = 32.30"
    assert 'aria-label="meaning 12.30 + class 20.00 = 32.30"' in bar_html(parts)
