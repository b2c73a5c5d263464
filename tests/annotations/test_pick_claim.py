"""Suggesting claims while somebody types."""

import pytest

from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def test_claims_that_fit_and_a_new_one(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project, "The pier is unsafe.")
    client = room.script(room.bob)
    page = client.get(room.url("pick/claim/"), {"claim_text": "pier"}).content.decode()
    assert f'value="claim-{claim.pk}" >' in page
    assert 'value="new-claim" checked' in page
    assert "New claim “<bdi>pier</bdi>”" in page


def test_the_same_statement_is_preselected(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project, "The pier is unsafe.")
    client = room.script(room.bob)
    sent = {"claim_text": "the pier is unsafe"}
    page = client.get(room.url("pick/claim/"), sent).content.decode()
    assert f'value="claim-{claim.pk}" checked' in page


def test_readers_get_403_and_strangers_404(room: ReadingRoom) -> None:
    assert room.client(room.rita).get(room.url("pick/claim/")).status_code == 403
    assert room.client(room.sam).get(room.url("pick/claim/")).status_code == 404


def test_only_get(room: ReadingRoom) -> None:
    assert room.client(room.bob).post(room.url("pick/claim/")).status_code == 405


@pytest.mark.parametrize("text", ["", "pier"])
def test_long_statements_are_cut(room: ReadingRoom, text: str) -> None:
    factories.make_claim(room.project, "pier " + "closes " * 1000)
    response = room.script(room.bob).get(room.url("pick/claim/"), {"claim_text": text})
    page = response.content.decode()
    assert "closes" in page
    assert page.count("closes") < 50
