"""What every test may use; objects come from tests/factories.py."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.db import connection

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
"""Real articles and reference data."""


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder beside the repository with real articles and reference data, not kept in it."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here: its articles are not part of the repository")
    return SHARED


@pytest.fixture
def empty_queue(transactional_db: None) -> Iterator[None]:
    """The queue's tables are none of Django's: nobody else empties them around such a test."""
    _empty_queue()
    yield
    _empty_queue()


def _empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under bin/test, a browser test that did not run is a failure and not a skip.

    What was skipped for the want of the shared folder is a failure only where that folder is.
    """
    report = yield
    if not report.skipped or hasattr(report, "wasxfail"):
        return report
    if _wanted_shared(report):
        if SHARED.is_dir():
            report.outcome = "failed"
            report.longrepr = f"{SHARED} is here, but a test of it was skipped: {report.longrepr}"
    elif os.environ.get("REQUIRE_BROWSER_TESTS") == "1" and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"a browser test was skipped: {report.longrepr}"
    return report


def _wanted_shared(report: pytest.TestReport) -> bool:
    return "/shared" in str(report.longrepr)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What failed of bin/test's other checks, and what could not be tested here.

    Both are said beside pytest's own summary, which is what people read.
    """
    missed = [r for r in terminalreporter.stats.get("skipped", []) if _wanted_shared(r)]
    if missed:
        terminalreporter.section("NOT TESTED HERE", yellow=True, bold=True)
        terminalreporter.line(
            f"{len(missed)} tests of real articles were skipped: there is no {SHARED}", yellow=True
        )
    failed = os.environ.get("FAILED_CHECKS", "")
    if failed:
        terminalreporter.section("checks that failed before the tests", red=True)
        terminalreporter.line(failed, red=True)
