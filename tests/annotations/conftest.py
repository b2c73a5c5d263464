"""What tests of the desk begin with: a project and its first member, or a whole reading room."""

import pytest
from django.contrib.auth.models import User

from annotations.models import Annotation, Project
from tests.annotations.reading_room import ReadingRoom, make_reading_room
from tests.annotations.revising import revise
from tests.factories import make_member, make_project


@pytest.fixture
def project(db: None) -> Project:
    return make_project()


@pytest.fixture
def alice(project: Project) -> User:
    return make_member(project, username="alice")


@pytest.fixture
def room(db: None) -> ReadingRoom:
    return make_reading_room()


@pytest.fixture
def changed(room: ReadingRoom) -> Annotation:
    """Bob's, of revision 2: “the pier was unsafe” became “the pier was dangerous”."""
    annotation = room.annotate("the pier was unsafe")
    revise(room.article, ("unsafe", "dangerous"))
    return annotation
