"""The explorer without a browser: set what a person would set, compare what is shown."""

import pytest

import matcher
from matcher.config import BALANCED
from matcher.errors import InputError, NeedError, UnknownSupplier
from matcher.explorer.app import App, file_stem
from matcher.model import Need

NEED = "sterile IV infusion sets"


@pytest.fixture
def app(six) -> App:
    return matcher.explore(six, NEED)


def shown(app: App) -> list[str]:
    return [row.supplier_id for row in app.view.rows.shown]


def test_shows_the_ranking_that_a_line_of_python_gives(app, six):
    ranking = six.match(NEED, per_route=True)
    assert app.ranking.to_dict() == ranking.to_dict()
    assert shown(app) == [one.supplier.supplier_id for one in ranking.candidates]
    assert NEED in app.view.message.value


def test_find_looks_for_what_was_typed(six):
    app = matcher.explore(six)
    assert app.ranking is None
    app.view.need.value = "industrial uniforms"
    app.view.find.click()
    assert shown(app)[0] == "d-uniforms"
    assert app.state.need == Need("industrial uniforms")


def test_moving_a_slider_moves_the_others_and_the_ranks(app):
    before = {one.supplier.supplier_id: one.score for one in app.ranking.candidates}
    app.view.sliders.sliders["crossing"].value = 60
    points = {name: slider.value for name, slider in app.view.sliders.sliders.items()}
    assert points["crossing"] == 60.0
    assert sum(points.values()) == pytest.approx(100.0, abs=1e-9)
    assert points == app.state.weights.points
    assert {one.supplier.supplier_id: one.score for one in app.ranking.candidates} != before


def test_a_click_and_a_line_of_python_do_the_same(six):
    clicked, written = matcher.explore(six, NEED), matcher.explore(six, NEED)
    clicked.view.sliders.locks["class"].value = True
    clicked.view.sliders.sliders["crossing"].value = 40
    clicked.view.unknown.value = "pessimistic"
    clicked.view.top.value = 2
    clicked.view.route.value = "makes"
    clicked.view.rows.shown[1].pick.value = True
    clicked.view.rows.shown[1].reason.value = "near"
    chosen = clicked.view.rows.shown[1].supplier_id
    state = written.state.locking("class").moved("crossing", 40)
    written.state = state.having(unknown="pessimistic", top=2, route="makes").picking(chosen, "near")
    assert clicked.state == written.state
    assert clicked.ranking.to_dict() == written.ranking.to_dict()
    assert shown(clicked) == shown(written)
    assert [row.line.value for row in clicked.view.rows.shown] != []


def test_a_criterion_that_the_need_does_not_ask_about_is_disabled(app, six):
    assert app.view.sliders.sliders["certificates"].disabled
    assert "not asked for" in app.view.sliders.labels["certificates"].value
    assert not app.view.sliders.sliders["meaning"].disabled
    asked = matcher.explore(six, Need(NEED, preferred_certifications=("iso_13485",)))
    assert not asked.view.sliders.sliders["certificates"].disabled


def test_a_locked_slider_is_disabled_and_stays(app):
    app.view.sliders.locks["class"].value = True
    app.view.sliders.sliders["meaning"].value = 0
    assert app.view.sliders.sliders["class"].disabled
    assert app.state.weights.points["class"] == BALANCED["class"]


def test_says_who_moved_since_the_weights_before(six):
    app = matcher.explore(six, "equipos de venoclisis, sondas y catéteres")
    lines = lambda: {row.supplier_id: row.line.value for row in app.view.rows.shown}  # noqa: E731
    assert "mx-move" not in "".join(lines().values())
    app.view.sliders.sliders["freshness"].value = 100
    assert shown(app)[:3] == ["a-medical", "c-medical-iso9001", "b-medical-old"]
    app.view.sliders.sliders["words"].value = 100
    assert shown(app).index("b-medical-old") < shown(app).index("c-medical-iso9001")
    assert "▲" in lines()["b-medical-old"]
    assert "▼" in lines()["c-medical-iso9001"]
    app.view.top.value = 9
    assert "▲" in lines()["b-medical-old"]  # showing more is no change of weights


def test_picks_carry_reasons_and_stay_in_sight(app):
    last = app.view.rows.shown[-1]
    supplier_id = last.supplier_id
    assert last.reason.layout.display == "none"
    last.pick.value = True
    last.reason.value = "ask them first"
    assert app.picks == {supplier_id: "ask them first"}
    app.view.top.value = 1
    assert supplier_id in shown(app)
    (row,) = (row for row in app.view.rows.shown if row.supplier_id == supplier_id)
    assert row.reason.layout.display is None
    row.pick.value = False
    assert app.picks == {}


def test_another_need_starts_new_picks_and_undo_brings_the_old_ones_back(app):
    app.view.rows.shown[0].pick.value = True
    picks = app.picks
    app.view.need.value = "industrial uniforms"
    app.view.find.click()
    assert app.picks == {}
    assert "Undo brings the 1 of the last one back" in app.view.message.value
    app.view.undo.click()
    assert app.picks == picks
    assert app.view.need.value == NEED


def test_balanced_brings_the_first_weights_back(app):
    first = app.ranking.to_dict()
    app.view.sliders.sliders["words"].value = 70
    app.view.balance.click()
    assert app.ranking.to_dict() == first


def test_what_was_typed_but_not_asked_for_stays(app):
    app.view.need.value = "half a thou"
    app.view.sliders.sliders["words"].value = 70
    assert app.view.need.value == "half a thou"
    assert app.ranking.need.text == NEED


def test_a_wrong_click_says_so_in_one_line_and_changes_nothing(app):
    before = app.state
    app.view.need.value = "   "
    app.view.find.click()
    assert "The need is empty; say in a few words what is needed." in app.view.message.value
    assert 'role="alert"' in app.view.message.value
    assert app.state == before
    app.view.save.click()
    assert "Nobody is picked yet" in app.view.message.value


def test_a_wrong_need_at_the_start_is_said_in_its_place(six):
    app = matcher.explore(six, Need("IV sets", required_certifications=("iso_99999",)))
    assert "did you mean" in app.view.message.value
    assert app.ranking is None


def test_a_wrong_line_of_python_raises_and_changes_nothing(app):
    before = app.state
    with pytest.raises(UnknownSupplier, match="nobody"):
        app.state = app.state.picking("nobody")
    with pytest.raises(NeedError, match="empty"):
        app.state = app.state.asking("")
    assert app.state == before


def test_a_fault_of_ours_is_one_line_too(six):
    class Broken:
        def match(self, *_, **__):
            raise RuntimeError("the <wheel> fell off")

    app = App(Broken(), NEED)
    assert "A fault of ours (RuntimeError: the &lt;wheel&gt; fell off)" in app.view.message.value


def test_saves_csv_and_xlsx_named_after_the_need(app, tmp_path):
    app.view.rows.shown[0].pick.value = True
    app.view.folder.value = str(tmp_path / "new" / "picks")
    app.view.save.click()
    assert "Saved 1 picked" in app.view.message.value
    stem = file_stem(app.ranking.need)
    assert sorted(file.name for file in (tmp_path / "new" / "picks").iterdir()) == [
        f"{stem}.csv",
        f"{stem}.xlsx",
    ]
    with pytest.raises(InputError, match="Nothing was looked for yet"):
        App(app._matcher).save(tmp_path)


def test_a_folder_that_cannot_be_made_is_said(app, tmp_path):
    (tmp_path / "file").write_text("")
    app.view.rows.shown[0].pick.value = True
    app.view.folder.value = str(tmp_path / "file" / "picks")
    app.view.save.click()
    assert "cannot be made" in app.view.message.value


@pytest.mark.parametrize("text", ["../../etc/passwd", "a/b\\c:d", "注射器", "x" * 300, ".", "CON"])
def test_a_need_never_becomes_a_path(text):
    stem = file_stem(Need(text))
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(stem) <= 47


def test_two_needs_never_share_a_file():
    assert file_stem(Need("IV sets")) != file_stem(Need("IV sets", states=("Sonora",)))
    assert file_stem(Need("x" * 60 + "a")) != file_stem(Need("x" * 60 + "b"))


def test_shows_itself_as_widgets_or_as_a_static_table(app):
    bundle = app._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "Dispositivos Médicos de Tijuana" in bundle["text/html"]
    assert bundle["text/plain"].startswith("<App <Ranking for 'sterile IV infusion sets'")


def test_nobody_found_is_an_answer_with_reasons(six):
    app = matcher.explore(six, Need(NEED, states=("Tlaxcala",)))
    assert "Nobody passed" in app.view.message.value
    assert "put out" in app.view.rows.box.children[-1].value
