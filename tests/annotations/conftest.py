"""What tests of the desk's pages begin with."""

import pytest

from annotations.models import Annotation
from tests.annotations.reading_room import ReadingRoom, make_reading_room
from tests.annotations.revising import revise


@pytest.fixture
def room(db: None) -> ReadingRoom:
    return make_reading_room()


@pytest.fixture
def changed(room: ReadingRoom) -> Annotation:
    """Bob's, of revision 2: “the pier was unsafe” became “the pier was dangerous”."""
    annotation = room.annotate("the pier was unsafe")
    revise(room.article, ("unsafe", "dangerous"))
    return annotation
