"""What bin/run does before it serves: database, migrations, static files, account, import."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import QuerySet

from newsarchive.administrators import make_administrator
from newsarchive.health import unapplied_migrations
from newsarchive.sign_in import sign_in_path
from newsarchive.static import collect_static_files

ADMINISTRATOR = "admin"


@dataclass(frozen=True)
class Account:
    """Who signs in, by which one-time link; the password is known only when just made."""

    username: str
    path: str
    password: str


def prepare(paths: Sequence[Path], *, say: Callable[[str], None]) -> Account:
    """Bring the data folder up to date and import `paths`; returns how to sign in.

    Leaves no open connection behind, so that the caller may fork.

    Raises:
        ClusterError, DatabaseError, ImproperlyConfigured, CommandError: it cannot be done.
    """
    wait_for_database()
    if pending := unapplied_migrations():
        say(f"Preparing the database ({pending} migrations) …")
        call_command("migrate", interactive=False, verbosity=0)
    collect_static_files()
    password = _make_administrator()
    if paths:
        _import(paths, say)
    administrator = _administrators().order_by("pk").first()
    assert administrator is not None
    account = Account(administrator.username, sign_in_path(administrator), password)
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # of the PostgreSQL backend
    return account


def wait_for_database() -> None:
    """Start the embedded database if there is one and it does not run."""
    connection.ensure_connection()
    connection.close()


def _administrators() -> QuerySet[User]:
    return User.objects.filter(is_superuser=True, is_staff=True, is_active=True)


def _make_administrator() -> str:
    """A first administrator's password, empty when there is one already."""
    if _administrators().exists():
        return ""
    name, number = ADMINISTRATOR, 1
    while User.objects.filter(username=name).exists():
        number += 1
        name = f"{ADMINISTRATOR}{number}"
    _, password = make_administrator(name)
    return password


def _import(paths: Sequence[Path], say: Callable[[str], None]) -> None:
    """A file that cannot be imported is reported and does not keep the archive from starting."""
    try:
        call_command("import_articles", *map(str, paths))
    except (CommandError, SystemExit) as problem:
        say(f"Import: {problem}")
