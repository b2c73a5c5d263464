"""The made-up archive is one that the application itself could have made."""

import pytest
from django.core.management import call_command

from annotations.models import Annotation, Kind, Project
from articles.models import Article
from benchmarks.loading import Loader, Marked
from benchmarks.subjects import PAIR, SLUG, subjects

pytestmark = pytest.mark.django_db


def test_what_is_loaded_is_consistent() -> None:
    Loader().load(12, per_article=5)
    assert Article.objects.count() == 12
    assert Annotation.objects.count() == 60
    assert set(Annotation.objects.values_list("kind", flat=True)) >= {Kind.ENTITY, Kind.CLAIM}
    call_command("fsck")


def test_more_can_be_added_after_what_was_loaded_or_made_by_hand() -> None:
    loader = Loader()
    loader.load(2, per_article=1)
    Article.objects.create(title="By hand")
    for name, made, marked in subjects(loader.seed, None):
        if name in PAIR:
            assert len(loader.add([Marked(made, marked)])) == 1
    assert Project.objects.get(slug=SLUG).article_links.count() == 4
    assert Article.objects.create(title="By hand again").pk == Article.objects.latest("pk").pk
