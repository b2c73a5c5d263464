"""What the clock does with jobs whose worker is gone."""

from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import async_to_sync
from django.db import connections
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from newsarchive.tasks import retry_stalled_jobs


def jobs_retried(*, worker: int | None = None) -> int:
    """How many the task, done by this worker, gave back to the queue.

    In a thread of its own: a browser test before may have left an event loop running in this one.
    """

    job = Job(
        id=None,
        queue="default",
        lock=None,
        queueing_lock=None,
        task_name=retry_stalled_jobs.name,
        worker_id=worker,
    )
    context = JobContext(app=app, job=job, start_timestamp=0, abort_reason=lambda: None)

    def run() -> int:
        try:
            count: int = async_to_sync(retry_stalled_jobs.func)(context, timestamp=0)
            return count
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(run).result()
