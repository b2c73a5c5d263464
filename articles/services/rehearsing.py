"""What would become of what is read, were it imported: nothing in the archive is changed.

What a rehearsal has read counts for what comes after it as if it were in the archive. It is kept
in a temporary table, which only its own connection sees: a transaction that is rolled back at the
end would lock sources and articles for as long as it takes, and memory does not hold an archive.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from articles.core.minhash import bands
from articles.core.sources import key
from articles.core.version_texts import VersionText
from articles.models import ImportItem
from articles.services import batches
from articles.services.errors import Refused
from articles.services.examining import Examined
from articles.services.item_sources import is_sure
from articles.services.outcomes import Ready, text_to_import
from articles.services.settling import Fate, addresses_of, settle

Status = ImportItem.Status

_TABLE = """
    DROP TABLE IF EXISTS pg_temp.rehearsed;
    CREATE TEMPORARY TABLE rehearsed (
        number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        sha256 text NOT NULL,
        name text NOT NULL,
        title text NOT NULL,
        url text NOT NULL,
        source_id bigint,
        external_id text NOT NULL,
        text_sha256 text NOT NULL,
        signature bytea NOT NULL,
        addresses text[] NOT NULL,
        bands int[] NOT NULL
    );
    CREATE INDEX ON rehearsed (sha256);
    CREATE INDEX ON rehearsed (text_sha256);
    CREATE INDEX ON rehearsed USING gin (addresses);
    CREATE INDEX ON rehearsed USING gin (bands);
"""
_ADD = """
    INSERT INTO rehearsed (sha256, name, title, url, source_id, external_id, text_sha256,
        signature, addresses, bands)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_SAME_BYTES = "SELECT sha256, min(name) FROM rehearsed WHERE sha256 = ANY(%s) GROUP BY sha256"
_MOST_SHARING = 50
# The newest version of an article comes first. What is asked for is looked up one by one,
# whatever the planner believes of a table that nobody has counted.
_ALIKE = f"""
    SELECT name, title, url, source_id, external_id, text_sha256, signature
    FROM rehearsed
    WHERE text_sha256 <> '' AND number IN (
        SELECT number FROM rehearsed WHERE text_sha256 = ANY(%s)
        UNION
        SELECT number FROM rehearsed WHERE addresses && %s::text[]
        UNION
        SELECT found.number
        FROM unnest(%s::text[]) AS asked (bands)
        CROSS JOIN LATERAL (
            WITH sharing AS MATERIALIZED (
                SELECT number FROM rehearsed WHERE rehearsed.bands && asked.bands::int[]
            )
            SELECT number FROM sharing LIMIT {_MOST_SHARING}
        ) found
    )
    ORDER BY number DESC
"""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What something that was read would become; `message` says why it would not be imported."""

    status: ImportItem.Status
    message: str = ""


def begin() -> None:
    """Forget what was rehearsed on this connection."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)


def rehearse(files: Sequence[Examined], *, source_name: str = "") -> list[Rehearsed]:
    """What importing these would make of each, after all that was rehearsed before.

    `source_name` names the source that all would have, which may not exist yet.
    """
    batches.rehearse(files)
    staged = [file for file in files if file.item.status == Status.STAGED]
    firsts, verdicts = _without_copies(staged)
    ready: list[tuple[ImportItem, VersionText]] = []
    for file in firsts:
        try:
            if file.text is not None:
                ready.append((file.item, text_to_import(Ready(file.item, file.text))))
        except Refused as refusal:
            verdicts[id(file.item)] = Rehearsed(Status.STAGED, str(refusal))
    with_sources = _with_sources([item for item, _ in ready], source_name)
    settled = settle(
        items=[item for item, _ in ready],
        texts=[text for _, text in ready],
        earlier=list(_earlier(ready)),
    )
    kept = []
    for one, (item, text) in zip(settled, ready, strict=True):
        verdicts[id(item)] = Rehearsed(_STATUS[one.fate], one.message)
        if one.fate in (Fate.ARTICLE, Fate.VERSION):
            kept.append((item, text))
    _note(firsts, kept)
    for item in with_sources:
        item.source_id = None
    return [verdicts.get(id(file.item)) or Rehearsed(Status(file.item.status)) for file in files]


_STATUS = {
    Fate.ARTICLE: Status.COMMITTED,
    Fate.VERSION: Status.COMMITTED,
    Fate.SAME: Status.DUPLICATE,
    Fate.REFUSED: Status.STAGED,
}


def _without_copies(staged: Sequence[Examined]) -> tuple[list[Examined], dict[int, Rehearsed]]:
    """Those whose bytes are new, and what becomes of the others, by the `id()` of their item."""
    with connection.cursor() as cursor:
        cursor.execute(_SAME_BYTES, [[file.item.sha256 for file in staged]])
        names: dict[str, str] = dict(cursor.fetchall())
    firsts = []
    copies = {}
    for file in staged:
        if file.item.sha256 in names:
            message = f"The same bytes are in {names[file.item.sha256]}."
            copies[id(file.item)] = Rehearsed(Status.DUPLICATE, message)
        else:
            names[file.item.sha256] = file.item.name
            firsts.append(file)
    return firsts, copies


def _with_sources(items: Sequence[ImportItem], source_name: str) -> list[ImportItem]:
    """Give items whose source would be made a key that no source has; returns them."""
    changed = []
    for item in items:
        name = source_name or (item.source_name if is_sure(item) else "")
        if item.source_id is None and name:
            item.source_id = -1 - hash(key(name)) % (1 << 60)
            changed.append(item)
    return changed


def _earlier(
    ready: Sequence[tuple[ImportItem, VersionText]],
) -> Iterator[tuple[ImportItem, VersionText]]:
    """What was rehearsed before and may be one of these, or like it."""
    hashes = [text.sha256 for _, text in ready]
    addresses = [address for item, _ in ready for address in _addresses(item)]
    literals = [
        "{" + ",".join(map(str, found)) + "}"
        for _, text in ready
        if (found := bands(text.signature))
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [hashes, addresses, literals])
        rows = cursor.fetchall()
    for name, title, url, source_id, external_id, sha256, signature in rows:
        item = ImportItem(
            name=name, title=title, url=url, source_id=source_id, external_id=external_id
        )
        yield item, VersionText("", [], sha256, 0, bytes(signature), [], {})


def _note(firsts: Sequence[Examined], kept: Sequence[tuple[ImportItem, VersionText]]) -> None:
    """Count these for what comes: all by their bytes, what would be imported by its text, too."""
    texts = {id(item): text for item, text in kept}
    rows = []
    for item in (file.item for file in firsts):
        text = texts.get(id(item))
        rows.append(
            [
                *(item.sha256, item.name, item.title, item.url, item.source_id, item.external_id),
                text.sha256 if text else "",
                text.signature if text else b"",
                list(_addresses(item)) if text else [],
                list(bands(text.signature)) if text else [],
            ]
        )
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)


def _addresses(item: ImportItem) -> list[str]:
    return [str(address) for address in addresses_of(item)]
