"""What every test may use; objects come from tests/factories.py."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from pytest_django import Settings

from tests.settings import RAW_FILES

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
"""Real articles and reference data."""

# The same examples in every run, however slow the machine: what fails here fails everywhere.
hypothesis.settings.register_profile(
    "same-everywhere",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("same-everywhere")


def pytest_configure(config: pytest.Config) -> None:
    """Temporary files lie in a folder of this run's own.

    Pytest's usual one is closed, when another run starts, to the user that an embedded database
    below it runs as.
    """
    if config.option.basetemp is None:
        config.option.basetemp = tempfile.mkdtemp(prefix="newsarchive-tests-")
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


@pytest.fixture(scope="session", autouse=True)
def _no_raw_files_of_earlier_runs() -> None:
    # By their own name: with other settings, those of the storage would be somebody's archive.
    shutil.rmtree(RAW_FILES, ignore_errors=True)


@pytest.fixture
def own_raw_files(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Raw files of this test alone: others store the same bytes, which are kept once."""
    location = tmp_path_factory.mktemp("raw")
    backend = settings.STORAGES["raw"] | {"OPTIONS": {"location": location}}
    settings.STORAGES = settings.STORAGES | {"raw": backend}


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder beside the repository with real articles and reference data, not kept in it."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here: its articles are not part of the repository")
    return SHARED


@pytest.fixture(autouse=True)
def _no_jobs_of_other_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """The queue's tables are none of Django's, so nobody else empties them around what commits."""
    mark = request.node.get_closest_marker("django_db")
    commits = mark is not None and mark.kwargs.get("transaction", False)
    if commits or not {"transactional_db", "live_server"}.isdisjoint(request.fixturenames):
        request.getfixturevalue("transactional_db")
        _empty_queue()
        yield
        _empty_queue()
    else:
        yield


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
