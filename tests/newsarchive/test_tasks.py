"""Upkeep: jobs of a killed worker go back to the queue, expired sessions are cleared."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from newsarchive.tasks import clear_expired_sessions
from tests.stalled_jobs import jobs_retried

pytestmark = pytest.mark.django_db


def job_of_a_worker_last_seen(seconds: int) -> int:
    """A job that a worker took and never finished; its id."""
    job_id: int = clear_expired_sessions.defer(timestamp=0)  # type: ignore[call-arg]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds],
        )
        (worker_id,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker_id, job_id],
        )
    return job_id


@pytest.mark.usefixtures("transactional_db")
def test_job_of_a_killed_worker_is_queued_again() -> None:
    job_id = job_of_a_worker_last_seen(seconds=45)
    assert jobs_retried() == 1
    assert ProcrastinateJob.objects.get(pk=job_id).status == "todo"


@pytest.mark.usefixtures("transactional_db")
def test_job_of_a_living_worker_is_left_alone() -> None:
    job_id = job_of_a_worker_last_seen(seconds=5)
    assert jobs_retried() == 0
    assert ProcrastinateJob.objects.get(pk=job_id).status == "doing"


@pytest.mark.usefixtures("transactional_db")
def test_job_of_the_worker_that_asks_is_left_alone_however_long_it_was_silent() -> None:
    job = ProcrastinateJob.objects.get(pk=job_of_a_worker_last_seen(seconds=45))
    assert jobs_retried(worker=job.worker_id) == 0
    job.refresh_from_db()
    assert job.status == "doing"


def test_expired_sessions_are_cleared() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=now + timedelta(days=1))
    clear_expired_sessions.func(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_upkeep_runs_by_the_clock() -> None:
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["retry_stalled_jobs"] == "* * * * *"
    assert periodic["clear_expired_sessions"] == "17 3 * * *"
