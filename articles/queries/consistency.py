"""What must hold of the library and no constraint can say: generators of what does not.

Each reads the whole archive with a server-side cursor and holds a few rows at a time. What the
database can compare it compares, and only what is wrong travels.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import IO, Any

from django.apps import apps
from django.db.models import Exists, F, ForeignKey, Model, OuterRef, Q, Subquery

from articles.core.blocks import check_tiling, from_json
from articles.core.fingerprints import text_sha256
from articles.core.minhash import signature
from articles.models import Article, Fingerprint, ImportFile, ImportItem, SearchEntry, TextVersion

CHUNK = 1_000
TEXT_CHUNK = 50
"""Texts in memory together: a body may be megabytes."""

REPAIR = "manage.py index_missing"
"""What makes anew all that is made from texts."""

_SHOWN = 60
_READ = 1 << 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which rule it breaks, where, and how."""

    check: str
    where: str
    what: str


def findings(open_raw: Callable[[str], IO[Any]]) -> Iterator[Finding]:
    """All that is wrong with the library. `open_raw` opens a raw file by its SHA-256."""
    yield from texts()
    yield from present_texts()
    yield from search_entries()
    yield from fingerprints()
    yield from import_items()
    yield from raw_files(open_raw)
    yield from dangling_references("articles")


def texts() -> Iterator[Finding]:
    """Versions whose hash is not their body's or whose blocks do not tile it."""
    versions = TextVersion.objects.order_by("pk").defer("created_at")
    for version in versions.iterator(chunk_size=TEXT_CHUNK):
        where = f"article {version.article_id}, version {version.number}"
        if text_sha256(version.body) != version.sha256:
            yield Finding("text-hash", where, "the SHA-256 is not the body's")
        try:
            complaints = check_tiling(version.body, from_json(version.blocks))
        except ValueError as error:
            complaints = [str(error)]
        for complaint in complaints:
            yield Finding("blocks", where, complaint)


def present_texts() -> Iterator[Finding]:
    """Articles that show another text than their newest, or none."""
    newest = TextVersion.objects.filter(article=OuterRef("pk")).order_by("-number")
    wrong = Article.objects.annotate(newest=Subquery(newest.values("pk")[:1])).filter(
        Q(current_version__isnull=True) | Q(newest__isnull=True) | ~Q(current_version=F("newest"))
    )
    found = wrong.order_by("pk").values_list("pk", "current_version", "newest")
    for pk, shown, newest_pk in found.iterator(chunk_size=CHUNK):
        what = (
            f"it shows text {shown}, its newest is {newest_pk}" if newest_pk else "it has no text"
        )
        yield Finding("present-text", f"article {pk}", what)


def search_entries() -> Iterator[Finding]:
    """Articles that search cannot find."""
    entries = SearchEntry.objects.filter(article=OuterRef("pk"))
    missing = Article.objects.filter(~Exists(entries), current_version__isnull=False)
    for pk in missing.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        what = f"search does not know it: {REPAIR} makes its entry"
        yield Finding("search-entry", f"article {pk}", what)


def fingerprints() -> Iterator[Finding]:
    """Articles that are not found as similar to a text."""
    marks = Fingerprint.objects.filter(article=OuterRef("pk"))
    missing = Article.objects.filter(~Exists(marks), current_version__isnull=False)
    texts = missing.order_by("pk").values_list("pk", "current_version__body")
    for pk, body in texts.iterator(chunk_size=TEXT_CHUNK):
        # A text without a letter or digit has none.
        if signature(body):
            what = f"similar texts are not found: {REPAIR} makes its fingerprint"
            yield Finding("fingerprint", f"article {pk}", what)


def import_items() -> Iterator[Finding]:
    """Imported items without an article, or whose text went to another article."""
    lost = ImportItem.objects.filter(status=ImportItem.Status.COMMITTED, article__isnull=True)
    for item in lost.order_by("pk").iterator(chunk_size=CHUNK):
        yield Finding(
            "import-item",
            _item(item.pk, item.batch_id, item.name),
            "it counts as imported and has no article",
        )
    strayed = TextVersion.objects.filter(import_item__article__isnull=False).exclude(
        import_item__article=F("article")
    )
    columns = ("import_item", "import_item__batch", "import_item__name", "import_item__article")
    for pk, batch, name, became, article in (
        strayed.order_by("pk").values_list(*columns, "article").iterator(chunk_size=CHUNK)
    ):
        yield Finding(
            "import-item",
            _item(pk, batch, name),
            f"it became article {became}, its text belongs to article {article}",
        )


def raw_files(open_raw: Callable[[str], IO[Any]]) -> Iterator[Finding]:
    """Stored files that are missing or changed, and parts of them that are not what was brought."""
    items = (
        ImportItem.objects.exclude(raw_sha256="")
        .order_by("raw_sha256", "raw_offset", "pk")
        .values_list("raw_sha256", "raw_offset", "size", "sha256", "pk", "batch_id", "name")
        .iterator(chunk_size=CHUNK)
    )
    for stored, parts in groupby(items, key=lambda item: item[0]):
        yield from _raw_findings(open_raw, stored, (part[1:] for part in parts))
    of_items = ImportItem.objects.filter(raw_sha256=OuterRef("sha256"))
    others = ImportFile.objects.filter(~Exists(of_items)).order_by("pk")
    columns = ("pk", "batch_id", "name", "sha256", "size")
    for pk, batch, name, stored, size in others.values_list(*columns).iterator(chunk_size=CHUNK):
        where = f"import {batch}, file {pk} {shortened(name)}"
        if what := _raw_complaint(open_raw, stored, size):
            yield Finding("raw-file", where, f"raw file {stored[:12]}…: {what}")


def dangling_references(app: str) -> Iterator[Finding]:
    """Foreign keys of an app's tables to rows that do not exist: a failed restore leaves some."""
    for model in apps.get_app_config(app).get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and getattr(field, "db_constraint", True):
                yield from _dangling(model, field)


def shortened(text: str) -> str:
    """A text as a finding shows it: on one line, in quotes, its beginning when it is long."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def _dangling(model: type[Model], field: "ForeignKey[Any, Any]") -> Iterator[Finding]:
    target = field.related_model
    assert not isinstance(target, str)
    referred = target._default_manager.filter(
        **{field.target_field.attname: OuterRef(field.attname)}
    )
    dangling = model._default_manager.filter(
        ~Exists(referred), **{f"{field.attname}__isnull": False}
    )
    for pk, missing in (
        dangling.order_by("pk").values_list("pk", field.attname).iterator(chunk_size=CHUNK)
    ):
        yield Finding(
            "reference",
            f"{model._meta.verbose_name} {pk}",
            f"its {field.name} is {target._meta.verbose_name} {missing}, which does not exist",
        )


_Part = tuple[int, int, str, int, int, str]
"""Offset, size, SHA-256; key, batch and name of the item."""


def _raw_findings(
    open_raw: Callable[[str], IO[Any]], stored: str, parts: Iterator[_Part]
) -> Iterator[Finding]:
    """What is wrong with one stored file: as a whole, or with the parts that items have of it."""
    part = next(parts)
    if what := _raw_complaint(open_raw, stored, None):
        yield Finding("raw-file", _item(*part[3:]), f"raw file {stored[:12]}…: {what}")
        return
    with open_raw(stored) as file:
        for offset, size, sha256, pk, batch, name in chain([part], parts):
            file.seek(offset)
            digest, length = _digest(file, size)
            what = f"it has {length} bytes, expected {size}" if length != size else ""
            if not what and digest != sha256:
                what = f"the {size} bytes from {offset} are not those that were brought"
            if what:
                where = _item(pk, batch, name)
                yield Finding("raw-file", where, f"raw file {stored[:12]}…: {what}")


def _raw_complaint(open_raw: Callable[[str], IO[Any]], sha256: str, size: int | None) -> str:
    """What is wrong with a whole stored file, which should have `size` bytes if that is known."""
    try:
        with open_raw(sha256) as file:
            digest, length = _digest(file, sys.maxsize)
    except FileNotFoundError:
        return "it is missing"
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    if digest != sha256:
        return "its bytes changed"
    return f"it has {length} bytes, expected {size}" if size not in (None, length) else ""


def _digest(file: IO[Any], size: int) -> tuple[str, int]:
    """The SHA-256 of up to `size` bytes from where a file is, and how many there are."""
    digest = hashlib.sha256()
    length = 0
    while piece := file.read(min(_READ, size - length)):
        digest.update(piece)
        length += len(piece)
    return digest.hexdigest(), length


def _item(pk: int, batch: int, name: str) -> str:
    return f"import {batch}, item {pk} {shortened(name)}"
