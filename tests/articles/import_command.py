"""Running the command import_articles, and a file for it."""

import io
import json
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from tests.articles.texts import distinct_page


def run(*paths: Path | str, **options: Any) -> tuple[str, str]:
    """What the command writes, and its message when it fails."""
    out = io.StringIO()
    failure = ""
    try:
        call_command(
            "import_articles", *map(str, paths), stdout=out, stderr=io.StringIO(), **options
        )
    except CommandError as error:
        failure = str(error)
    return out.getvalue(), failure


def run_json(*paths: Path | str, **options: Any) -> tuple[list[dict[str, Any]], str]:
    out, failure = run(*paths, json=True, **options)
    return [json.loads(line) for line in out.splitlines()], failure


def jsonl(numbers: range, **more: str) -> bytes:
    def line(number: int) -> str:
        title, _, body = distinct_page(number).decode().partition("\n\n")
        return json.dumps({"headline": title, "text": body} | more)

    return "\n".join(map(line, numbers)).encode()
