"""Clients that send slowly are told so, or dropped, and others are served meanwhile."""

import http.client
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from gunicorn.http.errors import NoMoreData

from newsarchive.slow_clients import Pace, PacedSocket
from newsarchive.uploads import TooSlow
from tests.conftest import REPOSITORY

TOKEN = "a" * 32
HEAD = (
    "POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
    f"Cookie: csrftoken={TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
)
SERVER = """
import os, sys
from newsarchive import slow_clients, web_server

slow_clients.PATIENCE = 4.0
web_server.WebServer(
    bind="fd://" + sys.argv[1], workers=1, threads=2, grace=1, verbose=False
).run()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, list[str]]]:
    """Where the site listens, with two threads; four seconds behind 500 bytes a second is too slow.

    What it logs is there when it has ended.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(listener.fileno())],
            cwd=REPOSITORY,
            pass_fds=[listener.fileno()],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr
        logged: list[str] = []
        reading = threading.Thread(target=lambda: logged.extend(process.stderr or ()))
        reading.start()
        try:
            yield listener.getsockname()[1], logged
        finally:
            process.terminate()
            process.wait()
            reading.join()
    assert "ERROR" not in "".join(logged)


@pytest.fixture
def port(server: tuple[int, list[str]]) -> int:
    return server[0]


def dripping(port: int, begin: str, step: Callable[[int], bytes]) -> bytes:
    """What is answered to a client that sends a little ten times a second until it is dropped."""
    gone = threading.Event()

    def drip() -> None:
        count = 0
        while not gone.wait(0.1):
            count += 1
            try:
                client.sendall(step(count))
            except OSError:
                return

    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(begin.encode())
        sender = threading.Thread(target=drip)
        sender.start()
        answer = b""
        try:
            while received := client.recv(10_000):
                answer += received
        except ConnectionResetError:
            pass
        gone.set()
        sender.join()
    return answer


def test_a_body_that_drips_is_refused_and_the_reason_is_said(port: int) -> None:
    answer = dripping(port, HEAD + "Content-Length: 100000\r\n\r\n", lambda _: b"x").decode()
    assert answer.startswith("HTTP/1.1 408 ")
    assert "REQUEST_MIN_RATE" in answer
    assert "Nothing of it was saved" in answer


def test_a_body_that_stops_coming_is_refused(port: int) -> None:
    begin = HEAD + "Content-Length: 10\r\n\r\nhalf"
    assert dripping(port, begin, lambda _: b"").startswith(b"HTTP/1.1 408 ")


def test_headers_that_drip_are_dropped(port: int) -> None:
    assert dripping(port, HEAD, lambda count: f"X-{count}: x\r\n".encode()) == b""


def test_a_body_that_nobody_reads_and_that_drips_is_dropped(port: int) -> None:
    begin = HEAD.replace(TOKEN, "") + "Content-Length: 100000\r\n\r\n"
    assert dripping(port, begin, lambda _: b"x").startswith(b"HTTP/1.1 403 ")


def test_others_are_served_meanwhile(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall((HEAD + "Content-Length: 10\r\n\r\nhalf").encode())
        other = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        other.request("GET", "/healthz")
        assert other.getresponse().status == 200
        assert client.recv(10_000).startswith(b"HTTP/1.1 408 ")


def test_all_threads_are_free_again_behind_slow_clients(port: int) -> None:
    begin = (HEAD + "Content-Length: 10\r\n\r\nhalf").encode()
    slow = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(6)]
    for client in slow:
        client.sendall(begin)
    other = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    other.request("GET", "/healthz")
    assert other.getresponse().status == 200
    for client in slow:
        client.close()


def test_a_low_rate_may_go_on_for_ever() -> None:
    pace = Pace(500, TooSlow())
    for _ in range(10_000):
        pace.note(500, 1.0)
    assert pace.left == 60
    # A line that breaks down now and then, for less than a minute.
    for _ in range(100):
        pace.note(60 * 4_000, 59.0)
        assert pace.left > 0


def test_one_that_is_slower_is_at_its_end_after_some_time() -> None:
    pace = Pace(500, TooSlow())
    for _ in range(59):
        pace.note(1, 1.0)
    assert pace.left > 0
    for _ in range(2):
        pace.note(1, 1.0)
    assert pace.left <= 0


def test_what_came_quickly_gives_no_long_patience() -> None:
    pace = Pace(500, TooSlow())
    pace.note(100_000_000, 1.0)
    assert pace.left == 60


def test_with_no_rate_only_silence_counts() -> None:
    pace = Pace(0, TooSlow())
    for _ in range(1_000):
        pace.note(1, 59.0)
    assert pace.left == 60


def test_receiving_is_refused_only_while_there_is_a_pace() -> None:
    ours, theirs = socket.socketpair()
    with PacedSocket.of(ours) as paced, theirs:
        theirs.sendall(b"abc")
        assert paced.recv(1) == b"a"
        paced.pace = Pace(1, NoMoreData())
        assert paced.recv(1) == b"b"
        paced.pace.left = 0
        with pytest.raises(NoMoreData):
            paced.recv(1)
        paced.pace = None
        assert paced.recv(1) == b"c"


def test_a_deadline_of_the_server_is_kept() -> None:
    ours, theirs = socket.socketpair()
    with PacedSocket.of(ours) as paced, theirs:
        paced.settimeout(0)
        paced.pace = Pace(1, NoMoreData())
        with pytest.raises(BlockingIOError):
            paced.recv(1)
        assert paced.gettimeout() == 0
