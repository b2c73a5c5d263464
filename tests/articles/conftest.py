"""What several tests of the library use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, ImportItem, TextVersion
from articles.services import arrivals, batches, bringing
from articles.services.search import index
from tests.articles.texts import distinct_page, herald_page
from tests.factories import make_article, make_batch, make_user


@pytest.fixture
def many_articles(db: None) -> Callable[[int], None]:
    """Add so many copies of one article, quickly."""

    def add(count: int) -> None:
        pattern = make_article(title="The pattern")
        text = pattern.current_version
        assert text is not None
        articles = Article.objects.bulk_create(
            Article(title=f"Copy {number}", language="en") for number in range(count - 1)
        )
        versions = TextVersion.objects.bulk_create(
            TextVersion(
                article=article,
                number=1,
                body=text.body,
                blocks=text.blocks,
                sha256=text.sha256,
                word_count=text.word_count,
            )
            for article in articles
        )
        for article, version in zip(articles, versions, strict=True):
            article.current_version = version
        Article.objects.bulk_update(articles, ["current_version"])
        index([pattern, *articles])

    return add


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, a hidden file, and one that is no text."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_bytes(distinct_page(2))
    (tmp_path / "a.txt").write_bytes(herald_page())
    (tmp_path / "c.TXT").write_bytes(distinct_page(3))
    (tmp_path / ".hidden.txt").write_bytes(distinct_page(4))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path


@pytest.fixture
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three records are read at once."""
    for module in (arrivals, bringing):
        monkeypatch.setattr(module, "GROUP_RECORDS", 3)


@pytest.fixture
def editor(client: Client) -> User:
    """Somebody who may do everything in the admin, signed in."""
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def item() -> ImportItem:
    """A staged page, with a site's header and footer around its text."""
    return batches.stage(batch=make_batch(), name="a.txt", raw=herald_page(), by=None)
