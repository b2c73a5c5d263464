"""The address the web server listens on, bound before anything slow begins."""

import errno
import socket

BACKLOG = 128
_TRIED = 50


class PortTaken(Exception):
    """Something else listens there; says so and names a free port."""


def listen(host: str, port: int, *, may_move: bool) -> socket.socket:
    """A socket listening on `host` and `port`, or on one of the ports after it if it `may_move`.

    Raises:
        PortTaken: the port is in use and must not be changed.
        OSError: `host` is not an address of this machine, or the port needs more rights.
    """
    family, _, _, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = _bound(family, str(address[0]), port)
    if bound is not None:
        return bound
    for other in range(port + 1, min(port + _TRIED, 65536)):
        bound = _bound(family, str(address[0]), other)
        if bound is None:
            continue
        if may_move:
            return bound
        bound.close()
        raise PortTaken(
            f"Port {port} of {host} is taken by another program. {other} is free: --port {other}"
        )
    raise PortTaken(
        f"Port {port} of {host} and the {_TRIED - 1} after it are taken. Name another: --port N"
    )


def _bound(family: int, address: str, port: int) -> socket.socket | None:
    listener = socket.socket(family, socket.SOCK_STREAM)
    # Without it the port of a run that just ended stays taken for a minute.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            return None
        raise
    return listener
