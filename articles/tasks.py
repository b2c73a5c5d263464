"""Jobs of the library: thin calls of services, each of which can be killed and done again."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from articles.services import learning, queueing, reading_files, search_index, staging, undoing

# A database that is being restarted is back by then.
_RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)


@app.task(name=reading_files.JOB, pass_context=True, retry=_RETRY)
def read_import_file(context: JobContext, file_id: int) -> None:
    """Stage the records of a file; a worker that is told to stop leaves the rest to another."""
    if not staging.read_file(file_id=file_id, should_stop=context.should_abort):
        reading_files.defer(file_id)


@app.task(name=queueing.JOB, retry=_RETRY)
def commit_queued(batch_id: int) -> int:
    """Import the queued items of a batch."""
    return queueing.commit_queued(batch_id=batch_id)


@app.task(name=undoing.JOB, retry=_RETRY)
def undo_batch(batch_id: int, user_id: int | None) -> int:
    """Take back what a batch brought; 0 when something refers to it by now."""
    return undoing.undo_later(batch_id=batch_id, user_id=user_id)


@app.task(name=learning.JOB)
def learn(batch_id: int) -> None:
    """Learn which lines recur from what a batch brought."""
    learning.learn(batch_id=batch_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="articles.index_missing", queueing_lock="articles.index_missing")
def index_missing(timestamp: int) -> int:
    """Make searchable what is not yet, should whatever imported it have been interrupted."""
    return search_index.index_missing()
