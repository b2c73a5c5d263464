"""The data folder that is measured in: one of its own, never somebody's archive."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MARK = ".benchmark"
_REMOVE = """
import shutil, sys, time, psutil
psutil.Process(int(sys.argv[1])).wait()
shutil.rmtree(sys.argv[2], ignore_errors=True)
"""
_UNWANTED = (
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "NEWSARCHIVE_STATIC_ROOT",
    "SECRET_KEY",
    "DEBUG",
)


class NotScratch(Exception):
    """The named folder holds something that no benchmark made."""


@dataclass(frozen=True)
class Scratch:
    """A data folder with an embedded database below it."""

    folder: Path

    @classmethod
    def at(cls, folder: Path | None) -> "Scratch":
        """That folder, made if need be, or a temporary one.

        Raises NotScratch for a folder with other content: it may be somebody's archive.
        """
        if folder is None:
            folder = Path(tempfile.mkdtemp(prefix="newsarchive-benchmark-"))
        folder = folder.resolve()
        if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
            raise NotScratch(f"{folder} is not empty and was not made by a benchmark.")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
        # The embedded server runs as a user of its own where this runs as root.
        folder.chmod(0o755)
        return cls(folder)

    @cached_property
    def environment(self) -> dict[str, str]:
        """The environment of a process that works on this folder and no other database."""
        kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
        return kept | {
            "NEWSARCHIVE_DATA": str(self.folder),
            "NEWSARCHIVE_ENV": "local",
            "NEWSARCHIVE_OFFER_SAMPLE": "0",
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            "PYTHONPATH": str(REPOSITORY),
        }

    def set_up_django(self) -> None:
        """Make this process work on the folder: before anything imports a model."""
        for name in _UNWANTED:
            os.environ.pop(name, None)
        os.environ.update(self.environment)
        import django

        django.setup()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py. Raises CalledProcessError when it fails."""
        return subprocess.run(
            [sys.executable, str(REPOSITORY / "manage.py"), *arguments],
            env=self.environment,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        )

    def inside(self, name: str) -> "Scratch":
        """A fresh scratch folder below this one."""
        folder = self.folder / name
        if (folder / MARK).exists():
            shutil.rmtree(folder)
        return Scratch.at(folder)

    def remove_at_exit(self) -> None:
        """Remove the folder when this process has stopped its database."""
        # What is registered last runs first, and the database's own stop was registered before:
        # a process of its own waits for the end of this one.
        subprocess.Popen(
            [sys.executable, "-c", _REMOVE, str(os.getpid()), str(self.folder)],
            start_new_session=True,
        )
