"""What tests of the desk's pages begin with."""

import pytest

from tests.annotations.reading_room import ReadingRoom, make_reading_room


@pytest.fixture
def room(db: None) -> ReadingRoom:
    return make_reading_room()
