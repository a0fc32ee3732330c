"""The explorer without a browser: set what a person would set, compare what is shown."""

from html import escape, unescape

import pytest

import matcher
from matcher.config import BALANCED
from matcher.errors import InputError, NeedError, UnknownSupplier
from matcher.explorer.app import App
from matcher.explorer.names import file_stem, need_key
from matcher.model import Need
from matcher.sources.marks import for_need, read_marks

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


def test_shows_the_criteria_that_the_need_asks_about_and_names_the_others(app, six):
    sliders = app.view.sliders
    assert sliders.lines["certificates"].layout.display == "none"
    assert sliders.lines["meaning"].layout.display is None
    lent = 100 - sum(app.state.weights.points[name] for name in app.ranking.applies)
    assert f"their {lent:.1f} points go to the rest: Certificates, " in sliders.unasked.value
    asked = matcher.explore(six, Need(NEED, preferred_certifications=("iso_13485",)))
    assert asked.view.sliders.lines["certificates"].layout.display is None
    assert "Certificates" not in asked.view.sliders.unasked.value


def test_the_points_of_the_groups_sum_to_100(app):
    titles = [folder.titles[0] for folder in app.view.sliders.groups.values()]
    assert [title.split(" · ")[0] for title in titles][:2] == ["Fit to the item", "Effort until it delivers"]
    assert sum(float(title.split(" · ")[1]) for title in titles) == pytest.approx(100.0, abs=0.2)


def test_a_slider_says_what_its_criterion_means_and_where_that_comes_from(app):
    tooltip = app.view.sliders.sliders["crossing"].tooltip
    assert "road distance to the nearest freight crossing" in tooltip.lower()
    assert "Source: coordinates; BTS ports." in tooltip
    assert escape(tooltip) in app.view.sliders.labels["crossing"].value


def test_a_profile_sets_the_weights_and_leaves_what_is_locked(app):
    app.view.sliders.locks["class"].value = True
    app.view.profile.menu.value = "quality"
    assert app.state.weights.points["class"] == BALANCED["class"]
    assert app.view.sliders.sliders["verification"].value > BALANCED["verification"]
    assert "certificates asked for" in app.view.profile.reason.value
    app.view.sliders.sliders["crossing"].value = 40
    assert app.view.profile.menu.label == "Your own"
    app.view.profile.menu.value = "quality"
    app.view.profile.menu.value = ""  # a person cannot choose to follow none: what is followed stays shown
    assert app.view.profile.menu.label == "Quality"


def test_speaks_spanish_where_asked_and_keeps_everything_else(app):
    app.view.profile.menu.value = "quality"
    app.view.rows.shown[0].pick.value = True
    before, english = app.state, app.ranking
    app.view.language.value = "es"
    assert app.state == before.having(language="es")
    assert app.ranking.candidates[0].reasons == english.in_language("es").candidates[0].reasons
    assert app.view.profile.menu.label == "Calidad"
    assert app.view.find.description == "Buscar"
    assert "Lo fabrica hoy" in app.view.rows.box.children[0].value
    assert "Fabrica este producto" in app.view.sliders.labels["product"].value
    assert "pasaron" in app.view.message.value
    app.view.undo.click()
    assert app.view.find.description == "Find"


def test_says_how_firm_each_place_is_when_asked(app):
    lines = lambda: [row.line.value for row in app.view.rows.shown]  # noqa: E731
    assert not any("of draws" in line for line in lines())
    app.view.stability.value = True
    assert all("in the top 10 in 100 % of draws" in line for line in lines())  # seven in all
    app.view.top.value = 1
    assert all("in the top 1 in " in line for line in lines())
    app.view.stability.value = False
    assert not any("of draws" in line for line in lines())


def test_shows_one_plant_of_each_company_when_asked(app):
    everyone = [row.supplier_id for row in app.view.rows.shown]
    app.view.company.value = True
    assert app.state.one_per_company
    shown = [row.supplier_id for row in app.view.rows.shown]
    assert set(shown) <= set(everyone)
    assert all(one.more_plants is not None for one in app.ranking.candidates)
    app.view.company.value = False
    assert [row.supplier_id for row in app.view.rows.shown] == everyone


def test_a_mark_is_good_or_bad_or_taken_back(app):
    row = app.view.rows.shown[0]
    row.good.value = True
    assert app.state.marked == {row.supplier_id: True}
    row.bad.value = True
    assert app.state.marked == {row.supplier_id: False}
    assert not row.good.value
    row.bad.value = False
    assert app.state.marked == {}


def marked_upside_down(app: App) -> App:
    """The two that make it and stand first marked bad, the next two good."""
    for row, good in zip(app.view.rows.shown, (False, False, True, True), strict=False):
        (row.good if good else row.bad).value = True
    return app


def test_weights_are_proposed_from_marks_and_set_only_when_accepted(app):
    before = marked_upside_down(app).state
    app.view.marking.propose.click()
    assert app.state == before
    assert app.proposal.say("en") in unescape(app.view.marking.said.value)
    first = app.proposal.changes[0]
    assert f"{first.before:.1f} to {first.after:.1f}" in app.view.marking.said.value
    proposed = app.proposal.weights
    app.view.marking.accept.click()
    assert app.proposal is None
    assert app.view.marking.said.value == ""
    assert app.ranking.weights == pytest.approx(proposed, abs=0.2)  # sliders hold whole tenths
    app.view.undo.click()
    assert app.state == before


def test_accepting_leaves_what_is_locked_and_what_is_not_asked_for(app):
    app.view.sliders.locks["class"].value = True
    before = marked_upside_down(app).state.weights.points
    app.view.marking.propose.click()
    app.view.marking.accept.click()
    after = app.state.weights.points
    kept = {"class"} | set(before) - app.ranking.applies
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after != before


def test_too_few_marks_propose_nothing(app):
    app.view.rows.shown[0].good.value = True
    app.view.marking.propose.click()
    assert "mark at least 2 of each" in app.view.marking.said.value
    assert app.view.marking.accept.layout.display == "none"
    with pytest.raises(InputError, match="Nothing is proposed"):
        app.accept()
    app.view.language.value = "es"
    assert "marque al menos 2 de cada uno" in app.view.marking.said.value
    app.view.rows.shown[0].good.value = False
    assert app.view.marking.said.value == ""


def test_marks_are_saved_and_read_back(app, six, tmp_path):
    app.view.folder.value = str(tmp_path / "out")
    app.view.marking.save.click()
    assert "Nobody is marked yet" in app.view.message.value
    app.view.rows.shown[0].good.value = True
    app.view.rows.shown[1].bad.value = True
    app.view.marking.save.click()
    assert "Saved 2 new or changed marks" in app.view.message.value
    path, n = app.save_marks(tmp_path / "out")
    assert n == 0
    assert for_need(read_marks(path), need_key(app.state.need)) == app.state.marked

    other = matcher.explore(six, NEED)
    first = other.view.rows.shown[0]
    first.bad.value = True
    other.view.folder.value = str(tmp_path / "out")
    other.view.marking.read.click()
    assert "Read 2 marks on this need" in other.view.message.value
    assert other.state.marked == {**app.state.marked, first.supplier_id: False}
    other.view.rows.shown[0].bad.value = False  # taken back: the file forgets it too
    assert other.save_marks(tmp_path / "out")[1] == 1
    assert first.supplier_id not in for_need(read_marks(path), need_key(app.state.need))
    other.view.folder.value = str(tmp_path / "none")
    other.view.marking.read.click()
    assert 'role="alert"' in other.view.message.value


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
    app.view.profile.menu.value = "balanced"
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
