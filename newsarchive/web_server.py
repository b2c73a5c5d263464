"""The web server: gunicorn with threads, configured here and nowhere else."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

# Seconds a request in progress gets when the server is stopped.
GRACE_SECONDS = 2


class WebServer(BaseApplication):  # type: ignore[misc]
    """gunicorn on `bind`: "host:port", or "fd://3" for a socket that already listens."""

    def __init__(self, *, bind: str, workers: int, threads: int, verbose: bool) -> None:
        self._options: dict[str, Any] = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "control_socket_disable": True,
            "graceful_timeout": GRACE_SECONDS,
            # A connection kept open must not outlive the grace.
            "keepalive": 5,
            # Django alone decides, by PROXY_COUNT, what to believe of a proxy's headers.
            "secure_scheme_headers": {},
            "forwarder_headers": "",
            "preload_app": True,
            "loglevel": "info" if verbose else "warning",
            "accesslog": "-" if verbose else None,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        application = get_wsgi_application()
        # Views, forms and the admin are imported before the workers are forked.
        assert get_resolver().url_patterns
        return application
