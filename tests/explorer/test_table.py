"""The table: it adds up to the eye and to a screen reader, and a supplier's text stays text."""

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from matcher.explorer.table import candidate_html, change_html, parts_text, percent, ranking_html
from matcher.model import Reasons
from matcher.rank.sensitivity import Stability

NEED = "sterile IV infusion sets"


class Reader(HTMLParser):
    """The tags of a page part, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.labels: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.labels += [value for name, value in attributes if name == "aria-label"]
        assert not any(name.startswith("on") for name, _ in attributes)

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def ranking(six):
    return six.match(NEED, per_route=True)


def test_the_bar_in_words_sums_to_the_score(ranking):
    for candidate in ranking.candidates:
        said = parts_text(candidate, ranking.criteria)
        parts, total = said.rsplit(" = ", 1)
        points = [float(part.rsplit(" ", 1)[1]) for part in parts.split(" + ")]
        assert sum(points) == pytest.approx(candidate.score, abs=1e-9)
        assert total == f"{candidate.score:.2f}"
        assert said in Reader(candidate_html(candidate, ranking)).labels


def test_missing_stands_before_the_score(ranking):
    candidate = replace(ranking.candidates[0], reasons=Reasons(missing=("ISO 13485",), unknown=("size",)))
    text = Reader(candidate_html(candidate, ranking)).text
    assert text.index("missing 1: ISO 13485") < text.index(f"{candidate.score:.2f}")
    assert "unknown, to ask: size" in text


def test_a_hostile_name_stays_text(ranking):
    hostile = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    first = ranking.candidates[0]
    supplier = replace(
        first.supplier, name=hostile, municipality=hostile, supplier_id=hostile, source=hostile
    )
    reasons = Reasons((hostile,), (hostile,), (hostile,), (hostile,))
    page = Reader(candidate_html(replace(first, supplier=supplier, reasons=reasons), ranking))
    assert not {"script", "img"} & set(page.tags)
    assert hostile in page.text


def test_says_how_far_a_candidate_moved(ranking):
    first, second = ranking.candidates[0], ranking.candidates[1]
    name, other = first.supplier.supplier_id, second.supplier.supplier_id
    assert change_html(first, None) == change_html(first, {name: 1}) == ""
    assert "▲ 2" in change_html(first, {name: 3}) and "up 2 from rank 3" in change_html(first, {name: 3})
    assert "▼ 1" in change_html(second, {other: 1})
    assert "new" in change_html(second, {name: 1})


def test_the_page_reads_well_when_nothing_runs(ranking):
    picked = ranking.candidates[0].supplier
    html = ranking_html(ranking, picks={picked.supplier_id: "1 < 2"})
    text = unescape(Reader(html).text)
    assert [title for title in ("Makes it today", "Could convert", "Could host") if title in text] == [
        "Makes it today",
        "Could convert",
        "Could host",
    ]
    assert all(candidate.supplier.name in text for candidate in ranking.candidates)
    assert "Picked: 1 < 2" in text
    assert "not a verification" in text
    assert f"{ranking.n_passed} passed" in text
    assert "http" not in html


def test_shows_one_route_when_asked(ranking):
    text = Reader(ranking_html(ranking, route="hosts")).text
    assert "Could host" in text
    assert "Makes it today" not in text
    assert "Dispositivos Médicos de Tijuana" not in text


def test_says_how_firmly_a_candidate_stands(ranking):
    first = ranking.candidates[0]
    firm = Stability(first.supplier.supplier_id, 1, 0.974, 1, 12)
    assert "in the top 10 in 97 % of draws · rank 1 to 12" in candidate_html(first, ranking, firm=firm)
    same = replace(firm, share=1.0, worst=1)
    assert "in the top 10 in 100 % of draws<" in candidate_html(first, ranking, firm=same)
    assert "draws" not in candidate_html(first, ranking)
    assert [percent(share) for share in (0.0, 0.001, 0.999, 1.0)] == ["0 %", "1 %", "99 %", "100 %"]


def test_the_page_speaks_spanish(ranking):
    text = unescape(Reader(ranking_html(ranking.in_language("es"))).text)
    for said in ("Lo fabrica hoy", "no una verificación", "Fabrica este producto", f"pasaron {len(ranking)}"):
        assert said in text
    for said in ("Makes it today", "not a verification", "last seen", "once all is known", "of 100"):
        assert said not in text
