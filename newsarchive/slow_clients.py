"""Clients that send slowly, or stop sending: a thread waits for each, and only so long.

A request may be behind a low rate by so many seconds; Apache's mod_reqtimeout counts in a similar
way. The time that the site itself takes is not the client's.
"""

import socket
from dataclasses import dataclass
from time import monotonic
from typing import Any, Self

from django.conf import settings
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import ThreadWorker

from newsarchive.uploads import TooSlow

PATIENCE = 60.0
"""Seconds that a client may send nothing, or be behind the rate."""


@dataclass
class Pace:
    """How long a client is still waited for; `rate` is in bytes a second, 0 for any.

    `refusal` is raised where it was too slow.
    """

    rate: int
    refusal: Exception
    left: float = PATIENCE

    def note(self, size: int, seconds: float) -> None:
        """So many bytes came, after so many seconds."""
        earned = size / self.rate if self.rate else PATIENCE
        self.left = min(PATIENCE, self.left - seconds + earned)


class PacedSocket(socket.socket):
    """A client's connection. While it has a pace, receiving from it raises the pace's refusal."""

    pace: Pace | None = None

    @classmethod
    def of(cls, accepted: socket.socket) -> Self:
        """Takes the connection over: what was accepted is of no use any more."""
        return cls(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        if (pace := self.pace) is None:
            return super().recv(size, flags)
        before = self.gettimeout()
        if pace.left <= 0:
            raise pace.refusal
        self.settimeout(pace.left if before is None else min(before, pace.left))
        began = monotonic()
        try:
            received = super().recv(size, flags)
        except TimeoutError:
            raise pace.refusal from None
        finally:
            self.settimeout(before)
        pace.note(len(received), monotonic() - began)
        return received


class PacedWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker with threads. A body that is too slow raises TooSlow where it is read.

    One whose headers are, or whose body nobody reads, is dropped without an answer.
    """

    def enqueue_req(self, conn: Any) -> None:
        if not isinstance(conn.sock, PacedSocket):
            conn.sock = PacedSocket.of(conn.sock)
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        conn.sock.pace = _pace(NoMoreData())
        try:
            return super().handle(conn)
        finally:
            conn.sock.pace = None

    def handle_request(self, req: Any, conn: Any) -> Any:
        conn.sock.pace = _pace(TooSlow("the client sent too slowly"))
        try:
            return super().handle_request(req, conn)
        finally:
            conn.sock.pace = _pace(NoMoreData())


def _pace(refusal: Exception) -> Pace:
    return Pace(settings.REQUEST_MIN_RATE, refusal, PATIENCE)
