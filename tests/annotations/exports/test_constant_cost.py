"""An export of any size takes the memory of one chunk and a few queries for each."""

import gc
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.core.anchors import anchor
from annotations.exports import rows
from annotations.exports.addresses import Addresses
from annotations.exports.formats import FORMATS, Format
from annotations.exports.rows import Selection
from annotations.models import Annotation, Kind, Project
from articles.models import Article
from tests.annotations.exports.conftest import total_length
from tests.factories import make_entity

pytestmark = pytest.mark.django_db

CHUNK = 100


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "CHUNK", CHUNK)


def add_annotations(project: Project, article: Article, count: int) -> None:
    version = article.current_version
    assert version
    place = anchor(version.body, 0, 7)
    entity = make_entity(project)
    Annotation.objects.bulk_create(
        Annotation(
            project=project, version=version, kind=Kind.ENTITY, entity=entity,
            start=place.start, end=place.end, quote=place.quote, suffix=place.suffix,
        )
        for _ in range(count)
    )  # fmt: skip


def peak(project: Project, chosen: Format) -> int:
    """Bytes that Python held at most while the file was read to its end."""
    gc.collect()
    tracemalloc.start()
    try:
        total_length(chosen.write(project, Selection(), Addresses.of(project)))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def queries(project: Project, chosen: Format) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        total_length(chosen.write(project, Selection(), Addresses.of(project)))
    return len(captured)


def test_memory_does_not_grow_with_the_project(project: Project, article: Article) -> None:
    add_annotations(project, article, 5 * CHUNK)
    small = {name: peak(project, chosen) for name, chosen in FORMATS.items()}
    add_annotations(project, article, 45 * CHUNK)
    for name, chosen in FORMATS.items():
        assert peak(project, chosen) < 1.3 * small[name], name


@pytest.mark.parametrize("name", FORMATS)
def test_queries_grow_by_chunks_only(project: Project, article: Article, name: str) -> None:
    add_annotations(project, article, CHUNK // 2)
    small = queries(project, FORMATS[name])
    add_annotations(project, article, CHUNK // 2)
    assert queries(project, FORMATS[name]) == small
    add_annotations(project, article, CHUNK)
    assert queries(project, FORMATS[name]) <= small + 3
