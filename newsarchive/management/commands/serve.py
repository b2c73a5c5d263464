"""The web server alone, as a container runs it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from newsarchive.web_server import WebServer


class Command(BaseCommand):
    help = "Serve the site. bin/run does this and everything around it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
        parser.add_argument(
            "--workers", type=int, default=2, help="processes (default: %(default)s)"
        )
        parser.add_argument("--threads", type=int, default=4, help="of each (default: %(default)s)")
        parser.add_argument("--access-log", action="store_true", help="write a line per request")

    def handle(
        self, *args: Any, bind: str, workers: int, threads: int, access_log: bool, **options: Any
    ) -> None:
        WebServer(bind=bind, workers=workers, threads=threads, grace=8, verbose=access_log).run()
