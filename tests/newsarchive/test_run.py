"""bin/run's program as a real process: start, second start, stop, kill, taken port."""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
# One data folder is prepared once for the module: keep its tests in one process.
pytestmark = pytest.mark.xdist_group("run")


@dataclass
class Run:
    """A started run and what it printed."""

    process: "subprocess.Popen[bytes]"
    output: Path
    port: int

    def said(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self) -> "Run":
        return self.wait_until_said("Ctrl-C")

    def wait_until_said(self, text: str) -> "Run":
        end = time.monotonic() + 240
        while text not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.05)
        return self

    def answer(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        return connection.getresponse()

    def family(self) -> list[psutil.Process]:
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]


class Runs:
    """Starts runs on one data folder and ends those that a test left."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "the data"
        self._output = folder / "output"
        self._started: list[Run] = []

    def start(self, *arguments: str, port: int | None = None) -> Run:
        port = port or free_port()
        output = self._output.with_suffix(f".{len(self._started)}")
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "newsarchive.run", f"--port={port}", *arguments],
                cwd=REPOSITORY,
                env={**os.environ, "NEWSARCHIVE_DATA": str(self.data)},
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._started.append(Run(process, output, port))
        return self._started[-1]

    def end(self) -> None:
        for run in self._started:
            if run.process.poll() is None:
                run.process.send_signal(signal.SIGTERM)
                run.process.wait(60)

    def servers(self) -> list[psutil.Process]:
        """The PostgreSQL servers of the data folder, without their sessions."""
        return [
            process
            for process in psutil.process_iter(["name", "cmdline"])
            if process.info["name"] == "postgres"
            and any(str(self.data) in part for part in process.info["cmdline"] or [])
        ]


def free_port() -> int:
    """One that the system gives to nobody else meanwhile: below those that it chooses itself."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("No port is free.")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Runs, Run]]:
    """A data folder whose first start is over, and that first run, ended."""
    runs = Runs(tmp_path_factory.mktemp("run"))
    first = runs.start().wait_until_ready()
    first.process.send_signal(signal.SIGINT)
    first.process.wait(60)
    yield runs, first
    runs.end()


@pytest.fixture
def runs(prepared: tuple[Runs, Run]) -> Iterator[Runs]:
    yield prepared[0]
    prepared[0].end()


def test_first_start_prints_credentials_and_ctrl_c_ends_all(prepared: tuple[Runs, Run]) -> None:
    runs, first = prepared
    assert first.process.returncode == 0
    assert re.search(r"Address +http://127\.0\.0\.1:\d+/$", first.said(), re.MULTILINE)
    assert re.search(r"Sign in +http://\S+/sign-in/\S+/ ", first.said())
    assert re.search(r"User +admin$", first.said(), re.MULTILINE)
    assert re.search(r"Password +\S{12,} ", first.said())
    assert "Traceback" not in first.said()
    assert runs.servers() == []
    assert (runs.data / "secret_key").stat().st_mode & 0o777 == 0o600
    assert runs.data.stat().st_mode & 0o066 == 0  # root's may be passed through
    assert (runs.data / "raw").stat().st_mode & 0o777 == 0o700


def test_later_start_is_ready_and_its_link_signs_in_once(runs: Runs) -> None:
    run = runs.start().wait_until_ready()
    assert "Password" not in run.said()
    assert run.answer("/healthz").status == 200
    assert run.answer("/readyz").status == 200
    found = re.search(r"http://127\.0\.0\.1:\d+(/sign-in/\S+)", run.said())
    assert found is not None
    answer = run.answer(found[1])
    assert answer.status == 302
    assert "sessionid=" in " ".join(answer.headers.get_all("Set-Cookie", []))
    assert run.answer(found[1]).status == 410


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_everything_quietly(runs: Runs, number: signal.Signals) -> None:
    run = runs.start().wait_until_ready()
    before = run.said()
    assert run.answer("/healthz").status == 200  # leaves its connection open, as a browser does
    family = run.family()
    run.process.send_signal(number)
    assert run.process.wait(60) == 0
    assert [process for process in family if process.is_running()] == []
    assert runs.servers() == []
    assert run.said() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signal_while_preparing_leaves_no_database_running(
    tmp_path: Path, number: signal.Signals
) -> None:
    fresh = Runs(tmp_path)
    run = fresh.start().wait_until_said("Preparing the database")
    assert fresh.servers()
    run.process.send_signal(number)
    assert run.process.wait(60) == 130
    assert fresh.servers() == []
    assert "Traceback" not in run.said()


def test_signal_while_the_database_starts_leaves_none_running(tmp_path: Path) -> None:
    fresh = Runs(tmp_path)
    run = fresh.start()
    end = time.monotonic() + 240
    while not any(fresh.data.glob("postgres*/postmaster.pid")):
        assert time.monotonic() < end, run.said()
        time.sleep(0.002)
    run.process.send_signal(signal.SIGTERM)
    assert run.process.wait(60) == 130
    assert fresh.servers() == []


def test_second_start_on_one_data_folder_says_so(runs: Runs) -> None:
    first = runs.start().wait_until_ready()
    for port in (None, first.port):
        second = runs.start(port=port)
        assert second.process.wait(60) == 1
        assert f"already runs on {runs.data}" in second.said()
        assert f"http://127.0.0.1:{first.port}/" in second.said()
    assert first.answer("/readyz").status == 200


def test_start_after_kill_recovers(runs: Runs) -> None:
    killed = runs.start().wait_until_ready()
    for process in [*runs.servers(), *killed.family()]:
        with suppress(psutil.NoSuchProcess):  # it ended because another one did
            process.kill()
    killed.process.wait()
    run = runs.start().wait_until_ready()
    assert run.answer("/readyz").status == 200


def test_children_end_when_only_the_run_is_killed(runs: Runs) -> None:
    killed = runs.start().wait_until_ready()
    children = killed.family()[1:]
    killed.process.kill()
    killed.process.wait()
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == []
    run = runs.start().wait_until_ready()
    assert run.answer("/readyz").status == 200


def test_killed_database_is_started_again(runs: Runs) -> None:
    run = runs.start().wait_until_ready()
    for server in runs.servers():
        server.kill()
    end = time.monotonic() + 240
    while run.answer("/readyz").status != 200:
        assert time.monotonic() < end, run.said()
        time.sleep(0.2)
    assert run.process.poll() is None


def test_worker_is_started_again_and_a_dead_web_server_ends_the_run(runs: Runs) -> None:
    run = runs.start().wait_until_ready()
    end = time.monotonic() + 240
    while len(children := psutil.Process(run.process.pid).children()) < 2:
        assert time.monotonic() < end
        time.sleep(0.05)
    # The web server has processes of its own, the worker has none.
    web = next(child for child in children if child.children())
    worker = next(child for child in children if child != web)
    worker.kill()
    while "The worker ended; it is started again" not in run.said():
        assert time.monotonic() < end, run.said()
        time.sleep(0.05)
    web.kill()
    assert run.process.wait(60) == 1
    assert "The web server ended" in run.said()
    assert runs.servers() == []


def test_taken_port_is_said_and_another_proposed(runs: Runs) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = runs.start(port=port)
        assert run.process.wait(60) == 1
    assert f"Port {port} of 127.0.0.1 is taken by another program." in run.said()
    assert re.search(r"(\d+) is free: --port \1", run.said())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["/nowhere/article.txt"], "/nowhere/article.txt does not exist."),
        (["--port=0"], "'0' is not a port (1 to 65535)"),
        (["--host=203.0.113.9"], "Cannot listen on 203.0.113.9"),
        (["--data=/dev/null/data"], "The data folder /dev/null/data cannot be used"),
    ],
)
def test_wrong_arguments_are_explained(runs: Runs, arguments: list[str], message: str) -> None:
    run = runs.start(*arguments)
    assert run.process.wait(60) in (1, 2)
    assert message in run.said()
    assert "Traceback" not in run.said()
