"""What newer rules make of imports: shown first, applied when told."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.core.lines import Role, line_key
from articles.models import Article, ImportItem, KnownLine, Source
from articles.services import batches, committing
from articles.services.editing import change_article
from tests.articles.texts import herald_page
from tests.factories import make_batch, make_source

pytestmark = pytest.mark.django_db

TIDES = "Tide tables and harbour cameras"
PAGE = herald_page() + f"\n{TIDES}\n\nThe council meets again on Friday, the mayor said.\n".encode()


@pytest.fixture
def article() -> Article:
    source = make_source("Port Ellery Herald")
    item = batches.stage(batch=make_batch(), name="pier.txt", raw=PAGE, by=None, source=source)
    committing.commit(items=[item], by=None)
    return Article.objects.get()


def learn_a_rule() -> None:
    """What an editor teaches is a newer rule."""
    source = Source.objects.get()
    KnownLine.objects.create(
        source=source, key=line_key(TIDES), text=TIDES, role=Role.NAVIGATION.value
    )


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("reread_imports", *arguments, stdout=out)
    return out.getvalue()


def test_nothing_to_change(article: Article) -> None:
    assert run() == "0 of 1 articles would have another text.\n"


def test_the_difference_is_shown_and_nothing_changed(article: Article) -> None:
    learn_a_rule()
    shown = run("--import", str(ImportItem.objects.get().batch_id))
    assert f"{article.title} (article {article.pk}, from pier.txt)" in shown
    assert "5 words less, 0 words more" in shown
    assert f"  - {TIDES}\n" in shown
    assert "1 of 1 articles would have another text." in shown
    assert "--apply" in shown
    assert TIDES not in run("--quiet")
    assert article.versions.count() == 1


def test_applied_it_becomes_a_new_version(article: Article) -> None:
    learn_a_rule()
    article.title = "As its editor calls it"
    change_article(article=article, changed=["title"], by=None)
    assert "now text version 2" in run("--apply", "--article", str(article.pk))
    article.refresh_from_db()
    assert article.current_version is not None
    assert article.current_version.number == 2
    assert TIDES not in article.current_version.body
    assert article.title == "As its editor calls it"
    assert [cut["text"] for cut in ImportItem.objects.get().removed][-1] == TIDES
    assert run().startswith("0 of 1")
    assert run("--apply").startswith("0 articles have a new text version")


def test_what_waits_is_read_again(article: Article) -> None:
    batch = make_batch()
    item = batches.stage(batch=batch, name="b.txt", raw=PAGE + b"More.", by=None)
    ImportItem.objects.filter(pk=item.pk).update(removed=[], proposal={}, title="Mine")
    assert "1 items" in run("--apply", "--import", str(batch.pk))
    item.refresh_from_db()
    assert item.removed
    assert item.title == "Mine"


def test_numbers_that_nothing_has(article: Article) -> None:
    with pytest.raises(CommandError, match="check the numbers"):
        run("--import", "999")
