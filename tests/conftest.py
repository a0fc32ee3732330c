"""Shared by all tests: where real data lies, and that nothing is skipped where everything must run."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data that MATCHER_REAL_DATA names; the test skips without it."""
    named = os.environ.get("MATCHER_REAL_DATA")
    if not named or not Path(named).is_dir():
        pytest.skip("needs real data: set MATCHER_REAL_DATA to its folder")
    return Path(named)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory):
    """Tests build their own indexes and leave the user's cache alone."""
    before = os.environ.get("MATCHER_CACHE")
    os.environ["MATCHER_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["MATCHER_CACHE"]
    else:
        os.environ["MATCHER_CACHE"] = before


@pytest.fixture(scope="session", autouse=True)
def no_other_model():
    """No transformer that happens to be on this machine is measured beside ours: it takes minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MATCHER_MINILM", "none")
        yield


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """With MATCHER_NO_SKIP a skipped test has failed: a machine that should run all of them does not."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("MATCHER_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"skipped although MATCHER_NO_SKIP is set: {report.longrepr}"


pytest_plugins = ["tests.six"]
