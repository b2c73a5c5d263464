"""bin/run: the whole application on one machine, from nothing to an address to open.

python -m newsarchive.run [options] [FILE|FOLDER…]
"""

import argparse
import http.client
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsarchive.data_lock import AlreadyRunning, lock_data_folder, tell_address
from newsarchive.listening import PortTaken, listen

if TYPE_CHECKING:
    from newsarchive.preparing import Account
    from newsarchive.processes import Supervisor

DEFAULT_PORT = 8000
# Two processes on the cores of a laptop; each thread serves one request.
WEB_WORKERS = 2
WEB_THREADS = 4
WORKER_CONCURRENCY = 2
ANSWER_SECONDS = 120

_REPOSITORY = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str]) -> int:
    """Run until Ctrl-C; the exit status. Every problem is one message on stderr."""
    # As Ctrl-C does: what has been started by then, the database first of all, ends too.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        return _start(argv)
    except KeyboardInterrupt:
        return 130


def _start(argv: Sequence[str]) -> int:
    options = _parser().parse_args(argv)
    data_dir = (
        Path(options.data or os.environ.get("NEWSARCHIVE_DATA") or _REPOSITORY / "var")
        .expanduser()
        .resolve()
    )
    for path in options.paths:
        if not path.exists():
            return _refuse(f"{path} does not exist.")
    try:
        lock = lock_data_folder(data_dir)
    except AlreadyRunning as problem:
        return _refuse(str(problem))
    except OSError as error:
        return _refuse(
            f"The data folder {data_dir} cannot be used: {error.strerror}. "
            "Name another with --data DIR or NEWSARCHIVE_DATA."
        )
    try:
        listener = listen(options.host, options.port or DEFAULT_PORT, may_move=options.port is None)
    except PortTaken as problem:
        return _refuse(str(problem))
    except OSError as error:
        return _refuse(f"Cannot listen on {options.host}: {error.strerror}.")
    address = _address(options.host, listener)
    tell_address(lock, address)
    port = listener.getsockname()[1]
    if options.port is None and port != DEFAULT_PORT:
        _say(f"Port {DEFAULT_PORT} is taken; using {port}.")
    _set_environment(options, data_dir)
    return _run(options.paths, listener, address, data_dir)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Start newsarchive: database, web server and worker. Ctrl-C stops all of it.",
        epilog="Everything the application writes is below the data folder.",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="FILE|FOLDER",
        help="articles to import before the start",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    parser.add_argument(
        "--port",
        type=_port,
        help=f"default: {DEFAULT_PORT}, or the next one that is free",
    )
    parser.add_argument(
        "--data", metavar="DIR", help="data folder (default: $NEWSARCHIVE_DATA or var/)"
    )
    parser.add_argument(
        "--no-sample", action="store_true", help="do not offer the sample on an empty archive"
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (1 to 65535)")
    return int(text)


def _address(host: str, listener: socket.socket) -> str:
    """What to type into a browser: of a wildcard address, the name of this machine."""
    if host in ("0.0.0.0", "::"):
        host = socket.gethostname()
    if ":" in host:
        host = f"[{host}]"
    return f"http://{host}:{listener.getsockname()[1]}/"


def _set_environment(options: argparse.Namespace, data_dir: Path) -> None:
    """What the settings read; they are not loaded yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    os.environ["NEWSARCHIVE_DATA"] = str(data_dir)
    os.environ.setdefault("DATABASE_POOL_SIZE", str(WEB_THREADS))
    # What a killed run left of uploads; nobody else uses it while this one has the folder.
    shutil.rmtree(data_dir / "tmp", ignore_errors=True)
    for name in ("raw", "files", "tmp"):
        (data_dir / name).mkdir(mode=0o700, exist_ok=True)
        (data_dir / name).chmod(0o700)  # an older one let others read
    os.environ["TMPDIR"] = str(data_dir / "tmp")  # large uploads on their way
    if options.no_sample:
        os.environ["NEWSARCHIVE_OFFER_SAMPLE"] = "0"
    if os.environ.get("NEWSARCHIVE_ENV", "local") == "local":
        os.environ["ALLOWED_HOSTS"] = ",".join(
            filter(None, [os.environ.get("ALLOWED_HOSTS"), *_names_of(options.host)])
        )


def _names_of(host: str) -> list[str]:
    if host not in ("0.0.0.0", "::"):
        return [f"[{host}]" if ":" in host else host]
    name = socket.gethostname()
    found = {name, socket.getfqdn()}
    try:
        found.update(str(entry[4][0]) for entry in socket.getaddrinfo(name, None))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # sends nothing; tells which address faces the network
            found.add(probe.getsockname()[0])
    except OSError:
        pass
    return sorted(f"[{entry}]" if ":" in entry else entry for entry in found)


def _run(paths: Sequence[Path], listener: socket.socket, address: str, data_dir: Path) -> int:
    # Imported late: it loads the settings, which read what _set_environment wrote.
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import DatabaseError

    from newsarchive.embedded.cluster import ClusterError

    try:
        django.setup()
        from newsarchive.preparing import prepare
        from newsarchive.processes import Child, Supervisor

        account = prepare(paths, say=_say)
    except (ImproperlyConfigured, ClusterError, CommandError) as problem:
        return _refuse(str(problem))
    except DatabaseError as error:
        return _refuse(f"The database does not work: {error}")

    supervisor = Supervisor(
        [
            Child("web server", lambda: _serve(listener), essential=True),
            Child("worker", _work, essential=False),
        ]
    )
    supervisor.start()
    try:
        if not _answers(listener, supervisor):
            return 0 if supervisor.stopping else _refuse("The web server did not start; see above.")
        _say(_banner(address, account, data_dir))
        dead = supervisor.watch()
    finally:
        supervisor.stop()
    return _refuse(f"The {dead.name} ended; see above.") if dead else 0


def _serve(listener: socket.socket) -> None:
    from newsarchive.web_server import WebServer

    WebServer(
        bind=f"fd://{listener.fileno()}",
        workers=WEB_WORKERS,
        threads=WEB_THREADS,
        grace=1,  # who presses Ctrl-C waits for it
        verbose=False,
    ).run()


def _work() -> None:
    from procrastinate.contrib.django import app

    from articles.core.memory import give_back_early
    from newsarchive.preparing import wait_for_database

    give_back_early()
    wait_for_database()
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's
    with app.replace_connector(connector) as worker:
        worker.run_worker(concurrency=WORKER_CONCURRENCY, shutdown_graceful_timeout=1)


def _answers(listener: socket.socket, supervisor: "Supervisor") -> bool:
    """Whether the web server answers, asked until it does, dies or takes too long."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    end = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < end and not supervisor.stopping:
        connection = http.client.HTTPConnection(host, port, timeout=1)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return True
        except OSError:
            pass
        finally:
            connection.close()
        if supervisor.dead() is not None:
            return False
        time.sleep(0.02)
    return False


def _banner(address: str, account: "Account", data_dir: Path) -> str:
    rows = [
        ("Address", address),
        ("Sign in", address.rstrip("/") + account.path + "  (works once, for an hour)"),
        ("User", account.username),
    ]
    if account.password:
        rows.append(("Password", account.password + "  (shown only this time)"))
    rows += [("Data", str(data_dir)), ("Stop", "Ctrl-C")]
    return "\n" + "\n".join(f"  {name:<9} {value}" for name, value in rows) + "\n"


def _say(message: str) -> None:
    sys.stdout.write(message + "\n")
    sys.stdout.flush()


def _refuse(message: str) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"newsarchive: {message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
