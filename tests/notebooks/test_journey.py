"""One journey in a real browser: from the notebook to files with the picks in them."""

import csv
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from matcher.sources.marks import read_marks
from tests.notebooks.lab import CHROMIUM_ARGS, chromium, lab

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEED = "sterile IV infusion sets"


@pytest.fixture
def page():
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
    executable = chromium()
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        page = browser.new_page(viewport={"width": 1320, "height": 1000})
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def names(page) -> list[str]:
    """The names shown, once they stay the same for a moment: rows come one by one."""
    seen: list[str] = []
    for _ in range(60):
        page.wait_for_timeout(500)
        now = page.locator(".mx-name").all_inner_texts()
        if now and now == seen:
            return now
        seen = now
    raise AssertionError(f"the rows do not come to rest: {seen}")


def test_from_a_need_to_saved_picks(page, tmp_path: Path):
    from playwright.sync_api import expect

    expect.set_options(timeout=60_000)
    requests: list[str] = []
    faults: list[str] = []
    page.context.on("request", lambda request: requests.append(request.url))
    page.on("websocket", lambda socket: requests.append(socket.url))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    work = tmp_path / "work"

    with lab(work, tmp_path / "home") as address:
        page.goto(address)
        expect(page.locator("#jp-main-statusbar")).to_contain_text("Python 3 (ipykernel) | Idle")
        page.locator(".lm-MenuBar-itemLabel").get_by_text("Run", exact=True).click()
        page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
        expect(page.locator(".mx-name").first).to_be_visible()

        page.locator(".mx-need textarea").fill("wire harnesses for vehicles")
        page.get_by_role("button", name="Find", exact=True).click()
        expect(page.locator(".mx-message")).to_contain_text("wire harnesses for vehicles")
        page.locator(".mx-need textarea").fill(NEED)
        page.get_by_role("button", name="Find", exact=True).click()
        expect(page.locator(".mx-message")).to_contain_text(NEED)
        before = names(page)
        assert len(before) >= 10

        page.locator(".mx-profile select").select_option(label="Quality")
        expect(page.locator(".mx-move").first).to_be_visible()
        assert names(page) != before
        page.locator(".mx-profile select").select_option(label="Balanced")
        assert names(page) == before
        page.locator(".mx-language").get_by_role("button", name="Español", exact=True).click()
        expect(page.get_by_role("button", name="Buscar", exact=True)).to_be_visible()
        expect(page.locator(".mx-message")).to_contain_text("que pasaron")
        page.locator(".mx-language").get_by_role("button", name="English", exact=True).click()
        expect(page.get_by_role("button", name="Find", exact=True)).to_be_visible()
        assert names(page) == before

        page.locator(".mx-group-place .jupyter-widget-Collapse-header").click()
        readout = page.locator(".mx-slider-crossing .widget-readout")
        readout.click()
        page.keyboard.press("Control+A")
        page.keyboard.type("25")
        page.keyboard.press("Enter")
        expect(page.locator(".mx-profile option:checked")).to_have_text("Your own")
        assert names(page) != before
        points = [float(text) for text in page.locator(".widget-readout").all_inner_texts()]
        assert sum(points) == pytest.approx(100.0, abs=1e-9)
        assert 25.0 in points

        page.locator("button.mx-stability").click()
        expect(page.locator(".mx-firm").first).to_contain_text("of draws")
        page.locator("button.mx-company").click()
        expect(page.locator("button.mx-company.mod-active")).to_have_count(1)
        page.locator("button.mx-company").click()
        expect(page.locator("button.mx-company.mod-active")).to_have_count(0)
        page.locator("button.mx-good").first.click()
        expect(page.locator("button.mx-good.mod-active")).to_have_count(1)
        page.get_by_role("button", name="Propose weights", exact=True).click()
        expect(page.locator(".mx-proposal")).to_contain_text("mark at least 2 of each")
        page.get_by_role("button", name="Save marks", exact=True).click()
        expect(page.locator(".mx-message")).to_contain_text("Saved 1 new or changed marks")

        chosen = names(page)[:2]
        for at, reason in enumerate(("nearest to the bridge", "ask for ISO 13485")):
            page.locator(".mx-pick input").nth(at).check()
            field = page.locator(".mx-reason input").nth(at)
            expect(field).to_be_visible()
            field.fill(reason)
            field.press("Enter")
        expect(page.get_by_role("button", name="Save 2", exact=True)).to_be_visible()
        take_picture(page, Path(os.environ.get("MATCHER_SCREENSHOT") or tmp_path / "explorer.png"))
        page.get_by_role("button", name="Save 2", exact=True).click()
        expect(page.locator(".mx-message")).to_contain_text("Saved 2 picked")

    (mark,) = read_marks(work / "picks" / "marks.csv")
    assert mark.good
    (file,) = (work / "picks").glob("sterile-*.csv")
    assert file.with_suffix(".xlsx").stat().st_size > 0
    with file.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["name"] for row in rows] == chosen
    assert [row["reason"] for row in rows] == ["nearest to the bridge", "ask for ISO 13485"]
    assert {row["need"] for row in rows} == {NEED}
    assert requests
    assert outside(requests) == []
    assert faults == []


def outside(requests: list[str]) -> list[str]:
    """The addresses that are not on this machine."""
    return [
        url
        for url in requests
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    ]


def take_picture(page, path: Path) -> None:
    """The explorer as it stands, without what surrounds the notebook."""
    page.locator(".lm-TabBar-tab.lm-mod-current[title^='File Browser']").click()
    app = page.locator(".mx-app")
    app.evaluate("box => box.scrollIntoView()")
    page.locator(".mx details summary").first.click()
    box, size = app.bounding_box(), page.viewport_size
    clip = {"x": box["x"], "y": box["y"], "width": box["width"], "height": size["height"] - box["y"] - 30}
    page.screenshot(path=path, clip=clip)
