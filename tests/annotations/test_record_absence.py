import pytest

from annotations.models import Absence, Claim
from tests import factories
from tests.annotations.reading_room import ReadingRoom, make_reading_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> ReadingRoom:
    return make_reading_room()


@pytest.fixture
def claim(room: ReadingRoom) -> Claim:
    return factories.make_claim(room.project)


def test_records_who_looked_in_which_text(room: ReadingRoom, claim: Claim) -> None:
    room.client(room.bob).post(
        room.url(f"claims/{claim.pk}/absences/add/"),
        {"article": room.article.pk, "note": "Read twice."},
    )
    absence = Absence.objects.get()
    assert (absence.claim, absence.version, absence.created_by, absence.note) == (
        claim,
        room.version,
        room.bob,
        "Read twice.",
    )


def test_twice_is_once(room: ReadingRoom, claim: Claim) -> None:
    for _ in range(2):
        room.client(room.bob).post(
            room.url(f"claims/{claim.pk}/absences/add/"), {"article": room.article.pk}
        )
    assert Absence.objects.count() == 1


def test_articles_of_elsewhere_and_nonsense_are_said_so(room: ReadingRoom, claim: Claim) -> None:
    other = factories.make_article()
    for fields in (
        {"article": other.pk},
        {"article": "x"},
        {},
        {"article": room.article.pk, "note": "a\x00"},
    ):
        response = room.client(room.bob).post(
            room.url(f"claims/{claim.pk}/absences/add/"), fields, follow=True
        )
        assert "Choose an article of this project" in response.content.decode(), fields
    assert not Absence.objects.exists()


def test_annotators_only(room: ReadingRoom, claim: Claim) -> None:
    url = room.url(f"claims/{claim.pk}/absences/add/")
    for user, status in ((room.rita, 403), (room.sam, 404)):
        assert room.client(user).post(url, {"article": room.article.pk}).status_code == status
    assert room.client(room.bob).get(url).status_code == 405


class TestWithdrawAbsence:
    def test_by_who_recorded_it_and_by_curators(self, room: ReadingRoom, claim: Claim) -> None:
        for user, status in ((room.rita, 403), (room.sam, 404), (room.bob, 302), (room.carol, 302)):
            absence, _ = Absence.objects.get_or_create(
                claim=claim, article=room.article, version=room.version, created_by=room.bob
            )
            response = room.client(user).post(
                room.url(f"claims/{claim.pk}/absences/{absence.pk}/withdraw/")
            )
            assert response.status_code == status
            assert Absence.objects.exists() is (status != 302)

    def test_another_annotators_record_stays(self, room: ReadingRoom, claim: Claim) -> None:
        absence = Absence.objects.create(
            claim=claim, article=room.article, version=room.version, created_by=room.carol
        )
        response = room.client(room.bob).post(
            room.url(f"claims/{claim.pk}/absences/{absence.pk}/withdraw/")
        )
        assert response.status_code == 403
