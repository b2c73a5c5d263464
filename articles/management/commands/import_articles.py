"""`manage.py import_articles`: files and folders of plain text into the archive."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.file_import import FileImport
from articles.management.reports import as_json, as_text, totals
from articles.models import ImportBatch, Source
from articles.services import sources
from articles.services.errors import Refused


class Command(BaseCommand):
    help = (
        "Import plain text files, and those in folders, as articles. A source that is sure from a "
        "text's header lines is accepted; all the rest can be changed in the admin. The exit code "
        "is 1 when a file was not imported, though all the others are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder")
        parser.add_argument("--source", default="", metavar="NAME", help="the source of all files")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line, per file")

    def handle(
        self, *, paths: list[str], source: str, dry_run: bool, json: bool, **options: Any
    ) -> None:
        source = " ".join(source.split())
        run = FileImport(
            origin=ImportBatch.Origin.COMMAND,
            dry_run=dry_run,
            source=self._source(source, dry_run=dry_run, json=json) if source else None,
            source_name=source,
        )
        counts: Counter[str] = Counter()
        failed = 0
        for report in run.run([Path(path) for path in paths]):
            counts[report.status] += 1
            failed += report.has_failed
            self.stdout.write(as_json(report) if json else "\n".join(as_text(report)))
            self.stdout.flush()
        if not json:
            self.stdout.write(totals(counts))
        if failed:
            raise CommandError(f"{failed} of {counts.total()} not imported; the reasons are above.")

    def _source(self, name: str, *, dry_run: bool, json: bool) -> Source | None:
        """The source of this name, made where there is none; None for that in a dry run."""
        says = self.stderr if json else self.stdout
        if (found := sources.find(name)) is not None:
            return found
        if dry_run:
            says.write(f"The source “{name}” does not exist: it would be made.")
            return None
        try:
            found = sources.create(name=name, by=None)
        except Refused as error:
            raise CommandError(str(error)) from error
        says.write(f"The source “{found.name}” did not exist: it was made.")
        return found
