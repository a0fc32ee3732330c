"""A business intermediary's journey, in real JupyterLab and a real browser: ask, re-weigh, pick, save."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

NOTEBOOK = "01_find_partners.ipynb"
SOURCE = Path(__file__).parents[2] / "notebooks" / NOTEBOOK
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def chromium() -> str:
    """The browser of the system."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


@pytest.fixture
def lab(tmp_path):
    """JupyterLab serving a copy of the notebook from an empty home: its address and its folder."""
    import time

    work = tmp_path / "work"
    work.mkdir()
    shutil.copy(SOURCE, work / NOTEBOOK)
    port = free_port()
    home = {"HOME": str(tmp_path / "home"), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    home |= {"JUPYTER_DATA_DIR": str(tmp_path / "data"), "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    home |= {"IPYTHONDIR": str(tmp_path / "ipython")}
    options = f"--no-browser --allow-root --ip=127.0.0.1 --port={port} --ServerApp.port_retries=0"
    log = (tmp_path / "lab.log").open("wb")
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            *options.split(),
            "--IdentityProvider.token=journey",
            f"--ServerApp.root_dir={work}",
        ],
        env={**os.environ, **home},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 120
    while not answers(f"{address}/api?token=journey"):
        assert server.poll() is None, (tmp_path / "lab.log").read_text()
        assert time.monotonic() < deadline, (tmp_path / "lab.log").read_text()
        time.sleep(0.2)
    yield address, work
    server.terminate()
    server.wait(30)
    log.close()


def test_ask_reweigh_pick_and_save(lab, chromium):
    from playwright.sync_api import expect, sync_playwright

    address, work = lab
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        outside, errors = [], []
        page.on(
            "request",
            lambda request: outside.append(request.url) if not _is_local(request.url, address) else None,
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/lab/tree/{NOTEBOOK}?token=journey")
        page.get_by_text("Run the cells from the top").wait_for(timeout=120_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

        rows = page.locator(".mx-row")
        expect(rows.first).to_be_visible(timeout=180_000)
        need = page.locator("textarea[placeholder*='hard to source']")
        need.fill("wire harnesses for electric vehicles")
        need.blur()
        page.get_by_role("button", name="Find").click()
        expect(rows.filter(has_text="ARNESES").first).to_be_visible(timeout=60_000)
        names = page.locator(".mx-row .mx-name")
        before = names.all_inner_texts()

        readout = page.locator(".widget-hslider", has_text="freshness").locator(".widget-readout")
        readout.fill("70")
        readout.press("Enter")
        expect(page.locator(".mx-up, .mx-down").first).to_be_visible(timeout=60_000)
        assert names.all_inner_texts() != before
        readouts = page.locator(".widget-hslider .widget-readout").all_inner_texts()
        assert abs(sum(map(float, readouts)) - 100) < 0.5

        for number, reason in enumerate(("seen lately", "=near the border")):
            page.get_by_role("checkbox", name="pick").nth(number).check()
            page.get_by_placeholder("because…").nth(number).fill(reason)
            page.get_by_placeholder("because…").nth(number).blur()
        page.evaluate("document.activeElement.blur()")
        if picture := os.environ.get("MATCHER_SCREENSHOT"):
            page.screenshot(path=picture)
        page.get_by_role("button", name="Save picks").click()
        expect(page.get_by_text("2 saved")).to_be_visible(timeout=60_000)
        browser.close()

    saved = (work / "picks.csv").read_text("utf-8-sig")
    assert "seen lately" in saved
    assert "'=near the border" in saved
    assert (work / "picks.xlsx").is_file()
    assert outside == []
    assert errors == []


def _is_local(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
