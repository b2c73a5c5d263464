"""manage.py fsck: each thing that can be wrong is made wrong behind the application's back."""

import io
import json
from collections.abc import Callable

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection

from annotations.models import Absence, Annotation, ClaimLink, Kind
from articles.models import Article, ImportFile, ImportItem
from articles.services.raw import store
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_item,
    make_label,
    make_project,
    make_project_article,
    make_version,
)

pytestmark = pytest.mark.django_db


class Archive:
    """A small consistent archive, and a way to break it."""

    def __init__(self) -> None:
        self.raw = b"The old ferry pier\n\xf0\x9f\x9a\xa2"
        self.article = make_article()
        index_missing()
        stored = store(self.raw)
        self.item = make_item(
            sha256=stored,
            raw_sha256=stored,
            size=len(self.raw),
            article=self.article,
            status="committed",
        )
        self.project, self.other = make_project("One"), make_project("Two")
        make_project_article(self.project, self.article)
        self.claim = make_claim(self.project)
        self.annotation = make_annotation(
            self.project, self.article, start=40, end=60, kind=Kind.CLAIM, claim=self.claim
        )
        assert self.article.current_version
        self.absence = Absence.objects.create(
            claim=self.claim, article=self.article, version=self.article.current_version
        )

    def corrupt(self, sql: str, *parameters: str) -> None:
        """Run SQL without triggers and foreign keys."""
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            try:
                cursor.execute(sql, parameters)
                assert cursor.rowcount == 1
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def archive(own_raw_files: None) -> Archive:
    return Archive()


def index_missing() -> str:
    """Make what articles are found by; what the command says."""
    stdout = io.StringIO()
    call_command("index_missing", stdout=stdout)
    return stdout.getvalue().strip()


def fsck(*arguments: str) -> tuple[int, list[str]]:
    """The exit code and the lines printed."""
    stdout = io.StringIO()
    try:
        call_command("fsck", *arguments, stdout=stdout)
    except SystemExit as end:
        return int(end.code or 0), stdout.getvalue().splitlines()
    return 0, stdout.getvalue().splitlines()


def test_a_consistent_archive_has_no_findings(archive: Archive) -> None:
    assert fsck() == (0, ["No findings: what is stored is consistent."])
    assert fsck("--json") == (0, ['{"findings": 0, "checks": {}}'])


def _quote(archive: Archive) -> None:
    archive.corrupt("UPDATE annotations_annotation SET quote = repeat('x', 20)")


def _prefix(archive: Archive) -> None:
    archive.corrupt("UPDATE annotations_annotation SET prefix = 'x'")


def _suffix(archive: Archive) -> None:
    archive.corrupt("UPDATE annotations_annotation SET suffix = ''")


def _beyond(archive: Archive) -> None:
    archive.corrupt('UPDATE annotations_annotation SET start = 9000, "end" = 9020')


def _body(archive: Archive) -> None:
    archive.corrupt("UPDATE articles_textversion SET body = 'X' || substr(body, 2)")


def _blocks(archive: Archive) -> None:
    archive.corrupt("""UPDATE articles_textversion SET blocks = '[["paragraph", 0, 5]]'""")


def _no_blocks(archive: Archive) -> None:
    archive.corrupt("UPDATE articles_textversion SET blocks = %s", '{"a": 1}')


def _older_text(archive: Archive) -> None:
    first = archive.article.current_version_id
    make_version(archive.article)
    Article.objects.filter(pk=archive.article.pk).update(current_version=first)


def _no_text(archive: Archive) -> None:
    Article.objects.filter(pk=archive.article.pk).update(current_version=None)


def _unsearchable(archive: Archive) -> None:
    archive.corrupt("DELETE FROM articles_searchentry")


def _unlike_all(archive: Archive) -> None:
    archive.corrupt("DELETE FROM articles_fingerprint")


def _raw_missing(archive: Archive) -> None:
    archive.corrupt("UPDATE articles_importitem SET raw_sha256 = repeat('a', 64)")


def _raw_changed(archive: Archive) -> None:
    storage = storages["raw"]
    name = archive.item.sha256
    path = f"{name[:2]}/{name[2:4]}/{name}"
    storage.delete(path)
    with storage.open(path, "wb") as file:
        file.write(archive.raw.upper())


def _raw_size(archive: Archive) -> None:
    archive.corrupt("UPDATE articles_importitem SET size = 30")


def _raw_part(archive: Archive) -> None:
    archive.corrupt("UPDATE articles_importitem SET raw_offset = 1, size = 3")


def _file_missing(archive: Archive) -> None:
    file = ImportFile(batch=archive.item.batch, name="a.csv", size=1, sha256="b" * 64, format="csv")
    file.save()


def _item_elsewhere(archive: Archive) -> None:
    other = make_article()
    index_missing()
    archive.article.versions.update(import_item=archive.item)
    ImportItem.objects.update(article=other)


def _foreign_claim(archive: Archive) -> None:
    Annotation.objects.update(claim=make_claim(archive.other))


def _foreign_speaker(archive: Archive) -> None:
    Annotation.objects.update(speaker=make_entity(archive.other))


def _foreign_label(archive: Archive) -> None:
    Annotation.objects.update(label=make_label(archive.other))


def _merged_twice(archive: Archive) -> None:
    last = make_entity(archive.project)
    middle = make_entity(archive.project, merged_into=last)
    make_entity(archive.project, merged_into=middle)


def _merged_abroad(archive: Archive) -> None:
    make_claim(archive.project, merged_into=make_claim(archive.other))


def _foreign_link(archive: Archive) -> None:
    ClaimLink.objects.create(
        from_claim=archive.claim, to_claim=make_claim(archive.other), kind="supports"
    )


def _absence_of_another_text(archive: Archive) -> None:
    other = make_article()
    index_missing()
    Absence.objects.update(version=other.current_version)


def _unlisted_article(archive: Archive) -> None:
    archive.corrupt("DELETE FROM annotations_projectarticle")


def _dangling(archive: Archive) -> None:
    archive.corrupt("UPDATE annotations_annotation SET created_by_id = 987654")


@pytest.mark.parametrize(
    ("corrupt", "expected"),
    [
        (_quote, "anchor: annotation {annotation} (project one, article {article}, version 1, "
                 "40–60): its quote is 'xxxxxxxxxxxxxxxxxxxx', the text has"),
        (_prefix, "its prefix is 'x', the text has"),
        (_suffix, "its suffix is '', the text has"),
        (_beyond, "the text has ''"),
        (_body, "text-hash: article {article}, version 1: the SHA-256 is not the body's"),
        (_blocks, "blocks: article {article}, version 1: the last block ends at 5"),
        (_no_blocks, "blocks: article {article}, version 1: blocks must be a list"),
        (_older_text, "present-text: article {article}: it shows text"),
        (_no_text, "present-text: article {article}: it shows text None"),
        (_unsearchable, "search-entry: article {article}: search does not know it"),
        (_unlike_all, "fingerprint: article {article}: similar texts are not found"),
        (_raw_missing, "raw file aaaaaaaaaaaa…: it is missing"),
        (_raw_changed, "its bytes changed"),
        (_raw_size, "it has 23 bytes, expected 30"),
        (_raw_part, "the 3 bytes from 1 are not those that were brought"),
        (_file_missing, "raw file bbbbbbbbbbbb…: it is missing"),
        (_item_elsewhere, "its text belongs to article {article}"),
        (_foreign_claim, "other-project: annotation {annotation}: its claim is"),
        (_foreign_speaker, "other-project: annotation {annotation}: its speaker is"),
        (_foreign_label, "other-project: annotation {annotation}: its label is"),
        (_merged_twice, "merge: entity"),
        (_merged_abroad, "other-project: claim"),
        (_foreign_link, "other-project: claim link"),
        (_absence_of_another_text, "absence: absence {absence}: the text looked through"),
        (_unlisted_article, "project-article: annotation {annotation}: its project does not list"),
        (_dangling, "reference: annotation {annotation}: its created_by is user 987654"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(
    archive: Archive, corrupt: Callable[[Archive], None], expected: str
) -> None:
    corrupt(archive)
    code, lines = fsck()
    expected = expected.format(
        annotation=archive.annotation.pk, article=archive.article.pk, absence=archive.absence.pk
    )
    assert code == 1
    assert [line for line in lines if expected in line], lines
    assert "findings: " in lines[-1]


def test_findings_as_json(archive: Archive) -> None:
    _unsearchable(archive)
    code, lines = fsck("--json")
    finding, summary = (json.loads(line) for line in lines)
    assert code == 1
    assert finding == {
        "check": "search-entry",
        "where": f"article {archive.article.pk}",
        "what": "search does not know it: manage.py index_missing makes its entry",
    }
    assert summary == {"findings": 1, "checks": {"search-entry": 1}}


def test_what_is_missing_is_made(archive: Archive) -> None:
    _unsearchable(archive)
    _unlike_all(archive)
    # Of no letter, so that nothing can be like it.
    make_article(paragraphs=("— 🎉",))
    assert index_missing() == "2 search entries and 1 fingerprints made."
    assert fsck()[0] == 0


def test_a_deleted_annotations_anchor_is_checked_too(archive: Archive) -> None:
    _quote(archive)
    Annotation.objects.update(deleted_at=archive.annotation.created_at)
    assert fsck()[0] == 1
