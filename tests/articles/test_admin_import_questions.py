"""What an editor is asked of an item: source, encoding, date, wrong characters, match."""

import re

import pytest
from django.test import Client

from articles.models import ImportItem, Source
from articles.queries.import_items import ready_items
from articles.services import batches
from tests.articles.import_pages import address
from tests.articles.texts import plain_page
from tests.factories import make_article, make_batch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
HTMX = {"HX-Request": "true"}


def test_the_proposed_source_is_accepted_from_either_page(client: Client, item: ImportItem) -> None:
    data = {"accept": "1", "back": "batch", "source": ""}
    answer = client.post(address(item, "source"), data, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, '{"items-changed": {}}')
    assert Source.objects.get().name == "Port Ellery Herald"
    response = client.post(address(item, "source"), {"source": "", "back": "batch"})
    assert response.headers["Location"].endswith(f"importbatch/{item.batch_id}/change/")
    item.refresh_from_db()
    assert item.source is None
    assert Source.objects.get().name == "Port Ellery Herald"


def test_accepting_twice_says_why_not(client: Client, item: ImportItem) -> None:
    client.post(address(item, "source"), {"accept": "1"}, headers=HTMX)
    response = client.post(address(item, "source"), {"accept": "1"}, headers=HTMX)
    assert response.status_code == 409
    assert "No source is proposed" in response.content.decode()


def test_another_encoding_is_tried(client: Client, item: ImportItem) -> None:
    part = client.post(address(item, "encoding"), {"encoding": "utf-16"}, headers=HTMX)
    assert part.status_code in (200, 409)
    part = client.post(address(item, "encoding"), {"encoding": "rot13"}, headers=HTMX)
    assert part.status_code == 422


def test_both_readings_of_a_date_are_offered_and_one_is_chosen(client: Client) -> None:
    raw = plain_page().replace(b"\n\n", b"\n\nPublished: 03/04/2024\n\n", 1)
    item = batches.stage(batch=make_batch(), name="a", raw=raw, by=None)
    page = client.get(address(item)).content.decode()
    assert "3 April 2024" in page
    assert "4 March 2024" in page
    answer = client.post(address(item, "date"), {"published": "2024-03-04"}, headers=HTMX)
    assert "4 March 2024" not in answer.content.decode()
    item.refresh_from_db()
    assert (str(item.published), item.published_precision) == ("2024-03-04", "day")
    assert client.post(address(item, "date"), {"published": "soon"}).status_code == 302
    wrong = client.post(address(item, "date"), {"published": "soon"}, headers=HTMX)
    assert (wrong.status_code, "is no date" in wrong.content.decode()) == (422, True)


def test_encodings_that_a_text_may_be_in_are_shown_as_they_read(client: Client) -> None:
    item = batches.stage(batch=make_batch(), name="a", raw="Совет города".encode("koi8-r"), by=None)
    ImportItem.objects.filter(pk=item.pk).update(encoding_confidence=0.3, status="staged")
    page = client.get(address(item)).content.decode()
    assert "Which of these reads well?" in page
    assert "Совет города" in page
    data = {"encoding": "koi8_r", "back": "pane"}
    answer = client.post(address(item, "encoding"), data, headers=HTMX)
    assert (answer.status_code, "Which of these" in answer.content.decode()) == (200, False)
    item.refresh_from_db()
    assert (item.encoding, item.encoding_confidence) == ("koi8-r", 1.0)


def test_a_short_text_waits_for_its_encoding_and_says_so_once(client: Client) -> None:
    text = "Совет закрыл причал\n\nСтарый причал закроют, сказал мэр.\n"
    item = batches.stage(batch=make_batch(), name="a", raw=text.encode("cp1251"), by=None)
    assert not ready_items(item.batch).exists()
    for page in (address(item), address(item, "preview")):
        shown = client.get(page, headers=HTMX).content.decode()
        assert shown.count("Which of these reads well?") == 1
        assert "Старый причал закроют" in shown
        assert "The encoding may be" not in shown


def test_a_file_without_text_says_why_and_is_asked_for_no_encoding(client: Client) -> None:
    raw = b"\xff\xd8\xff\xe0" + b"0" * 400
    item = batches.stage(batch=make_batch(), name="photo.jpg", raw=raw, by=None)
    for page in (address(item), address(item, "preview")):
        shown = client.get(page, headers=HTMX).content.decode()
        assert "it looks like a JPEG image" in shown
        assert "Which of these reads well?" not in shown


def test_encodings_are_called_by_the_letters_they_are_for(client: Client) -> None:
    item = batches.stage(batch=make_batch(), name="a", raw="Совет".encode("koi8-r"), by=None)
    page = client.get(address(item)).content.decode()
    assert "<strong>Cyrillic (koi8-r)</strong>" in page


def test_what_an_item_is_to_its_match_is_decided(client: Client, item: ImportItem) -> None:
    other = make_article(title="Ferry pier closed")
    ImportItem.objects.filter(pk=item.pk).update(match=other, match_kind="similar", similarity=0.87)
    page = client.get(address(item)).content.decode()
    assert "Ferry pier closed" in page
    assert "only after you have said" in page
    answer = client.post(address(item, "match"), {"decision": "separate"}, headers=HTMX)
    assert answer.status_code == 200
    item.refresh_from_db()
    assert item.decision == "separate"
    refused = client.post(address(item, "match"), {"decision": "maybe"}, headers=HTMX)
    assert refused.status_code == 409


def test_the_pane_answers_to_its_own_questions(client: Client, item: ImportItem) -> None:
    answer = client.post(address(item, "source"), {"accept": "1", "back": "pane"}, headers=HTMX)
    assert "items-changed" in answer.headers["HX-Trigger"]
    assert "Cleaned" in answer.content.decode()
    again = client.post(address(item, "source"), {"accept": "1", "back": "pane"}, headers=HTMX)
    assert (again.status_code, "No source is proposed" in again.content.decode()) == (409, True)
    table = client.post(address(item, "source"), {"accept": "1", "back": "batch"}, headers=HTMX)
    assert "No source is proposed" in table.content.decode()


def test_wrongly_decoded_characters_are_repaired_when_an_editor_says_so(client: Client) -> None:
    raw = plain_page() + "A line about the cafÃ© and its naÃ¯ve owners, he said.\n".encode()
    item = batches.stage(batch=make_batch(), name="a", raw=raw, by=None)
    page = client.get(address(item)).content.decode()
    assert "café and its naïve owners" in page
    part = client.post(address(item, "repair"), {"repaired": "1"}, headers=HTMX).content.decode()
    assert "cafÃ©" not in part
    assert "As it came" in part
    item.refresh_from_db()
    assert item.is_repaired
    part = client.post(address(item, "repair"), {"repaired": ""}, headers=HTMX).content.decode()
    assert "left as they came" in part
    item.refresh_from_db()
    assert item.is_repaired is False
    assert [problem["code"] for problem in item.problems if problem["code"] == "mojibake"] == []


def test_of_a_long_line_the_part_is_shown_that_a_repair_changes(client: Client) -> None:
    line = "The council of the town said so. " * 12 + "They met in the cafÃ© on Monday.\n"
    raw = plain_page() + line.encode()
    item = batches.stage(batch=make_batch(), name="a", raw=raw, by=None)
    page = client.get(address(item)).content.decode()
    (asked,) = re.findall(r'class="repair.*?</p>', page, re.DOTALL)
    assert "met in the cafÃ© on Monday" in asked
    assert "met in the café on Monday" in asked


def test_what_is_asked_is_not_said_a_second_time(client: Client) -> None:
    page = b"Pier to close\n\n03/04/2024\n\nThe council voted on Monday to close the old pier.\n"
    item = batches.stage(batch=make_batch(), name="a.txt", raw=page, by=None)
    shown = client.get(address(item)).content.decode()
    assert "Say above which day 03/04/2024 is." in shown
    assert "No publication date found" not in shown
    assert "is ambiguous" not in shown
    pane = client.get(address(item, "preview"), headers={"HX-Request": "true"}).content.decode()
    assert "is ambiguous" not in pane


def test_a_problem_of_a_field_stands_at_the_field_alone(client: Client) -> None:
    page = b"Pier to close\n\nThe council voted on Monday to close the old pier.\n"
    item = batches.stage(batch=make_batch(), name="a.txt", raw=page, by=None)
    shown = client.get(address(item)).content.decode()
    for said in ("No publication date found", "No source found"):
        assert shown.count(said) == 1
