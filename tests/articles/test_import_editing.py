"""What an editor changes on a staged item, and what it does to the article."""

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.core.lines import Role
from articles.models import ImportItem, Source, SourceName
from articles.services import batches, committing, item_sources, restaging, sources, undoing
from articles.services.errors import NameTaken, NotStaged, Refused
from articles.services.fields import (
    Fields,
    change_fields,
    changed_fields,
    open_problems,
    set_encoding,
    set_line_role,
)
from articles.services.items import dismiss
from articles.services.previews import preview
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_batch, make_source

pytestmark = pytest.mark.django_db
Status = ImportItem.Status

UNTOLD = "Совет закрыл причал".encode("koi8-r") + bytes(range(128, 256)) * 5
"""Bytes whose encoding cannot be told, though they mean something in one."""


@pytest.fixture
def item() -> ImportItem:
    return batches.stage(batch=make_batch(), name="a.txt", raw=herald_page(), by=None)


def body_of(item: ImportItem) -> str:
    (committed,) = committing.commit(items=[item], by=None).committed
    assert committed.article is not None
    assert committed.article.current_version is not None
    return committed.article.current_version.body


def test_a_removed_line_is_restored_into_the_text(item: ImportItem) -> None:
    changed = set_line_role(item=item, line=4, role=Role.PARAGRAPH, by=None).item
    assert [cut["line"] for cut in changed.removed] == [1, 3, 5]
    assert "Select Page" in body_of(item)


def test_a_line_is_removed(item: ImportItem) -> None:
    changed = set_line_role(item=item, line=7, role=Role.BOILERPLATE, by=None).item
    cut = next(cut for cut in changed.removed if cut["line"] == 7)
    assert cut["rule"] == "editor"
    assert not body_of(item).startswith("The harbour council")


def test_a_line_becomes_a_caption_and_then_as_the_rules_say(item: ImportItem) -> None:
    changed = set_line_role(item=item, line=7, role=Role.CAPTION, by=None).item
    assert changed.block_counts == {"caption": 1, "paragraph": 1}
    changed = set_line_role(item=item, line=7, role=None, by=None).item
    assert changed.block_counts == {"paragraph": 2}
    assert changed.line_roles == {}


def test_a_line_made_the_title_gives_the_title_even_after_an_edit(item: ImportItem) -> None:
    change_fields(item=item, fields=Fields(title="Mine", kicker="NEWS"), by=None)
    changed = set_line_role(item=item, line=7, role=Role.TITLE, by=None).item
    assert changed.title.startswith("The harbour council")
    assert changed.kicker == "NEWS"


def test_fields_that_were_changed_stay_when_lines_change(item: ImportItem) -> None:
    fields = Fields(
        title="Mine",
        authors=("A. Writer", "B. Reporter"),
        published=datetime.date(2016, 6, 1),
        published_precision="month",
        language="fr",
    )
    change_fields(item=item, fields=fields, by=None)
    changed = set_line_role(item=item, line=4, role=Role.PARAGRAPH, by=None).item
    assert (changed.title, changed.authors) == ("Mine", ["A. Writer", "B. Reporter"])
    assert (changed.published, changed.published_precision) == (datetime.date(2016, 6, 1), "month")
    assert {"title", "authors", "published", "language"} <= changed_fields(changed)
    assert "no-date" not in [problem["code"] for problem in open_problems(changed)]


@pytest.mark.parametrize("line", [0, 2, 10_000])
def test_lines_without_text_have_no_role_to_choose(item: ImportItem, line: int) -> None:
    with pytest.raises(Refused):
        set_line_role(item=item, line=line, role=Role.PARAGRAPH, by=None)


def test_the_preview_covers_every_line_in_order(item: ImportItem) -> None:
    found = preview(item)
    assert "\n".join(line.text for line in found.lines) == herald_page().decode()
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))


def test_an_accepted_source_is_recognised_from_then_on(item: ImportItem) -> None:
    twin = batches.stage(batch=item.batch, name="b", raw=herald_page(number=2), by=None)
    other = batches.stage(batch=item.batch, name="c", raw=plain_page(), by=None)
    assert item_sources.accept_source(item=item, by=None) == 2
    source = Source.objects.get()
    assert (source.name, source.names.get().key) == ("Port Ellery Herald", "portelleryherald")
    for row, expected in ((item, source), (twin, source), (other, None)):
        row.refresh_from_db()
        assert (row.source, row.source_name) == (expected, "")
    later = batches.stage(batch=make_batch(), name="d", raw=herald_page(number=3), by=None)
    assert later.source == source
    with pytest.raises(Refused, match="No source is proposed"):
        item_sources.accept_source(item=other, by=None)


def test_sure_proposals_are_accepted_together_and_guesses_stay(item: ImportItem) -> None:
    guess = batches.stage(batch=item.batch, name="b", raw=plain_page(), by=None)
    guess.source_name, guess.proposal = "The Pier", {"source": {"confidence": 0.5}}
    guess.save()
    twin = batches.stage(batch=item.batch, name="c", raw=herald_page(number=2), by=None)
    chosen = item.batch.items.exclude(pk=twin.pk)
    made = item_sources.accept_sure(batch=item.batch, items=chosen, by=None)
    assert [source.name for source in made] == ["Port Ellery Herald"]
    assert item_sources.accept_sure(batch=item.batch, items=chosen, by=None) == []
    for row, expected in ((item, made[0]), (twin, made[0]), (guess, None)):
        row.refresh_from_db()
        assert (row.source, bool(row.source_name)) == (expected, expected is None)


def test_what_cannot_be_a_source_stays_a_proposal(item: ImportItem) -> None:
    ImportItem.objects.filter(pk=item.pk).update(source_name="***")
    assert item_sources.accept_sure(batch=item.batch, items=item.batch.items.all(), by=None) == []
    with pytest.raises(Refused, match="letters or digits"):
        item_sources.accept_source(item=item, by=None)
    assert not Source.objects.exists()


def test_of_items_that_may_propose_the_same_source_only_the_proposal_is_read(
    item: ImportItem,
) -> None:
    with CaptureQueriesContext(connection) as queries:
        item_sources.accept_source(item=item, by=None)
    (looked,) = [
        query["sql"]
        for query in queries
        if query["sql"].startswith("SELECT") and '"source_id" IS NULL' in query["sql"]
    ]
    assert '"source_name"' in looked
    assert '"removed"' not in looked


def test_a_source_is_set_by_name_or_taken_off(item: ImportItem) -> None:
    known = make_source("The Evening Post")
    assert item_sources.set_source(item=item, name="the evening post", by=None).source == known
    made = item_sources.set_source(item=item, name="  Somebody   Else ", by=None).source
    assert made is not None
    assert made.name == "Somebody Else"
    assert item_sources.set_source(item=item, by=None).source is None
    with pytest.raises(Refused, match="letters or digits"):
        item_sources.set_source(item=item, name="---", by=None)


def test_a_name_belongs_to_one_source() -> None:
    one = sources.create(name="Port Ellery Herald", hosts=["www.herald.example"], by=None)
    assert sources.create(name="PORT-ELLERY HERALD", by=None) == one
    other = make_source("Other")
    name = SourceName(source=other, kind=SourceName.Kind.NAME, text="port ellery herald")
    with pytest.raises(NameTaken, match="Port Ellery Herald"):
        sources.save_name(name=name, by=None)
    host = SourceName(source=other, kind=SourceName.Kind.HOST, text="https://herald.example/news")
    with pytest.raises(NameTaken):
        sources.save_name(name=host, by=None)
    (known,) = [source for source in sources.recognised() if source.id == one.pk]
    assert known.hosts == ("www.herald.example",)


def test_another_encoding_reads_the_bytes_again() -> None:
    text = plain_page(title="Le café de Port Ellery déménage à l’été").decode()
    item = batches.stage(batch=make_batch(), name="a", raw=text.encode("cp1252"), by=None)
    changed = set_encoding(item=item, encoding="iso-8859-2", by=None).item
    assert "caf" in changed.title
    changed = set_encoding(item=item, encoding="windows-1252", by=None).item
    assert changed.title == "Le café de Port Ellery déménage à l’été"
    assert "déménage" in preview(changed).lines[0].text
    with pytest.raises(Refused, match="not in utf-8"):
        set_encoding(item=item, encoding="utf-8", by=None)


def test_a_failed_item_is_staged_when_its_encoding_is_named() -> None:
    item = batches.stage(batch=make_batch(), name="a", raw=UNTOLD, by=None)
    assert item.status == Status.FAILED
    changed = set_encoding(item=item, encoding="koi8-r", by=None).item
    assert changed.status == Status.STAGED


def test_an_unreadable_item_that_was_left_out_is_staged_when_its_encoding_is_named() -> None:
    item = batches.stage(batch=make_batch(), name="a", raw=UNTOLD, by=None)
    dismiss(item=item, by=None)
    with pytest.raises(Refused, match="choose its encoding"):
        restaging.restage(item=item, by=None)
    changed = set_encoding(item=item, encoding="koi8-r", by=None).item
    assert changed.status == Status.STAGED


@pytest.mark.django_db(transaction=True)
def test_sources_accepted_at_the_same_time_do_not_wait_for_each_other() -> None:
    batch = make_batch()
    items = [
        batches.stage(batch=batch, name=f"{n}", raw=herald_page(number=n), by=None)
        for n in range(8)
    ]
    ready = Barrier(4)

    def click(item: ImportItem) -> None:
        try:
            ready.wait()
            item_sources.accept_source(item=item, by=None)
        except Refused:
            pass  # The click before gave it its source.
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(click, items))
    source = Source.objects.get()
    assert set(batch.items.values_list("source", "source_name")) == {(source.pk, "")}


def test_items_that_are_done_are_not_changed(item: ImportItem) -> None:
    dismiss(item=item, by=None)
    for change in (
        lambda: change_fields(item=item, fields=Fields(title="x"), by=None),
        lambda: set_line_role(item=item, line=1, role=None, by=None),
        lambda: set_encoding(item=item, encoding="", by=None),
        lambda: item_sources.set_source(item=item, by=None),
        lambda: item_sources.accept_source(item=item, by=None),
    ):
        with pytest.raises(NotStaged, match="left out"):
            change()


def test_a_source_deleted_meanwhile_is_proposed_again() -> None:
    source = sources.create(name="Port Ellery Herald", by=None)
    item = batches.stage(batch=make_batch(), name="a", raw=herald_page(), by=None)
    committing.commit(items=[item], by=None)
    undoing.undo(batch=item.batch, by=None)
    source.delete()
    again = restaging.restage(item=item, by=None)
    assert (again.source, again.source_name) == (None, "Port Ellery Herald")


def test_naughty_titles_come_through_unchanged(shared_dir: Path) -> None:
    names = json.loads((shared_dir / "data" / "blns.json").read_text())
    item = batches.stage(batch=make_batch(), name="a", raw=plain_page(), by=None)
    for name in names:
        title = name.replace("\x00", "")
        change_fields(item=item, fields=Fields(title=title), by=None)
        item.refresh_from_db()
        assert item.title == title
