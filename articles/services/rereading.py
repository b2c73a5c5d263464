"""The texts of staged items, made of their raw bytes again when they are imported."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.core.previews import RawRecord
from articles.core.problems import Problem
from articles.core.version_texts import CleanRecord, VersionText
from articles.models import ImportItem
from articles.services.previews import chosen_encoding, raw_record
from articles.services.raw import open_raw
from articles.services.sources import recognised
from articles.services.text_work import Light, read_groups

_NOT_KEPT = Problem(None, "no-raw-file", "Its raw bytes are not kept any more: bring it again.")


@dataclass(frozen=True, slots=True)
class Reread:
    """What an item becomes, or what keeps it from being read; `item` is as it was then."""

    item: ImportItem
    found: VersionText | Problem

    def text_of(self, present: ImportItem) -> VersionText | Problem:
        """What the item becomes as it is now; it is read again if it would be read differently."""
        if _how_read(present) == _how_read(self.item):
            return self.found
        ((again,),) = reread([[present]], processes=1)
        return again.found


@dataclass(frozen=True, slots=True)
class _Group:
    items: Sequence[ImportItem]
    records: dict[int, RawRecord]
    """By an item's key, without those whose bytes are not there."""


def reread(
    groups: Iterable[Sequence[ImportItem]], *, processes: int | None = None
) -> Iterator[list[Reread]]:
    """Read the bytes of items again, in their order; each needs its file at hand.

    With more than a few groups, other processes read the next ones while the caller works on one;
    `processes` as `read_groups` says.
    """
    for reading in read_groups(
        (_Group(items, dict(_records(items))) for items in groups),
        records=lambda group: list(group.records.values()),
        light=lambda _: Light(recognised()),
        processes=processes,
    ):
        found = dict(zip(reading.group.records, reading.found, strict=True))
        yield [Reread(item, _text(found.get(item.pk, _NOT_KEPT))) for item in reading.group.items]


def _text(found: CleanRecord | Problem) -> VersionText | Problem:
    return found.text if isinstance(found, CleanRecord) else found


def _records(items: Sequence[ImportItem]) -> Iterator[tuple[int, RawRecord]]:
    """By an item's key, its bytes and how they are read; without those that are not there.

    A stored file that holds several is opened once.
    """
    by_place = sorted(items, key=lambda item: (item.raw_sha256, item.raw_offset))
    for sha256, group in groupby(by_place, key=lambda item: item.raw_sha256):
        if not sha256:
            continue
        try:
            with open_raw(sha256) as file:
                for item in group:
                    file.seek(item.raw_offset)
                    yield item.pk, _record(item, bytes(file.read(item.size)))
        except FileNotFoundError:
            continue


def _record(item: ImportItem, content: bytes) -> RawRecord:
    return raw_record(item, content, encoding=chosen_encoding(item), line_roles=item.line_roles)


def _how_read(item: ImportItem) -> tuple[object, ...]:
    return (
        item.raw_sha256,
        item.raw_offset,
        item.format,
        chosen_encoding(item),
        item.is_repaired,
        item.line_roles,
        item.recurring,
    )
