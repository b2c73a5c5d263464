"""What every test may use; objects come from tests/factories.py."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
"""Real articles and reference data."""


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder beside the repository with real articles and reference data, not kept in it."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here: its articles are not part of the repository")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under bin/test, a browser test that did not run is a failure and not a skip.

    Where the shared folder is, so is a test that was skipped for the want of it.
    """
    report = yield
    if not report.skipped or hasattr(report, "wasxfail"):
        return report
    if os.environ.get("REQUIRE_BROWSER_TESTS") == "1" and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"a browser test was skipped: {report.longrepr}"
    elif SHARED.is_dir() and "/shared" in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{SHARED} is here, but a test of it was skipped: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """bin/test ran other checks before; what failed of them is said beside pytest's own summary."""
    failed = os.environ.get("FAILED_CHECKS", "")
    if failed:
        terminalreporter.section("checks that failed before the tests", red=True)
        terminalreporter.line(failed, red=True)
