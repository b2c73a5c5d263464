import pytest

from annotations.forms.claims import AbsenceForm
from annotations.models import Absence, Claim
from articles.services.editing import delete_article
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(room: ReadingRoom) -> Claim:
    return factories.make_claim(room.project)


def test_records_who_looked_in_which_text(room: ReadingRoom, claim: Claim) -> None:
    room.client(room.bob).post(
        room.url(f"claims/{claim.pk}/absences/add/"),
        {"version": room.version.pk, "note": "Read twice."},
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
            room.url(f"claims/{claim.pk}/absences/add/"), {"version": room.version.pk}
        )
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("version", ["elsewhere", "x", "", "9" * 30])
def test_a_text_of_elsewhere_and_nonsense_are_said_so(
    room: ReadingRoom, claim: Claim, version: str
) -> None:
    elsewhere = factories.text_of(factories.make_article()).pk
    response = room.client(room.bob).post(
        room.url(f"claims/{claim.pk}/absences/add/"),
        {"version": elsewhere if version == "elsewhere" else version, "note": "Read twice."},
    )
    assert response.status_code == 422
    assert list(response.context["absence_form"].errors) == ["version"]
    assert "Read twice." in response.content.decode()
    assert not Absence.objects.exists()


def test_a_text_whose_article_was_deleted_meanwhile(
    room: ReadingRoom, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = factories.make_article()
    factories.make_project_article(room.project, article)
    sent = {"version": factories.text_of(article).pk, "note": "Read twice."}
    checked = AbsenceForm.is_valid

    def is_valid(form: AbsenceForm) -> bool:
        valid = checked(form)
        room.project.article_links.filter(article=article).delete()
        delete_article(article=article, by=None)
        return valid

    monkeypatch.setattr(AbsenceForm, "is_valid", is_valid)
    response = room.client(room.bob).post(room.url(f"claims/{claim.pk}/absences/add/"), sent)
    assert response.status_code == 422
    assert "The article is gone" in response.content.decode()


@pytest.mark.parametrize("note", ["Read \x00 twice.", "Read twice." + "e" * 20_000])
def test_a_note_that_cannot_be_stored_is_kept_in_the_form(
    room: ReadingRoom, claim: Claim, note: str
) -> None:
    response = room.client(room.bob).post(
        room.url(f"claims/{claim.pk}/absences/add/"), {"version": room.version.pk, "note": note}
    )
    assert response.status_code == 422
    assert list(response.context["absence_form"].errors) == ["note"]
    assert "Read " in response.content.decode()
    assert f'name="version" value="{room.version.pk}"' in response.content.decode()


def test_a_text_that_was_replaced_meanwhile_is_not_recorded(
    room: ReadingRoom, claim: Claim
) -> None:
    looked_at, newer = room.version, factories.make_version(room.article)
    client, url = room.client(room.bob), room.url(f"claims/{claim.pk}/absences/add/")
    response = client.post(url, {"version": looked_at.pk, "note": "Read twice."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "text has changed" in page
    assert "Read twice." in page
    assert not Absence.objects.exists()
    assert f'name="version" value="{newer.pk}"' in page
    assert client.post(url, {"version": newer.pk, "note": "Read twice."}).status_code == 302


def test_annotators_only(room: ReadingRoom, claim: Claim) -> None:
    url = room.url(f"claims/{claim.pk}/absences/add/")
    for user, status in ((room.rita, 403), (room.sam, 404)):
        assert room.client(user).post(url, {"version": room.version.pk}).status_code == status
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

    def test_only_from_the_page_of_its_claim(self, room: ReadingRoom, claim: Claim) -> None:
        other = factories.make_claim(room.project)
        absence = factories.make_absence(claim, room.article)
        url = f"claims/{{}}/absences/{absence.pk}/withdraw/"
        client = room.client(room.carol)
        assert client.post(room.url(url.format(other.pk))).status_code == 404
        claim.merged_into = other
        claim.save(update_fields=["merged_into"])
        assert client.post(room.url(url.format(other.pk))).status_code == 302
