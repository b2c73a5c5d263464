"""What tests of services begin with: a project and its first member."""

import pytest
from django.contrib.auth.models import User

from annotations.models import Project
from articles.models import Article, TextVersion
from tests.factories import make_article, make_member, make_project


@pytest.fixture
def project() -> Project:
    return make_project()


@pytest.fixture
def alice(project: Project) -> User:
    return make_member(project, username="alice")


@pytest.fixture
def article() -> Article:
    return make_article(paragraphs=("Mayor Ana Lindqvist spoke.", "😀 Nobody listened."))


@pytest.fixture
def version(article: Article) -> TextVersion:
    assert article.current_version
    return article.current_version
