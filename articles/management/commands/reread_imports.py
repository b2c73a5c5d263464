"""`manage.py reread_imports`: what newer rules make of the raw bytes that were imported."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.core.problems import Problem
from articles.core.text_diff import Paragraph, compare
from articles.core.word_diff import Kind
from articles.models import ImportItem
from articles.services import newer_rules
from articles.services.errors import Refused
from articles.services.newer_rules import Outdated

_MARKS = {"deleted": "-", "inserted": "+", "changed": "~"}


class Command(BaseCommand):
    help = (
        "Read the raw bytes of imports again by the present rules. Shows which articles would have "
        "another text and how it differs; with --apply, gives each a new text version, which "
        "annotations follow, and reads again what waits for its editor. What editors said of "
        "lines, encodings and fields stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--import", type=int, dest="batch", metavar="IMPORT", help="only what it brought"
        )
        parser.add_argument(
            "--article", type=int, nargs="+", default=[], metavar="ID", help="only these articles"
        )
        parser.add_argument("--apply", action="store_true", help="change what is shown")
        parser.add_argument("--quiet", action="store_true", help="no texts, only what changes")
        parser.add_argument("--jobs", type=int, metavar="N", help="processes for the text work")

    def handle(
        self,
        *,
        batch: int | None,
        article: list[int],
        apply: bool,
        quiet: bool,
        jobs: int | None,
        **options: Any,
    ) -> None:
        items = ImportItem.objects.all()
        if batch is not None:
            items = items.filter(batch=batch)
        if article:
            items = items.filter(article__in=article)
        if not items.exists():
            raise CommandError("No import has brought that: check the numbers.")
        changed = refused = 0
        for found in newer_rules.outdated(items, processes=jobs):
            for line in _shown(found, quiet=quiet):
                self.stdout.write(line)
            if apply:
                try:
                    version = newer_rules.renew(outdated=found, by=None)
                except Refused as refusal:
                    refused += 1
                    self.stdout.write(f"  not changed: {refusal}")
                    continue
                self.stdout.write(f"  now text version {version.number}")
            changed += 1
        if not apply:
            total = newer_rules.imported(items).count()
            self.stdout.write(f"{changed:,} of {total:,} articles would have another text.")
            if changed:
                self.stdout.write("Nothing was changed: run this again with --apply to do it.")
            return
        staged = newer_rules.read_staged_again(items)
        self.stdout.write(
            f"{changed:,} articles have a new text version, {refused:,} were left as they are; "
            f"{staged:,} items that wait for their editor were read anew."
        )


def _shown(found: Outdated, *, quiet: bool) -> Iterator[str]:
    article = found.item.article
    assert article is not None
    yield f"{article.title} (article {article.pk}, from {found.item.name})"
    if isinstance(found.text, Problem):
        yield f"  can't be read any more: {found.text.message}"
        return
    diff = compare(found.version.body, found.text.body)
    yield f"  {diff.deleted:,} words less, {diff.inserted:,} words more"
    if not quiet:
        for paragraph in diff.paragraphs:
            if paragraph.kind in _MARKS:
                yield f"  {_MARKS[paragraph.kind]} {_marked(paragraph)}"


def _marked(paragraph: Paragraph) -> str:
    """A paragraph on one line; in one that changed, [-what went-] and {+what came+}."""
    if paragraph.kind != "changed":
        return " ".join("".join(part.text for part in paragraph.parts).split())
    marks = {Kind.EQUAL: "{}", Kind.DELETE: "[-{}-]", Kind.INSERT: "{{+{}+}}"}
    return " ".join("".join(marks[part.kind].format(part.text) for part in paragraph.parts).split())
