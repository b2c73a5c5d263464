import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Membership, Project, Role
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


class TestProjects:
    def test_shows_own_projects_with_role_and_counts(self, room: ReadingRoom) -> None:
        room.annotate("ferry pier")
        factories.make_project("Somebody else's")
        response = room.client(room.bob).get("/projects/")
        (row,) = response.context["rows"]
        assert (row.project, row.role) == (room.project, Role.ANNOTATOR)
        assert (row.articles, row.annotations, row.members) == (1, 1, 4)
        assert b"Somebody else" not in response.content

    def test_says_what_to_do_to_who_has_none(self, room: ReadingRoom) -> None:
        page = room.client(room.sam).get("/projects/").content.decode()
        assert "not a member of any project yet" in page
        assert "/projects/new/" in page
        assert "<strong>sam</strong>" in page

    def test_takes_as_many_queries_for_many_projects(self, room: ReadingRoom) -> None:
        client = room.client(room.bob)
        counts = []
        for number in (1, 30):
            for _ in range(number):
                project = factories.make_project()
                Membership.objects.create(project=project, user=room.bob)
                factories.make_annotation(project, room.article)
            with CaptureQueriesContext(connection) as queries:
                client.get("/projects/")
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_wrong_method(self, room: ReadingRoom) -> None:
        assert room.client(room.bob).post("/projects/").status_code == 405


class TestCreateProject:
    def test_makes_the_creator_its_manager(self, room: ReadingRoom) -> None:
        response = room.client(room.sam).post(
            "/projects/new/", {"name": "Pier talk", "guidelines": "Mark all."}
        )
        project = Project.objects.get(name="Pier talk")
        assert response.headers["Location"] == project.get_absolute_url()
        assert project.memberships.get().role == Role.MANAGER

    def test_without_a_name_says_so(self, room: ReadingRoom) -> None:
        response = room.client(room.sam).post("/projects/new/", {"name": " "})
        assert response.status_code == 422
        assert "name" in response.context["form"].errors

    def test_a_nul_character_is_no_server_error(self, room: ReadingRoom) -> None:
        response = room.client(room.sam).post(
            "/projects/new/", {"name": "Pier", "guidelines": "a\x00b"}
        )
        assert response.status_code == 422
