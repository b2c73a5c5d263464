"""What articles are found by, made where it is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services import fingerprints, search_index


class Command(BaseCommand):
    help = (
        "Make the search entries and fingerprints that articles lack, and the search index when it "
        "is gone: after a restore, or when an import was interrupted. Changes nothing else, and "
        "can be run at any time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        entries = search_index.index_missing()
        marks = fingerprints.write_missing()
        self.stdout.write(f"{entries:,} search entries and {marks:,} fingerprints made.")
