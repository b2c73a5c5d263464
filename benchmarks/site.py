"""The site as its users meet it: gunicorn on a port of the loopback, and somebody signed in."""

import http.client
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.scratch import REPOSITORY, Scratch

_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


class Visitor:
    """Somebody signed in, with one connection that is kept open."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.token = secrets.token_hex(16)
        self.cookie = f"sessionid={session}; csrftoken={self.token}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> Answer:
        """Raises RuntimeError for anything but 200."""
        return self._expect({200}, "GET", path, None, {})

    def annotate(self, path: str, fields: Mapping[str, object]) -> Answer:
        """What the reader's script sends when a form is submitted."""
        headers = {
            "X-CSRFToken": self.token,
            "HX-Request": "true",
            "HX-Request-Type": "partial",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self._expect({200, 201}, "POST", path, urlencode(fields), headers)

    def _expect(
        self, statuses: set[int], method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> Answer:
        answer = self._ask(method, path, body, headers | {"Cookie": self.cookie})
        if answer.status not in statuses:
            raise RuntimeError(f"{method} {path} answered {answer.status}: {answer.body[:300]!r}")
        return answer

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # The server closes connections that were idle for some seconds.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        return Answer(response.status, response.read())


@contextmanager
def serving(scratch: Scratch) -> Iterator[int]:
    """The web server on a scratch folder; yields its port."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, str(REPOSITORY / "manage.py"), "serve", "--bind", f"127.0.0.1:{port}"],
        env=scratch.environment | {"DATABASE_POOL_SIZE": "4"},
    )
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int, server: "subprocess.Popen[bytes]", path: str = "/healthz") -> None:
    """Return when `path` is answered with 200. Raises RuntimeError when that does not come."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise RuntimeError(f"no answer within {_START_SECONDS} seconds")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
