"""A project's annotations as a file or on the standard output."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.exports.addresses import Addresses
from annotations.exports.formats import FORMATS
from annotations.exports.rows import Selection
from annotations.models import AnchorState, Kind, Project


class Command(BaseCommand):
    help = "Export the annotations of a project. docs/formats.md describes each format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's name in its address, such as general")
        parser.add_argument("--format", choices=FORMATS, default="csv", dest="format_name")
        parser.add_argument(
            "--output", metavar="FILE", help="default: the standard output, also for -"
        )
        parser.add_argument(
            "--base-url",
            default="",
            metavar="URL",
            help="the site's address, which identifiers in W3C formats begin with "
            "(default: urn:newsarchive:)",
        )
        parser.add_argument("--kind", action="append", choices=Kind.values, default=[])
        parser.add_argument("--state", action="append", choices=AnchorState.values, default=[])
        parser.add_argument("--label", action="append", default=[], metavar="NAME")
        parser.add_argument("--person", action="append", default=[], metavar="USERNAME")
        parser.add_argument("--article", action="append", type=int, default=[], metavar="NUMBER")

    def handle(
        self,
        *args: Any,
        project: str,
        format_name: str,
        output: str | None,
        base_url: str,
        **options: Any,
    ) -> None:
        if base_url and not base_url.startswith(("http://", "https://")):
            raise CommandError(f"--base-url is {base_url!r}; it starts with https:// or http://")
        exported = _project(project)
        pieces = FORMATS[format_name].write(
            exported, _selection(exported, options), Addresses.of(exported, base_url)
        )
        if output in (None, "-"):
            self._print(pieces)
        else:
            assert output is not None
            _write(Path(output), pieces)

    def _print(self, pieces: Iterator[str]) -> None:
        for piece in pieces:
            self.stdout.write(piece, ending="")


def _project(slug: str) -> Project:
    try:
        return Project.objects.get(slug=slug)
    except Project.DoesNotExist:
        slugs = ", ".join(Project.objects.values_list("slug", flat=True)[:20])
        raise CommandError(f"There is no project {slug!r}. There is: {slugs}.") from None


def _selection(project: Project, options: dict[str, Any]) -> Selection:
    labels = dict(project.labels.values_list("name", "pk"))
    authors = project.annotations.order_by().values_list("created_by__username", "created_by")
    people = {username: pk for username, pk in authors.distinct() if pk is not None}
    return Selection(
        kinds=tuple(options["kind"]),
        states=tuple(options["state"]),
        labels=tuple(_number("label", name, labels) for name in options["label"]),
        people=tuple(_number("person", name, people) for name in options["person"]),
        articles=tuple(options["article"]),
    )


def _number(what: str, name: str, numbers: dict[str, int]) -> int:
    try:
        return numbers[name]
    except KeyError:
        known = ", ".join(sorted(numbers)) or "none"
        raise CommandError(f"--{what} {name!r} is not one of the project's: {known}.") from None


def _write(path: Path, pieces: Iterator[str]) -> None:
    """Put the whole file in its place, or leave what was there when the export fails."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
