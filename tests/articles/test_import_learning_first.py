"""On the command line, lines that recur are known before the first article is imported."""

import io
import json
from pathlib import Path
from typing import NoReturn

import pytest
from django.core.management import call_command

from articles.core.lines import line_key
from articles.core.recurrence import LEAST, RULE, Tally
from articles.models import Article, ImportBatch, ImportItem
from articles.services import arrivals, learning_first, turns
from articles.services.arrivals import Arrival, Group
from articles.services.examining import Examined
from articles.services.text_work import Light
from tests.articles.texts import distinct_page

pytestmark = pytest.mark.django_db

MENU = "Tide tables and harbour cameras"


def page(number: int) -> bytes:
    """A page with a line of the site's in the middle of its text."""
    title, *paragraphs = distinct_page(number).decode().split("\n\n")
    return "\n\n".join([title, paragraphs[0], MENU, *paragraphs[1:]]).encode()


def run(*arguments: str, jobs: int = 1) -> str:
    out = io.StringIO()
    call_command("import_articles", *arguments, "--jobs", str(jobs), stdout=out)
    return out.getvalue()


def in_several_groups(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight pages, of which several groups are made."""
    for module in (arrivals, learning_first):
        monkeypatch.setattr(module, "GROUP_RECORDS", LEAST)
    for number in range(8):
        (folder / f"{number}.txt").write_bytes(page(number))


def assert_none_has_it(count: int) -> None:
    assert Article.objects.count() == count
    for item in ImportItem.objects.select_related("article__current_version"):
        assert item.article is not None
        assert item.article.current_version is not None
        assert MENU not in item.article.current_version.body
        assert (MENU, RULE) in [(cut["text"], cut["rule"]) for cut in item.removed]
        assert item.recurring == {str(line_key(MENU)): "boilerplate"}
    assert line_key(MENU) in ImportBatch.objects.get().recurring


def test_a_folder_of_pages(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_bytes(page(number))
    run(str(tmp_path))
    assert_none_has_it(5)


def test_files_with_one_record_each(tmp_path: Path) -> None:
    for number in range(5):
        title, _, body = page(number).decode().partition("\n\n")
        record = {"title": title, "body": body, "url": f"https://example.org/{number}"}
        (tmp_path / f"{number}.json").write_text(json.dumps([record]))
    run(str(tmp_path), "--map", "title=title", "--map", "body=body")
    assert_none_has_it(5)


def test_later_groups_know_what_earlier_ones_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_several_groups(tmp_path, monkeypatch)
    run(str(tmp_path))
    assert_none_has_it(8)


def test_records_are_read_again_by_the_processes_that_share_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_several_groups(tmp_path, monkeypatch)
    told_alone = run(str(tmp_path), "--dry-run", "--json")
    monkeypatch.setattr(turns, "turn", not_here)
    assert run(str(tmp_path), "--dry-run", "--json", jobs=2) == told_alone
    run(str(tmp_path), jobs=2)
    assert_none_has_it(8)


def not_here(size: int) -> NoReturn:
    raise AssertionError("A record is read in the process that writes.")


def test_going_on_with_an_import_it_is_known(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_bytes(page(number))
    run(str(tmp_path))
    (tmp_path / "9.txt").write_bytes(page(9))
    run(str(tmp_path), "--resume")
    assert_none_has_it(6)


def test_a_dry_run_says_the_same(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_bytes(page(number))
    for line in run(str(tmp_path), "--dry-run", "--json").splitlines():
        assert MENU in [cut["text"] for cut in json.loads(line)["removed"]]
    assert not ImportBatch.objects.exists()


def test_two_texts_are_too_few(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_bytes(page(number))
    run(str(tmp_path))
    assert all(MENU in article.current_version.body for article in Article.objects.all())  # type: ignore[union-attr]


def test_a_text_counts_once() -> None:
    tally = Tally()
    for text in ("aa", "aa", "bb", "bb", "bb"):
        tally.add(text, [7, 7])
    assert (tally.total, tally.recurring()) == (2, frozenset())
    tally.add("cc", [7, 8])
    assert tally.recurring() == frozenset({7})


def test_records_without_a_text_of_their_own_are_not_held_back() -> None:
    nothing = Examined(ImportItem(), Arrival("a", b""))
    groups = iter([(Group(), [nothing] * arrivals.GROUP_RECORDS, Light())] * 3)
    next(learning_first.knowing_recurring(groups, tally=Tally(), light=Light))
    assert len(list(groups)) == 2
