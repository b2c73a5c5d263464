"""Every measurement in one table: `python -m benchmarks [--size N] [--special DIR]`."""

import sys

from benchmarks import (
    archive,
    comparing,
    exporting,
    importing,
    painting,
    reader,
    saving,
    staged,
    startup,
)
from benchmarks.bench import run

sys.exit(
    run(
        startup.measure,
        importing.measure,
        archive.measure,
        staged.measure,
        reader.measure,
        painting.measure,
        saving.measure,
        comparing.measure,
        exporting.measure,
    )
)
