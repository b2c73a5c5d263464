"""What no file of the repository may contain, and what the container files must say."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]

# Written apart, so that this file passes its own test.
INDEX_HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "index-" + "url=",
]
IN_TEMPLATES = {
    "the filter safe": re.compile(r"\|\s*(safe|safeseq)\b"),
    "autoescape off": re.compile(r"{%\s*autoescape\s+off"),
    "an inline style": re.compile(r"<[^>]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "an htmx handler": re.compile(r"\shx-on[:\-]"),
    "evaluated htmx values": re.compile(r"[\"']js(on)?:"),
    # A block of JSON is data, which the content security policy lets through and nothing runs.
    "a script without src": re.compile(
        r"<script\b(?![^>]*\ssrc=)(?![^>]*\stype=\"application/json\")[^>]*>"
    ),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


def kept_files(*patterns: str) -> Iterator[Path]:
    """Files that are in the repository or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    if not names:  # an archive of the sources, without git
        names = [str(path.relative_to(REPOSITORY)) for path in REPOSITORY.rglob(patterns[0])]
    for name in filter(None, names):
        path = REPOSITORY / name
        if path.is_file() and ".venv" not in path.parts:
            yield path


def test_no_file_names_a_package_index() -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}: {host}"
        for path in kept_files("*")
        for host in INDEX_HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert found == []


def test_every_locked_requirement_has_its_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=\S)", (REPOSITORY / name).read_text())
        pinned = [entry for entry in entries if not entry.startswith("#")]
        assert pinned
        assert [entry.splitlines()[0] for entry in pinned if "--hash=sha256:" not in entry] == []


def test_every_requirement_says_what_it_is_for() -> None:
    for name in ("requirements.in", "requirements-dev.in"):
        lines = (REPOSITORY / name).read_text().splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]
        assert [line for line in wanted if not re.search(r" # \S", line)] == []


@pytest.mark.parametrize("what", IN_TEMPLATES)
def test_templates_are_free_of(what: str) -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}: {match[0]}"
        for path in kept_files("*.html")
        if "templates" in path.parts
        for match in IN_TEMPLATES[what].finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


# They escape by themselves, for speed; tests/annotations/test_hostile_text.py holds them to that.
ESCAPE_THEMSELVES = ("annotations/views/markup.py", "annotations/views/card_markup.py")


def test_sources_never_mark_text_as_safe() -> None:
    forbidden = re.compile(r"\b(mark_safe|SafeString\((?!\")|SafeText|safestring\.)")
    found = [
        str(path.relative_to(REPOSITORY))
        for path in kept_files("*.py")
        if path.relative_to(REPOSITORY).parts[0] in ("newsarchive", "articles", "annotations")
        and str(path.relative_to(REPOSITORY)) not in ESCAPE_THEMSELVES
        and forbidden.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
    return loaded


def test_compose_migrates_once_before_web_and_worker(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"db", "migrate", "web", "worker"}
    assert services["migrate"]["command"][:3] == ["python", "manage.py", "migrate"]
    assert services["migrate"]["restart"] == "no"
    for name in ("web", "worker"):
        waits = services[name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"
        assert waits["db"]["condition"] == "service_healthy"


def test_compose_keeps_the_database_where_its_image_does(compose: dict[str, Any]) -> None:
    db = compose["services"]["db"]
    assert db["image"] == "postgres:18"
    assert db["volumes"] == ["database:/var/lib/postgresql"]
    assert "healthcheck" in db
    assert "ports" not in db


def test_compose_refuses_missing_secrets(compose: dict[str, Any]) -> None:
    for name in ("web", "worker", "migrate"):
        environment = compose["services"][name]["environment"]
        for variable in ("SECRET_KEY", "ALLOWED_HOSTS"):
            assert re.fullmatch(rf"\$\{{{variable}:\?.+\}}", environment[variable])
        assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]
        assert "DEBUG" not in environment


def test_image_runs_without_root_and_tells_its_health() -> None:
    image = (REPOSITORY / "Dockerfile").read_text().split("\nFROM ")[-1]
    assert re.search(r"^USER newsarchive$", image, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", image, re.MULTILINE)
    assert image.index("USER newsarchive") < image.index("CMD [")
    copied = re.findall(r"^COPY (?!--from)(\S+) ", (REPOSITORY / "Dockerfile").read_text(), re.M)
    ignored = (REPOSITORY / ".dockerignore").read_text().splitlines()
    assert [name for name in copied if f"!{name}" not in ignored] == []
    assert [name for name in copied if not (REPOSITORY / name).exists()] == []
