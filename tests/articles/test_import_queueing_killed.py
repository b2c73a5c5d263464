"""A worker that is killed in the middle of an import: the next one goes on where it was."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, Fingerprint, ImportBatch, ImportItem, SearchEntry, TextVersion
from articles.services import batches, queueing
from tests.articles.texts import distinct_page
from tests.conftest import REPOSITORY
from tests.factories import make_batch
from tests.stalled_jobs import jobs_retried

Status = ImportItem.Status

# A worker on the tests' database that takes jobs until none is left, and pauses after each group.
_WORKER = """
import sys, time
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from articles.services import queueing
queueing.GROUP = 4
commit_group = queueing.commit_group
def slowly(**arguments):
    report = commit_group(**arguments)
    time.sleep(float(sys.argv[2]))
    return report
queueing.commit_group = slowly
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()) as worker:
    worker.run_worker(wait=False, listen_notify=False)
"""


def worker(*, pause: float) -> "subprocess.Popen[bytes]":
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", _WORKER, name, str(pause)], env=environment, cwd=REPOSITORY
    )


def wait_for(count: int, batch: ImportBatch, running: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 240
    while batch.items.filter(status=Status.COMMITTED).count() < count:
        assert running.poll() is None, "the worker ended before it was killed"
        assert time.monotonic() < end, "the worker has imported nothing"
        time.sleep(0.02)


def let_stalled_jobs_be_retried() -> int:
    """As the clock does it, half a minute later."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        )
    return jobs_retried()


@pytest.mark.usefixtures("transactional_db")
def test_a_killed_worker_s_import_is_finished_by_another() -> None:
    batch = make_batch()
    for number in range(14):
        batches.stage(batch=batch, name=f"{number}.txt", raw=distinct_page(number), by=None)
    queueing.queue(batch=batch, by=None)

    first = worker(pause=600)
    wait_for(4, batch, first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert batch.items.filter(status=Status.QUEUED).count() == 10
    job = ProcrastinateJob.objects.get(task_name=queueing.JOB)
    assert job.status == "doing"

    assert let_stalled_jobs_be_retried() >= 1
    assert worker(pause=0).wait(timeout=240) == 0
    job.refresh_from_db()
    assert job.status == "succeeded"
    assert set(batch.items.values_list("status", flat=True)) == {Status.COMMITTED}
    made = batch.items.order_by("position").values_list("article__title", "article")
    assert len({article for _, article in made}) == 14
    assert [article for _, article in made] == sorted(article for _, article in made)
    for rows in (Article, TextVersion, Fingerprint, SearchEntry):
        assert rows.objects.count() == 14
