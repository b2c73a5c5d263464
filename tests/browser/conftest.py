"""Chromium on a live server: what every page of every browser test must keep to."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Membership, Project, Role
from newsarchive.sign_in import sign_in_path
from tests.factories import make_project, make_user

# Playwright keeps an event loop running in this thread, and Django would refuse queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Only what fails waits so long; a busy machine needs seconds to read a text.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 1440, "height": 900},
        "permissions": ["clipboard-read", "clipboard-write"],
        "reduced_motion": "reduce",
    }


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A tab in which any script error or refusal by the content security policy fails the test."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(PATIENCE)
    yield page
    assert not complaints, complaints


@pytest.fixture
def administrator(transactional_db: None) -> User:
    """The first user of an installation: staff, and manager of the project General."""
    user = make_user("admin", is_staff=True, is_superuser=True)
    project = Project.objects.filter(slug="general").first() or make_project("General")
    Membership.objects.create(project=project, user=user, role=Role.MANAGER)
    return user


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> Callable[[User], None]:
    """Sign a user in by a one-time link, as bin/run prints it."""

    def follow_link(user: User) -> None:
        page.goto(live_server.url + sign_in_path(user))

    return follow_link


@pytest.fixture
def check_accessibility(page: Page) -> Callable[[], None]:
    """Fail on any axe violation of the present page, in light and in dark."""

    def check() -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            results = Axe().run(page)
            assert results.violations_count == 0, (
                f"{page.url} ({scheme})\n{results.generate_report()}"
            )
        page.emulate_media(color_scheme="light")

    return check


@pytest.fixture
def desk(
    page: Page, live_server: LiveServer, administrator: User, sign_in: Callable[[User], None]
) -> Page:
    """The import desk, signed in."""
    sign_in(administrator)
    page.goto(f"{live_server.url}/admin/articles/importbatch/add/")
    return page
