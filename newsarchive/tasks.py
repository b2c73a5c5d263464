"""Upkeep that a worker does by the clock."""

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

# A worker says that it lives every ten seconds, so this is three missed beats.
STALLED_AFTER_SECONDS = 30


@app.periodic(cron="* * * * *")
@app.task(name="retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> int:
    """Give the jobs of a killed worker back to the queue; how many."""
    silent = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    # The worker that does this lives, also when a long computation keeps it from saying so.
    own = context.job.worker_id
    stalled = [job for job in silent if job.worker_id is None or job.worker_id != own]
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            # The same waits in the queue already, under a lock that admits one.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    return len(stalled)


@app.periodic(cron="17 3 * * *")
@app.task(name="clear_expired_sessions", queueing_lock="clear_expired_sessions")
def clear_expired_sessions(timestamp: int) -> None:
    call_command("clearsessions")
