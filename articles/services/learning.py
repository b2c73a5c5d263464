"""What the archive learns of lines: those that recur in a batch, and those of a source."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from articles.core import recurrence
from articles.core.lines import Disposition, Role, line_key
from articles.core.recurrence import Learnt
from articles.models import ImportBatch, ImportItem, KnownLine
from articles.services.fields import read_anew
from articles.services.previews import Unreadable, preview

Status = ImportItem.Status

JOB = "articles.learn"

_MOMENT = 3
_LATEST = 200
"""Articles of a source that are looked at for what they share."""

# Items whose other lines are unknown: they wait, or became articles.
_COUNTED = (Status.STAGED, Status.QUEUED, Status.COMMITTED)

_RECURRING_IN_BATCH = """
    SELECT key, count(*) FROM (
        SELECT DISTINCT text_sha256, unnest(line_keys) AS key
        FROM articles_importitem
        WHERE batch_id = %(batch)s AND status = ANY(%(statuses)s) AND line_keys <> '{}'
    ) AS lines
    GROUP BY key HAVING count(*) >= %(least)s
"""
_RECURRING_IN_SOURCE = """
    SELECT key, count(*) FROM (
        SELECT DISTINCT text_sha256, unnest(line_keys) AS key FROM (
            SELECT text_sha256, line_keys FROM articles_importitem
            WHERE source_id = %(source)s AND status = 'committed'
            ORDER BY id DESC LIMIT %(latest)s
        ) AS items
    ) AS lines
    GROUP BY key HAVING count(*) >= %(least)s
"""


def learnt(*, batch: ImportBatch | None) -> Learnt:
    """What is known of lines when a record of this batch is read; one query, or two."""
    of_sources: dict[int, dict[int, Role]] = {}
    known = KnownLine.objects.filter(~Q(role="") | Q(seen__gte=recurrence.LEAST))
    for source, key, role in known.values_list("source_id", "key", "role").iterator():
        of_sources.setdefault(source, {})[key] = Role(role) if role else Role.BOILERPLATE
    recurring: list[int] = []
    if batch is not None:
        recurring = ImportBatch.objects.values_list("recurring", flat=True).get(pk=batch.pk)
    return Learnt(dict.fromkeys(recurring, Role.BOILERPLATE), of_sources)


def recount(*, batch: ImportBatch) -> int:
    """Count again which lines recur in a batch, and read its staged items again in that light.

    Only items with a line of which more is known now are read; what an editor changed on them
    stays. Returns how many were.
    """
    texts = batch.items.filter(status__in=_COUNTED).exclude(line_keys=[]).count()
    found = _counted(
        _RECURRING_IN_BATCH,
        batch=batch.pk,
        statuses=[status.value for status in _COUNTED],
        least=recurrence.enough(texts),
    )
    ImportBatch.objects.filter(pk=batch.pk).update(recurring=sorted(found))
    light = learnt(batch=batch)
    read = 0
    staged = batch.items.filter(status=Status.STAGED, line_keys__overlap=list(found) or [0])
    for pk in staged.order_by("pk").values_list("pk", flat=True):
        read += _read_again(pk, light)
    return read


@transaction.atomic
def _read_again(pk: int, light: Learnt) -> bool:
    """Read an item in this light, if that tells more of its lines than the one it was read in."""
    locked = ImportItem.objects.select_for_update(of=("self",)).select_related("file")
    item = locked.filter(pk=pk, status=Status.STAGED).first()
    if item is None:
        return False
    recurring = known_lines(item, light.of(item.source_id))
    if recurring == item.recurring:
        return False
    item.recurring = recurring
    is_read = read_anew(item)
    if is_read:
        item.save()
    return is_read


def known_lines(item: ImportItem, roles: Mapping[int, Role]) -> dict[str, str]:
    """What is known of an item's lines, as `ImportItem.recurring` keeps it."""
    return {str(key): roles[key].value for key in item.line_keys if key in roles}


def note_recurring(*, batch: ImportBatch, keys: Collection[int]) -> None:
    """Have these lines known as recurring in a batch, with those that are already."""
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk)
    with transaction.atomic():
        for known in locked.values_list("recurring", flat=True):
            if not set(keys) <= set(known):
                ImportBatch.objects.filter(pk=batch.pk).update(recurring=sorted({*known, *keys}))


def learn_from(*, batch: ImportBatch) -> int:
    """Count what the latest articles of each source in a batch share; how many lines are new.

    What an editor said of a line stays.
    """
    items = batch.items.filter(status=Status.COMMITTED, source__isnull=False)
    sources = set(items.exclude(line_keys=[]).values_list("source_id", flat=True).distinct())
    return sum(_learn_of(source) for source in sorted(filter(None, sources)))


@transaction.atomic
def _learn_of(source: int) -> int:
    committed = ImportItem.objects.filter(source=source, status=Status.COMMITTED)
    latest = committed.select_related("file").order_by("-pk")[:_LATEST]
    least = recurrence.enough(latest.count())
    found = _counted(_RECURRING_IN_SOURCE, source=source, latest=_LATEST, least=least)
    known = {line.key: line for line in KnownLine.objects.filter(source=source)}
    texts = _texts(latest, found.keys() - known.keys())
    new = len(texts)
    texts |= {key: line.text for key, line in known.items() if line.seen != found.get(key, 0)}
    KnownLine.objects.bulk_create(
        # In one order everywhere, as `teach` writes them.
        [
            KnownLine(source_id=source, key=key, text=text, seen=found.get(key, 0))
            for key, text in sorted(texts.items())
        ],
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["seen"],
    )
    return new


def _texts(items: Iterable[ImportItem], keys: Iterable[int]) -> dict[int, str]:
    """How lines with these keys read, from the first item that has each."""
    wanted = set(keys)
    found: dict[int, str] = {}
    for item in items if wanted else ():
        if wanted.isdisjoint(item.line_keys):
            continue
        try:
            lines = preview(item).lines
        except (Unreadable, FileNotFoundError):
            continue
        for line in lines:
            key = line_key(line.text)
            if key in wanted:
                found[key] = line.text.strip()
                wanted.discard(key)
        if not wanted:
            break
    return found


def teach(*, items: Iterable[ImportItem], by: User | None) -> int:
    """Keep what editors said of the lines of these items for their sources; how many lines.

    Only what other articles may have: a line made body or taken out, not one's title or date.
    """
    taught = {}
    for item in items:
        if item.source_id is None or not item.line_roles:
            continue
        for text, role in _corrections(item):
            if key := line_key(text):
                taught[item.source_id, key] = KnownLine(
                    source_id=item.source_id, key=key, text=text, role=role.value, taught_by=by
                )
    KnownLine.objects.bulk_create(
        # In one order everywhere: two imports that teach the same never wait for each other.
        [taught[line] for line in sorted(taught)],
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["role", "taught_by"],
    )
    return len(taught)


def _corrections(item: ImportItem) -> Iterator[tuple[str, Role]]:
    try:
        lines = preview(item).lines
    except (Unreadable, FileNotFoundError):
        return
    for number, value in item.line_roles.items():
        role, index = Role(value), int(number) - 1
        if role.disposition is not Disposition.METADATA and index < len(lines):
            yield lines[index].text.strip(), role


def learn(*, batch_id: int) -> None:
    """Learn from what was imported of a batch, and read what waits in it in that light."""
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is not None:
        learn_from(batch=batch)
        recount(batch=batch)


def defer(*, batch: ImportBatch) -> None:
    """Have a job learn from a batch in a moment; one that waits already does for all."""
    task = app.configure_task(
        JOB, queueing_lock=f"{JOB}:{batch.pk}", schedule_in={"seconds": _MOMENT}
    )
    # Two at once: the savepoint keeps the caller's transaction usable.
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(batch_id=batch.pk)


def _counted(query: str, **parameters: int | list[str]) -> Mapping[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return dict(cursor.fetchall())
