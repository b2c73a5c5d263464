"""Made-up articles and annotations straight into the database, by COPY.

Import this after `Scratch.set_up_django`. What the application would do row by row is done here in
bulk: texts with blocks and hashes, search entries, a project with entities, claims and annotations.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Max, Model
from django.utils import timezone

from annotations.core.anchors import anchor
from annotations.models import Annotation, Claim, Entity, Membership, Project, ProjectArticle, Role
from articles.core.blocks import to_json
from articles.core.fingerprints import text_sha256
from articles.core.minhash import signature
from articles.models import Article, Source, Story, TextVersion
from articles.services import fingerprints
from benchmarks.corpus import (
    SEED,
    SOURCES,
    MadeAnnotation,
    MadeArticle,
    annotations,
    article,
)
from benchmarks.search_vectors import INSERT_VECTORS
from benchmarks.subjects import SLUG
from benchmarks.vocabulary import vocabulary

T = TypeVar("T")

CHUNK = 2_000
CLAIMS_PER_STORY = 3
USERNAME = "benchmark"

# Above this many new articles the search index is dropped and built again.
_REBUILD_ABOVE = 20_000


@dataclass(frozen=True, slots=True)
class Marked:
    """An article and what is marked in it."""

    article: MadeArticle
    annotations: Sequence[MadeAnnotation]


class Loader:
    """Puts articles into the archive and into the project `benchmark` of one user."""

    def __init__(self, *, seed: int = SEED) -> None:
        self.seed = seed
        self.now = timezone.now()
        self.user, _ = User.objects.get_or_create(username=USERNAME)
        self.project, is_new = Project.objects.get_or_create(
            slug=SLUG, defaults={"name": "Benchmark"}
        )
        if is_new:
            Membership.objects.create(project=self.project, user=self.user, role=Role.MANAGER)
            self._register_names()
        self.sources = {name: Source.objects.get_or_create(name=name)[0].pk for name in SOURCES}
        self.entities = dict(self.project.entities.values_list("name", "pk"))
        self.stories: dict[int, int] = {}
        self.claims: dict[int, int] = {}

    def load(
        self, count: int, *, per_article: int, say: Callable[[str], None] = lambda _: None
    ) -> None:
        """Articles 0 to `count`, each with `per_article` annotations."""
        made = (
            Marked(one, annotations(one, per_article, seed=self.seed))
            for one in (article(number, seed=self.seed) for number in range(count))
        )
        loaded = 0
        with _search_index_rebuilt(when=count > _REBUILD_ABOVE):
            while chunk := list(islice(made, CHUNK)):
                self.add(chunk)
                loaded += len(chunk)
                say(f"{loaded:,} of {count:,} articles")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    @transaction.atomic
    def add(self, chunk: Sequence[Marked]) -> list[int]:
        """These articles with their texts, search entries and annotations; their primary keys."""
        self._add_stories({one.article.story for one in chunk})
        first = _next_id(Article)
        first_version = _next_id(TextVersion)
        pks = [first + offset for offset in range(len(chunk))]
        _copy(Article, self._article_rows(chunk, first, first_version))
        _copy(TextVersion, self._version_rows(chunk, first, first_version))
        _copy(ProjectArticle, self._project_rows(pks))
        _copy(Annotation, self._annotation_rows(chunk, first_version))
        with connection.cursor() as cursor:
            cursor.execute(INSERT_VECTORS, [pks[0], pks[-1]])
        bodies = [one.article.body for one in chunk]
        fingerprints.write(zip(pks, map(signature, bodies), strict=True))
        return pks

    def _article_rows(
        self, chunk: Sequence[Marked], first: int, first_version: int
    ) -> Iterator[dict[str, Any]]:
        for offset, one in enumerate(chunk):
            yield {
                "id": first + offset,
                "source_id": self.sources.get(one.article.source),
                "story_id": self.stories[one.article.story],
                "title": one.article.title,
                "kicker": "",
                "authors": [],
                "dateline": "",
                "published": one.article.published,
                "published_precision": "day",
                "language": "en",
                "url": "",
                "external_id": "",
                "current_version_id": first_version + offset,
                "created_at": self.now,
                "updated_at": self.now,
            }

    def _version_rows(
        self, chunk: Sequence[Marked], first: int, first_version: int
    ) -> Iterator[dict[str, Any]]:
        for offset, one in enumerate(chunk):
            body = one.article.body
            yield {
                "id": first_version + offset,
                "article_id": first + offset,
                "number": 1,
                "body": body,
                "blocks": json.dumps(to_json(one.article.blocks)),
                "sha256": text_sha256(body),
                "word_count": len(body.split()),
                "import_item_id": None,
                "created_at": self.now,
            }

    def _project_rows(self, pks: Iterable[int]) -> Iterator[dict[str, Any]]:
        for pk, article_pk in enumerate(pks, start=_next_id(ProjectArticle)):
            yield {
                "id": pk,
                "project_id": self.project.pk,
                "article_id": article_pk,
                "added_by_id": self.user.pk,
                "added_at": self.now,
            }

    def _annotation_rows(
        self, chunk: Sequence[Marked], first_version: int
    ) -> Iterator[dict[str, Any]]:
        pk = _next_id(Annotation)
        for offset, one in enumerate(chunk):
            for made in one.annotations:
                yield self._annotation_row(pk, first_version + offset, one.article, made)
                pk += 1

    def _annotation_row(
        self, pk: int, version: int, text: MadeArticle, made: MadeAnnotation
    ) -> dict[str, Any]:
        place = anchor(text.body, made.start, made.end)
        name = self.entities[made.name.text] if made.name else None
        return {
            "id": pk,
            "revision": 1,
            "created_by_id": self.user.pk,
            "created_at": self.now,
            "updated_by_id": self.user.pk,
            "updated_at": self.now,
            "project_id": self.project.pk,
            "version_id": version,
            "kind": made.kind,
            "start": place.start,
            "end": place.end,
            "quote": place.quote,
            "prefix": place.prefix,
            "suffix": place.suffix,
            "state": "exact",
            "label_id": None,
            "note": "",
            "entity_id": name if made.kind == "entity" else None,
            "claim_id": self.claims[text.story] + made.claim if made.kind == "claim" else None,
            "rendering": made.rendering,
            "speaker_id": name if made.rendering == "attributes" else None,
            "holder_id": None,
            "position": made.position,
            "target_entity_id": name if made.kind == "stance" else None,
            "target_claim_id": None,
            "deleted_at": None,
            "deleted_by_id": None,
            "idempotency_key": None,
        }

    def _add_stories(self, numbers: set[int]) -> None:
        new = sorted(numbers - self.stories.keys())
        stories = Story.objects.bulk_create(Story(title=f"Story {number}") for number in new)
        self.stories |= {number: story.pk for number, story in zip(new, stories, strict=True)}
        claims = Claim.objects.bulk_create(
            Claim(
                project=self.project,
                statement=f"Claim {number + 1} of story {story}.",
                created_by=self.user,
            )
            for story in new
            for number in range(CLAIMS_PER_STORY)
        )
        # A story's claims follow each other, so its first one tells the others.
        firsts = claims[::CLAIMS_PER_STORY]
        self.claims |= {story: claim.pk for story, claim in zip(new, firsts, strict=True)}

    def _register_names(self) -> None:
        Entity.objects.bulk_create(
            Entity(project=self.project, name=name.text, kind=name.kind, created_by=self.user)
            for name in vocabulary(self.seed).names
        )


def _copy(model: type[Model], rows: Iterator[dict[str, Any]]) -> None:
    """COPY rows, which have the same keys, and let the table's numbers go on after theirs."""
    first = next(rows, None)
    if first is None:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(name) for name in first)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            copy.write_row(list(first.values()))
            for row in rows:
                copy.write_row(list(row.values()))
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {table}))",
            [model._meta.db_table],
        )


def _next_id(model: type[Model]) -> int:
    last: int | None = model._default_manager.aggregate(last=Max("pk"))["last"]
    return (last or 0) + 1


@contextmanager
def _search_index_rebuilt(*, when: bool) -> Iterator[None]:
    """Without the search index meanwhile: building it once is faster than keeping it up."""
    if not when:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_entry_vector'")
        (definition,) = cursor.fetchone()
        cursor.execute("DROP INDEX search_entry_vector")
        try:
            yield
        finally:
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute(definition)
