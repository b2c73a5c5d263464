"""The web server: gunicorn with threads, configured here and nowhere else."""

import gc
from typing import Any

import psutil
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from articles.core.memory import give_back_early
from newsarchive.slow_clients import PacedWorker

MOST_KEPT = 200 * 1024 * 1024
"""Bytes: a web process that holds more when it has answered is followed by a fresh one."""
LEAST_GROWN = 100 * 1024 * 1024
"""Bytes that it must have grown by, too: a fresh one is as large as it was when it started."""
_UPLOAD_SECONDS = 3600


class WebServer(BaseApplication):  # type: ignore[misc]
    """gunicorn on `bind`: "host:port", or "fd://3" for a socket that already listens.

    When it is stopped, requests in progress get `grace` seconds.
    """

    def __init__(self, *, bind: str, workers: int, threads: int, grace: int, verbose: bool) -> None:
        self._options: dict[str, Any] = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": PacedWorker,
            "control_socket_disable": True,
            "graceful_timeout": grace,
            # A connection kept open must not outlive the grace.
            "keepalive": 5,
            # Django alone decides, by PROXY_COUNT, what to believe of a proxy's headers.
            "secure_scheme_headers": {},
            "forwarder_headers": "",
            "preload_app": True,
            "post_fork": note_size,
            "post_request": renew_when_large,
            "loglevel": "info" if verbose else "warning",
            "accesslog": "-" if verbose else None,
        }
        give_back_early()
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        application = get_wsgi_application()
        # Views, forms and the admin are imported before the workers are forked.
        assert get_resolver().url_patterns
        # What is loaded stays: no collection of the workers looks at it again, nor unshares it.
        gc.collect()
        gc.freeze()
        return application


def note_size(arbiter: Any, worker: Any) -> None:
    """Note what a worker holds as it starts: the application, which it shares with the arbiter."""
    worker.held_at_start = own()


def renew_when_large(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """End a worker that has answered, keeps much memory and has nothing else to do.

    What large texts leave is given back, but not all of it. One that is busy goes on, and accepts
    more: somebody's slow upload must not keep it from serving others. What it is sent in spite of
    that, on a connection that was open, is answered, and the arbiter starts the next worker.
    """
    waiting = len(worker.keepalived_conns) + len(worker.pending_conns)
    most = max(MOST_KEPT, worker.held_at_start + LEAST_GROWN)
    if worker.alive and worker.nr_conns - waiting <= 1 and own() > most:
        # That of whoever stops the server is the arbiter's, and may be too short for an upload.
        worker.cfg.set("graceful_timeout", _UPLOAD_SECONDS)
        worker.log.info("The worker held much memory: a fresh one follows.")
        worker.alive = False


def own() -> int:
    """Bytes that this process holds and that are of no file. Some of them its parent may share."""
    held = psutil.Process().memory_info()
    # Not every system tells what of it is of files.
    return int(held.rss - getattr(held, "shared", 0))
