import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Label
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db

CONTENT = {"name": "Loaded word", "colour": "teal", "shortcut": "2", "definition": "A word."}


@pytest.fixture
def label(room: ReadingRoom) -> Label:
    return factories.make_label(room.project, "Unnamed", shortcut="1", colour="rose")


def names(room: ReadingRoom) -> list[str]:
    return [label.name for label in room.project.labels.all()]


def test_shows_labels_in_order_with_uses(room: ReadingRoom, label: Label) -> None:
    factories.make_label(room.project, "First", position=0)
    Label.objects.filter(pk=label.pk).update(position=1)
    room.annotate("ferry pier", label=label)
    room.annotate("Mayor", label=label, deleted_at="2026-01-01T00:00Z")
    rows = room.client(room.rita).get(room.url("codebook/")).context["rows"]
    assert [(row.label.name, row.uses) for row in rows] == [("First", 0), ("Unnamed", 1)]


def test_takes_as_many_queries_for_many_labels(room: ReadingRoom) -> None:
    client = room.client(room.carol)
    counts = []
    for number in (1, 40):
        for _ in range(number):
            factories.make_label(room.project)
        with CaptureQueriesContext(connection) as queries:
            client.get(room.url("codebook/"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_makes_a_label_at_the_end(room: ReadingRoom, label: Label) -> None:
    room.client(room.carol).post(room.url("codebook/new/"), CONTENT)
    assert names(room) == ["Unnamed", "Loaded word"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "UNNAMED"}, "name"),
        ({"name": ""}, "name"),
        ({"shortcut": "1"}, "shortcut"),
        ({"shortcut": "0"}, "shortcut"),
        ({"colour": "pink"}, "colour"),
    ],
)
def test_a_label_that_breaks_a_rule_is_refused_at_its_field(
    room: ReadingRoom, label: Label, fields: dict[str, str], field: str
) -> None:
    response = room.client(room.carol).post(room.url("codebook/new/"), CONTENT | fields)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert names(room) == ["Unnamed"]


def test_edits(room: ReadingRoom, label: Label) -> None:
    room.client(room.carol).post(
        room.url(f"codebook/{label.pk}/edit/"), CONTENT | {"revision": label.revision}
    )
    label.refresh_from_db()
    assert (label.name, label.colour, label.shortcut) == ("Loaded word", "teal", "2")


def test_a_stale_form_shows_both_texts(room: ReadingRoom, label: Label) -> None:
    client, url = room.client(room.carol), room.url(f"codebook/{label.pk}/edit/")
    client.post(url, CONTENT | {"revision": 1})
    response = client.post(url, CONTENT | {"name": "Mine", "revision": 1})
    assert response.status_code == 409
    page = response.content.decode()
    assert 'value="Mine"' in page
    assert "Loaded word" in page


def test_a_move_leaves_open_forms_good(room: ReadingRoom, label: Label) -> None:
    factories.make_label(room.project, position=label.position + 1)
    client = room.client(room.carol)
    client.post(room.url(f"codebook/{label.pk}/move/"), {"direction": "down"})
    fields = {"name": "Renamed", "colour": "rose", "revision": label.revision}
    assert client.post(room.url(f"codebook/{label.pk}/edit/"), fields).status_code == 302
    label.refresh_from_db()
    assert (label.name, label.position) == ("Renamed", 1)


def test_the_same_sent_twice_is_one_label(room: ReadingRoom) -> None:
    fields = {"name": "Doubt", "colour": "rose", "definition": "One\r\nTwo", "shortcut": ""}
    for _ in range(2):
        response = room.client(room.carol).post(room.url("codebook/new/"), fields)
        assert response.status_code == 302
    assert room.project.labels.filter(name="Doubt").count() == 1
    other = fields | {"colour": "teal"}
    assert room.client(room.carol).post(room.url("codebook/new/"), other).status_code == 422


def test_moves_up_and_down(room: ReadingRoom) -> None:
    labels = [factories.make_label(room.project, name, position=0) for name in ("A", "B", "C")]
    client = room.client(room.carol)
    client.post(room.url(f"codebook/{labels[2].pk}/move/"), {"direction": "up"})
    assert names(room) == ["A", "C", "B"]
    client.post(room.url(f"codebook/{labels[0].pk}/move/"), {"direction": "down"})
    assert names(room) == ["C", "A", "B"]
    client.post(room.url(f"codebook/{labels[2].pk}/move/"), {"direction": "up"})
    assert names(room) == ["C", "A", "B"]


def test_deletes_what_nothing_carries(room: ReadingRoom, label: Label) -> None:
    room.client(room.carol).post(room.url(f"codebook/{label.pk}/delete/"))
    assert names(room) == []


def test_a_label_in_use_stays_and_its_passages_are_shown(room: ReadingRoom, label: Label) -> None:
    room.annotate("ferry pier", label=label)
    response = room.client(room.carol).post(room.url(f"codebook/{label.pk}/delete/"), follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == room.url(f"codebook/{label.pk}/")
    assert "1 annotation carries the label" in page
    assert "<mark" in page
    assert names(room) == ["Unnamed"]


def test_curators_only(room: ReadingRoom, label: Label) -> None:
    client = room.client(room.bob)
    for action in ("move", "delete", "edit"):
        assert client.post(room.url(f"codebook/{label.pk}/{action}/")).status_code == 403
    assert client.post(room.url("codebook/new/"), CONTENT).status_code == 403
    assert room.client(room.sam).get(room.url(f"codebook/{label.pk}/")).status_code == 404


def test_a_label_of_another_project_is_not_there(room: ReadingRoom) -> None:
    foreign = factories.make_label(factories.make_project())
    client = room.client(room.carol)
    assert client.get(room.url(f"codebook/{foreign.pk}/")).status_code == 404
    for action in ("move", "delete", "edit"):
        assert client.post(room.url(f"codebook/{foreign.pk}/{action}/")).status_code == 404
