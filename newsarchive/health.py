"""/healthz and /readyz, for the supervisor, the container engine and load balancers.

They are answered before anything else looks at the request: probes come over plain http, with the
machine's address as host name, without a session.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from newsarchive.embedded.cluster import ClusterError

GetResponse = Callable[[HttpRequest], HttpResponse]

# Reading the migrations takes a tenth of a second; they do not change under a running process.
_migrations_seen = False


def health_middleware(get_response: GetResponse) -> GetResponse:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return _plain("ok")
        if request.path == "/readyz":
            problem = _what_is_not_ready()
            return _plain(problem or "ok", status=503 if problem else 200)
        return get_response(request)

    return answer


def _what_is_not_ready() -> str:
    global _migrations_seen
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrations_seen and unapplied_migrations():
            return "migrations are not applied: run manage.py migrate"
        _migrations_seen = True
    except (DatabaseError, ClusterError):
        return "the database does not answer"
    return ""


def unapplied_migrations() -> int:
    """How many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _plain(text: str, *, status: int = 200) -> HttpResponse:
    response = HttpResponse(text + "\n", content_type="text/plain; charset=utf-8", status=status)
    response["Cache-Control"] = "no-store"
    return response
