"""The application's settings under test: a throwaway database below .cache/test."""

import os
from pathlib import Path

os.environ["NEWSARCHIVE_ENV"] = "test"
os.environ.setdefault(
    "NEWSARCHIVE_DATA", str(Path(__file__).resolve().parent.parent / ".cache" / "test")
)
# Playwright's synchronous interface runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Starting processes takes longer than what most tests have read.
os.environ.setdefault("IMPORT_PROCESSES", "1")

from newsarchive import settings
from newsarchive.settings import *  # noqa: F403

# Each of pytest's processes has a database of its own, and the files that its rows name.
RAW_FILES = settings.DATA_DIR / "raw" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
STORAGES = settings.STORAGES | {
    "raw": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": RAW_FILES},
    }
}
