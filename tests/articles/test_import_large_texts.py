"""Large texts are read one at a time, and no process keeps what it took for one."""

import multiprocessing
from collections.abc import Iterator

from articles.core.previews import RawRecord
from articles.core.version_texts import CleanRecord
from articles.management.file_groups import FileGroup
from articles.services import turns
from articles.services.arrivals import Arrival, Group
from articles.services.text_work import Light, Reading, read_groups, read_now

SMALL = b"A title\n\nThe council voted on Monday to close the old ferry pier.\n"
LARGE = b"A long one\n\n" + b"The council voted on Monday to close the old pier. " * 6_000


def readings(contents: list[bytes], taken: list[int]) -> Iterator[Reading[int]]:
    def asked_for() -> Iterator[int]:
        for number in range(len(contents)):
            taken.append(number)
            yield number

    return read_groups(
        asked_for(),
        records=lambda number: [RawRecord(contents[number])],
        light=lambda _: Light(),
        processes=2,
    )


def test_nothing_else_is_held_while_a_large_text_is_read_and_its_process_ends_with_it() -> None:
    assert len(LARGE) >= turns.LARGE
    taken: list[int] = []
    contents = [SMALL, SMALL, SMALL, LARGE, LARGE, SMALL]
    titles = []
    for reading in readings(contents, taken):
        (found,) = reading.found
        assert isinstance(found, CleanRecord)
        titles.append(found.columns["title"])
        if contents[reading.group] is LARGE:
            assert taken[-1] == reading.group
            assert not multiprocessing.active_children()
    assert titles == ["A title"] * 3 + ["A long one"] * 2 + ["A title"]


def test_a_large_text_that_is_read_again_leaves_what_was_begun_to_be_read() -> None:
    read = readings([SMALL] * 6, [])
    first = next(read)
    (again,) = read_now([RawRecord(LARGE)], Light())
    assert isinstance(again, CleanRecord)
    assert again.columns["title"] == "A long one"
    assert [first.group, *(reading.group for reading in read)] == [0, 1, 2, 3, 4, 5]


def test_a_group_of_a_file_is_as_large_as_its_records() -> None:
    """Groups are held until they are large enough to tell which lines recur."""
    group = Group()
    group.add(Arrival("a.jsonl, record 1", LARGE))
    assert FileGroup.of(group, group.arrivals).size == len(LARGE)
