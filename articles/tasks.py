"""Jobs of the library: thin calls of services, each of which can be killed and done again."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from articles.services import reading_files, staging


@app.task(name=reading_files.JOB, pass_context=True)
def read_import_file(context: JobContext, file_id: int) -> None:
    """Stage the records of a file; a worker that is told to stop leaves the rest to another."""
    if not staging.read_file(file_id=file_id, should_stop=context.should_abort):
        reading_files.defer(file_id)
