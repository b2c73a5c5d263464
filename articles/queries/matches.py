"""Which articles of the archive a text may be, or be a version of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from articles.core import addresses
from articles.core.minhash import THRESHOLD, bands, similarity
from articles.models import ImportItem

Match = ImportItem.Match

MOST_SHARING = 2_000
"""Fingerprints that are looked at of those that share a band. More share one only when an archive
is full of the same text, and then any of them will do."""
MOST_COMPARED = 20
"""Of these, the ones that share the most bands have their signatures compared."""
MOST_CANDIDATES = 10

# What is asked for is looked up one by one, whatever the planner believes ("OFFSET 0" and
# "MATERIALIZED" keep it from joining otherwise): for rows that it takes to be many, it would read
# a whole table.
_SAME_TEXT = """
    SELECT asked.sha256, found.article_id, bool_or(article.current_version_id = found.id)
    FROM unnest(%s::text[]) AS asked (sha256)
    CROSS JOIN LATERAL (
        SELECT id, article_id FROM articles_textversion WHERE sha256 = asked.sha256 OFFSET 0
    ) found
    JOIN articles_article article ON article.id = found.article_id
    GROUP BY asked.sha256, found.article_id
"""
_SAME_URL = """
    SELECT asked.url, found.id, fingerprint.signature, found.is_sighting
    FROM unnest(%s::text[]) AS asked (url)
    CROSS JOIN LATERAL (
        (SELECT id, false AS is_sighting FROM articles_article WHERE url = asked.url OFFSET 0)
        UNION ALL
        (SELECT article_id, true FROM articles_sighting WHERE url = asked.url OFFSET 0)
    ) found
    LEFT JOIN articles_fingerprint fingerprint ON fingerprint.article_id = found.id
"""
_SAME_ID = """
    SELECT asked.source, asked.external_id, found.id, fingerprint.signature
    FROM unnest(%s::bigint[], %s::text[]) AS asked (source, external_id)
    CROSS JOIN LATERAL (
        SELECT id FROM articles_article
        WHERE external_id = asked.external_id AND source_id = asked.source OFFSET 0
    ) found
    LEFT JOIN articles_fingerprint fingerprint ON fingerprint.article_id = found.id
"""
SIMILAR = """
    SELECT asked.number, found.article_id, found.signature
    FROM (
        SELECT number, literal::int[] AS bands
        FROM unnest(%s::int[], %s::text[]) AS given (number, literal)
        OFFSET 0
    ) asked
    CROSS JOIN LATERAL (
        WITH sharing AS MATERIALIZED (
            SELECT article_id, signature, bands FROM articles_fingerprint
            WHERE bands && asked.bands
        )
        SELECT article_id, signature
        FROM (SELECT * FROM sharing LIMIT %s) few
        ORDER BY (
            SELECT count(*) FROM unnest(few.bands, asked.bands) AS pair (one, other)
            WHERE one = other
        ) DESC, article_id
        LIMIT %s
    ) found
"""


Signatures = dict[int, bytes | None]
"""By article, the signature of its present text if it has one."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A text to be looked for; what is empty is not looked for.

    An `external_id` says something only together with its source.
    """

    text_sha256: str = ""
    signature: bytes = b""
    url: str = ""
    source_id: int | None = None
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that a text may be. `similarity` is of both texts, from 0 to 1; None: not known.

    `is_present_text` tells, of the same text, that it is the article's newest.
    """

    article_id: int
    kind: Match
    similarity: float | None
    has_same_address: bool = False
    is_present_text: bool = False

    @property
    def _rank(self) -> tuple[int, bool, bool, float, int]:
        order = (Match.SAME_TEXT, Match.SAME_ADDRESS, Match.SIMILAR).index(self.kind)
        return (
            order,
            not self.has_same_address,
            not self.is_present_text,
            -(self.similarity or 0),
            self.article_id,
        )


def candidates(sought: Sequence[Sought]) -> list[list[Candidate]]:
    """For each text the articles that it may be, the likeliest first.

    Four queries at most, however many texts and articles there are.
    """
    urls = [addresses.variants(one.url) for one in sought]
    same_text = _same_text(sought)
    published, seen = _same_url(urls)
    same_id = _same_id(sought)
    alike = _similar(sought)
    found = []
    for number, one in enumerate(sought):
        known: Signatures = {}
        elsewhere: Signatures = {}
        for url in urls[number]:
            known |= published.get(url, {})
            elsewhere |= seen.get(url, {})
        known |= same_id.get((one.source_id, one.external_id), {})
        texts = same_text.get(one.text_sha256, {})
        found.append(_ranked(one, texts, known, elsewhere, alike.get(number, {})))
    return found


def _ranked(
    one: Sought,
    texts: Mapping[int, bool],
    known: Signatures,
    elsewhere: Signatures,
    alike: Signatures,
) -> list[Candidate]:
    """The articles with the text, at the address, seen there besides, and with a similar text."""
    ranked = []
    for pk, other in (dict.fromkeys(texts) | alike | elsewhere | known).items():
        share = similarity(one.signature, bytes(other)) if other is not None else None
        if pk in texts:
            kind, share = Match.SAME_TEXT, 1.0
        elif pk in known:
            kind = Match.SAME_ADDRESS
        # Where an article was seen besides, the text may have changed by itself: people decide.
        elif pk in elsewhere or (share is not None and share >= THRESHOLD):
            kind = Match.SIMILAR
        else:
            continue
        ranked.append(Candidate(pk, kind, share, pk in known, texts.get(pk, False)))
    return sorted(ranked, key=lambda candidate: candidate._rank)[:MOST_CANDIDATES]


def _same_text(sought: Sequence[Sought]) -> dict[str, dict[int, bool]]:
    """By hash, the articles that have or had this text: whether it is the present one."""
    hashes = sorted({one.text_sha256 for one in sought} - {""})
    found: dict[str, dict[int, bool]] = {}
    for sha256, pk, is_present in _rows(_SAME_TEXT, hashes, []):
        found.setdefault(sha256, {})[pk] = is_present
    return found


def _same_url(
    asked: Iterable[Iterable[str]],
) -> tuple[dict[str, Signatures], dict[str, Signatures]]:
    """By address, the articles published there, and those that were seen there besides."""
    urls = sorted({url for variants in asked for url in variants})
    published: dict[str, Signatures] = {}
    seen: dict[str, Signatures] = {}
    for url, pk, signature, is_sighting in _rows(_SAME_URL, urls, []):
        (seen if is_sighting else published).setdefault(url, {})[pk] = signature
    return published, seen


def _same_id(sought: Sequence[Sought]) -> dict[tuple[int | None, str], Signatures]:
    asked = sorted(
        {(one.source_id, one.external_id) for one in sought if one.source_id and one.external_id}
    )
    sources, ids = [source for source, _ in asked], [external_id for _, external_id in asked]
    found: dict[tuple[int | None, str], Signatures] = {}
    for source, external_id, pk, signature in _rows(_SAME_ID, sources, [ids]):
        found.setdefault((source, external_id), {})[pk] = signature
    return found


def _similar(sought: Sequence[Sought]) -> dict[int, Signatures]:
    """By place in `sought`, articles that share a band, and their signatures."""
    asked = {number: bands(one.signature) for number, one in enumerate(sought) if one.signature}
    literals = ["{" + ",".join(map(str, found)) + "}" for found in asked.values()]
    alike: dict[int, Signatures] = {}
    for number, pk, signature in _rows(
        SIMILAR, list(asked), [literals, MOST_SHARING, MOST_COMPARED]
    ):
        alike.setdefault(number, {})[pk] = signature
    return alike


def _rows(sql: str, asked: list[Any], more: list[Any]) -> list[tuple[Any, ...]]:
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, *more])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
