"""A web process that keeps much memory is followed by a fresh one, and nobody notices."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SERVER = """
import os, sys
from newsarchive import web_server

web_server.MOST_KEPT = int(sys.argv[2])
kept = []

def application(environ, start_response):
    size = len(environ["wsgi.input"].read())
    if environ["PATH_INFO"] == "/large":
        kept.append(b"x" * 200_000_000)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{os.getpid()} {size}".encode()]

class Server(web_server.WebServer):
    def load(self):
        return application

Server(bind="fd://" + sys.argv[1], workers=1, threads=4, grace=1, verbose=False).run()
"""


@pytest.fixture
def most_kept() -> int:
    """Less than any process has: what it has grown by is what counts."""
    return 1


@pytest.fixture
def port(most_kept: int) -> Iterator[int]:
    """Where a server with one process listens whose /large leaves it larger by 200 MB."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(listener.fileno()), str(most_kept)],
            cwd=REPOSITORY,
            pass_fds=[listener.fileno()],
        )
        try:
            yield listener.getsockname()[1]
        finally:
            server.terminate()
            server.wait()


def connect(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def ask(connection: http.client.HTTPConnection, path: str) -> str:
    """The process that answers."""
    connection.request("GET", path)
    return answer(connection)[0]


def ask_as_browsers(connection: http.client.HTTPConnection, path: str) -> str:
    """As `ask`, on a new connection when the one that was kept open has been closed meanwhile."""
    try:
        return ask(connection, path)
    except (http.client.RemoteDisconnected, ConnectionError):
        connection.close()
        return ask(connection, path)


def answer(connection: http.client.HTTPConnection) -> list[str]:
    response = connection.getresponse()
    assert response.status == 200
    return response.read().decode().split()


def next_process(port: int, present: str) -> str:
    """Ask until another process answers; each request must be answered."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if (found := ask(connect(port), "/")) != present:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{present} goes on.")


def test_a_large_process_ends_and_all_requests_are_answered(port: int) -> None:
    open_connection = connect(port)
    first = ask(open_connection, "/")
    assert ask(connect(port), "/large") == first
    assert ask_as_browsers(open_connection, "/")
    second = next_process(port, first)
    assert ask_as_browsers(open_connection, "/") == second
    assert ask(connect(port), "/") == second


def test_an_upload_in_progress_is_finished_before(port: int) -> None:
    upload = connect(port)
    upload.putrequest("POST", "/")
    upload.putheader("Content-Length", "6")
    upload.endheaders(b"one")
    first = ask(connect(port), "/large")
    # Longer than the grace: it goes on, and serves others meanwhile.
    time.sleep(2)
    assert ask(connect(port), "/") == first
    upload.send(b"two")
    assert answer(upload) == [first, "6"]
    assert next_process(port, first)


@pytest.mark.parametrize("most_kept", [10_000_000_000])
def test_a_process_that_has_grown_and_is_not_large_goes_on(port: int) -> None:
    first = ask(connect(port), "/large")
    time.sleep(0.5)
    assert ask(connect(port), "/") == first


def test_a_process_that_stays_as_it_was_goes_on(port: int) -> None:
    first = ask(connect(port), "/")
    for _ in range(20):
        assert ask(connect(port), "/") == first
