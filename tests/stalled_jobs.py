"""What the clock does with jobs whose worker is gone."""

from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import async_to_sync
from django.db import connections

from newsarchive.tasks import retry_stalled_jobs


def jobs_retried() -> int:
    """How many the task gave back to the queue.

    In a thread of its own: a browser test before may have left an event loop running in this one.
    """

    def run() -> int:
        try:
            count: int = async_to_sync(retry_stalled_jobs.func)(timestamp=0)
            return count
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(run).result()
