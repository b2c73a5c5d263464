"""`manage.py import_articles`: files and folders of any format into the archive."""

import re
import shlex
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError

from articles.core.formats import text_files
from articles.core.formats.records import ArticleField, Unreadable
from articles.management.file_import import FileImport
from articles.management.paths import walk
from articles.management.progress import Progress
from articles.management.rehearsal import Rehearsal
from articles.management.reports import Summary, as_json, as_text
from articles.models import ImportBatch, ImportItem, Source
from articles.services import sources
from articles.services.errors import Refused, StorageFull

_FIELDS = ", ".join(ArticleField)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Command(BaseCommand):
    help = (
        "Import files of any format, and those in folders, as articles: text, HTML, JSON and JSON "
        "Lines, CSV, feeds, web archives, Word and RTF documents, and ZIP archives of them. A "
        "source that is sure from a text's header lines is accepted; all the rest can be changed "
        "in the admin. The exit code is 1 when something was not imported, though all else is."
    )
    # They import every page of the site, which takes longer than a small import.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="a file, or a folder")
        parser.add_argument("--source", default="", metavar="NAME", help="the source of all files")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON object a line, per file or record"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help=f"which column or key means what; fields are {_FIELDS}",
        )
        parser.add_argument(
            "--encoding",
            default="",
            metavar="NAME",
            help="how text, JSON and tables are read that are not in Unicode (UTF-8, UTF-16): "
            "cp1252, for example; utf-8+cp1252 is UTF-8 in which some bytes are not (default: "
            "found out)",
        )
        parser.add_argument(
            "--resume",
            nargs="?",
            type=_import_number,
            const=0,
            metavar="NUMBER",
            help="go on with the import of this number, which was stopped; without a number, with "
            "the newest of the command line. Its paths stand before it, as they were",
        )
        parser.add_argument(
            "--jobs",
            type=_job_count,
            metavar="N",
            help="processes for the text work (default: the cores)",
        )

    def handle(
        self,
        *,
        paths: list[str],
        source: str,
        dry_run: bool,
        json: bool,
        map: list[str],
        encoding: str,
        resume: int | None,
        jobs: int | None,
        **options: Any,
    ) -> None:
        if not paths and resume is None:
            raise CommandError("Nothing to import: name files or folders.")
        source = " ".join(source.split())
        run = FileImport(
            origin=ImportBatch.Origin.COMMAND,
            rehearsal=Rehearsal(source) if dry_run else None,
            source=self._source(source, dry_run=dry_run, json=json) if source else None,
            mapping=dict(_mapped(entry) for entry in map),
            encoding=_checked(encoding),
            batch=None if resume is None else _batch(resume),
            processes=jobs,
        )
        again = [*paths]
        again += ["--source", source] if source else []
        again += [part for entry in map for part in ("--map", entry)]
        again += ["--encoding", encoding] if encoding else []
        again += ["--jobs", str(jobs)] if jobs else []
        summary = Summary()
        found = [_path(path) for path in paths]
        progress = Progress(cast(TextIO, self.stderr._out), _size(found))
        try:
            for report in run.run(found):
                progress.add(report.item.size if report.item else 0)
                if summary.add(report) or json:
                    self._write([as_json(report)] if json else list(as_text(report)), progress)
                # Its text is not held while the next one is read.
                del report
        except KeyboardInterrupt:
            progress.hide()
            run.stop()
            self.stderr.write(_how_to_go_on(run.batch, again))
            raise
        except StorageFull as refusal:
            progress.hide()
            run.stop()
            how = _how_to_go_on(run.batch, again)
            raise CommandError(f"{refusal} {how}") from refusal
        progress.hide()
        if not json:
            self._write(summary.lines(), progress)
        if failed := summary.failed:
            raise CommandError(
                f"{failed} of {summary.counts.total()} not imported; the reasons are above."
            )

    def _write(self, lines: Sequence[str], progress: Progress) -> None:
        if lines:
            progress.hide()
            # In a title, they would steer the terminal. JSON has them escaped.
            self.stdout.write(_CONTROL.sub("\ufffd", "\n".join(lines)))
            self.stdout.flush()

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


def _import_number(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(
            f"“{text}” is no number of an import. Give the paths first: PATH --resume [NUMBER]"
        )
    return int(text)


def _job_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is no number of processes: give 1 or more.")
    return int(text)


def _path(text: str) -> Path:
    """A path as it was given: an empty one, as of an unset variable, is not the present folder."""
    if not text:
        raise CommandError("A path is empty. Name a file or a folder; “.” is the present one.")
    return Path(text)


def _mapped(entry: str) -> tuple[ArticleField, str]:
    name, _, column = entry.partition("=")
    if name not in ArticleField.__members__.values() or not column:
        raise CommandError(f"--map {entry}: say FIELD=COLUMN, with a field of {_FIELDS}.")
    return ArticleField(name), column


def _checked(encoding: str) -> str:
    if encoding:
        try:
            text_files.ascii_compatible(encoding)
        except Unreadable as error:
            raise CommandError(str(error)) from error
    return encoding


def _batch(number: int) -> ImportBatch:
    """The import of this number, or the newest one of the command line."""
    imports = ImportBatch.objects.order_by("-pk")
    own = imports.filter(origin=ImportBatch.Origin.COMMAND)
    found = imports.filter(pk=number).first() if number else own.first()
    if found is None:
        raise CommandError(
            f"There is no import {number}." if number else "There is no import to go on with."
        )
    return found


def _size(paths: Sequence[Path]) -> int:
    """The bytes of all files below the paths."""

    def sizes() -> Iterator[int]:
        for path in paths:
            for found in walk(path):
                if not found.message:
                    try:
                        yield found.path.stat().st_size
                    except OSError:
                        continue

    return sum(sizes())


def _how_to_go_on(batch: ImportBatch | None, again: Sequence[str]) -> str:
    """What was imported, and the command that goes on: with the same arguments."""
    if batch is None:
        return "Stopped. Nothing was imported yet."
    command = shlex.join(["manage.py", "import_articles", *again, "--resume", str(batch.pk)])
    # Of the last ones, the reports may not have come yet.
    imported = batch.items.filter(status=ImportItem.Status.COMMITTED).count()
    return f"Stopped; {imported:,} imported. To go on: {command}"
