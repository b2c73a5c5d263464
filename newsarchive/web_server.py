"""The web server: gunicorn with threads, configured here and nowhere else."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication


class WebServer(BaseApplication):  # type: ignore[misc]
    """gunicorn on `bind`: "host:port", or "fd://3" for a socket that already listens.

    When it is stopped, requests in progress get `grace` seconds.
    """

    def __init__(self, *, bind: str, workers: int, threads: int, grace: int, verbose: bool) -> None:
        self._options: dict[str, Any] = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "control_socket_disable": True,
            "graceful_timeout": grace,
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
