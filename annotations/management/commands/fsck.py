"""Whether what is stored is consistent."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand

from annotations.queries import consistency as desk
from articles.queries import consistency as library
from articles.services.raw import open_raw


class Command(BaseCommand):
    help = (
        "Check what no database constraint can: anchors against their texts, blocks, hashes, raw "
        "files, search entries, references across projects. Prints a line for each finding; exits "
        "with 1 when there is any. Changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="one JSON object per line"
        )

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        counts: Counter[str] = Counter()
        for finding in chain(library.findings(open_raw), desk.findings()):
            counts[finding.check] += 1
            if as_json:
                line = {"check": finding.check, "where": finding.where, "what": finding.what}
                self.stdout.write(json.dumps(line, ensure_ascii=False))
            else:
                self.stdout.write(f"{finding.check}: {finding.where}: {finding.what}")
        if as_json:
            self.stdout.write(json.dumps({"findings": counts.total(), "checks": counts}))
        elif counts:
            summary = ", ".join(f"{count} {check}" for check, count in counts.most_common())
            self.stdout.write(f"{counts.total()} findings: {summary}.")
        else:
            self.stdout.write("No findings: what is stored is consistent.")
        if counts:
            sys.exit(1)
