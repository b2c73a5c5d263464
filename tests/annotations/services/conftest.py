"""The article that tests of services work on."""

import pytest

from articles.models import Article, TextVersion
from tests.factories import make_article


@pytest.fixture
def article() -> Article:
    return make_article(paragraphs=("Mayor Ana Lindqvist spoke.", "😀 Nobody listened."))


@pytest.fixture
def version(article: Article) -> TextVersion:
    assert article.current_version
    return article.current_version
