"""Files that hold records, and bringing them."""

import io
import json
import zipfile
from typing import Any

from articles.models import ImportBatch, ImportFile
from articles.services.bringing import Brought, bring
from tests.articles.texts import distinct_page
from tests.factories import make_batch


def record(number: int, **more: str) -> dict[str, str]:
    title, _, body = distinct_page(number).decode().partition("\n\n")
    return {"title": title, "body": body, "url": f"https://example.org/{number}"} | more


def lines(count: int, first: int = 0) -> bytes:
    return b"".join(json.dumps(record(n)).encode() + b"\n" for n in range(first, first + count))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def brought(content: bytes, name: str, *, batch: ImportBatch | None = None) -> Brought:
    return bring(batch=batch or make_batch(), name=name, file=io.BytesIO(content), by=None)


def described(file: ImportFile) -> list[tuple[Any, ...]]:
    """What its items must be, however often its reading was interrupted."""
    columns = ("position", "name", "record", "line", "status", "title", "sha256", "raw_offset")
    return list(file.items.order_by("position").values_list(*columns, "text_sha256", "problems"))
