"""What becomes of staged items that are imported: an article, a version, a sighting, or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from articles.core import addresses
from articles.core.minhash import THRESHOLD, bands, similarity
from articles.core.prose import words
from articles.core.version_texts import VersionText
from articles.models import Article, ImportItem
from articles.queries.matches import Candidate, candidates
from articles.services import matching
from articles.services.matching import sought

Match = ImportItem.Match
Decision = ImportItem.Decision

ALIKE = 0.15
"""A text at a known address that is less similar may be another article: somebody has to look."""
SHORT = 40
"""Words. A shorter text can be the same by chance, or because a page shows no more than that."""

_MOST_SHARING = 50


class Fate(Enum):
    ARTICLE = "a new article"
    SAME = "the same article, seen elsewhere"
    VERSION = "a new version"
    REFUSED = "waits for a decision"


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of an item.

    `article` is the one that it is (SAME), that it becomes a version of (VERSION), or whose story
    it joins (ARTICLE). Where that article is only being made, `first` is the item that becomes it:
    an earlier one of those settled together. `message` says why an item is REFUSED, and `candidate`
    how it is like that article.
    """

    item: ImportItem
    fate: Fate
    article: Article | None = None
    first: ImportItem | None = None
    candidate: Candidate | None = None
    message: str = ""


def settle(
    *,
    items: Sequence[ImportItem],
    texts: Sequence[VersionText],
    earlier: Iterable[tuple[ImportItem, VersionText]] = (),
) -> list[Settled]:
    """What becomes of each item, whose text is the one at its place.

    The archive is looked at again, for it may have changed since the items were staged. An item
    that nobody decided about is the same article when its text is there, a new version when its
    address or id is, refused when a similar text is or was at staging, and an article of its own
    else. Items count for those after them as if they were in the archive, and so do `earlier` ones.

    The match of items that are refused for one is set, nothing is written. Five queries at most.
    """
    undecided = [number for number, item in enumerate(items) if not item.decision]
    asked = [sought(items[number], texts[number].signature) for number in undecided]
    found = dict(zip(undecided, candidates(asked), strict=True))
    matched = {first.article_id for first, *_ in filter(None, found.values())}
    matched |= {item.match_id for item in items if item.match_id is not None}
    articles = Article.objects.in_bulk(matched)
    before = _Earlier()
    for item, text in earlier:
        before.add(item, text)
    settled = []
    for number, (item, text) in enumerate(zip(items, texts, strict=True)):
        if item.decision:
            one = _decided(item, articles)
        else:
            one = _undecided(item, text, found[number], articles)
            if one.fate is Fate.ARTICLE:
                one = before.says_of(item, text)
        if one.fate is Fate.ARTICLE:
            before.add(item, text)
        settled.append(one)
    return settled


def _decided(item: ImportItem, articles: Mapping[int, Article]) -> Settled:
    if item.decision == Decision.SEPARATE:
        return Settled(item, Fate.ARTICLE)
    article = articles.get(item.match_id or 0)
    if article is None:
        return _refused(item, "the article that it was to belong to is gone.")
    if item.decision == Decision.RELATED:
        return Settled(item, Fate.ARTICLE, article)
    return Settled(item, Fate.SAME if item.decision == Decision.SAME else Fate.VERSION, article)


def _undecided(
    item: ImportItem,
    text: VersionText,
    found: Sequence[Candidate],
    articles: Mapping[int, Article],
) -> Settled:
    """What the archive says of an item."""
    if found and (article := articles.get(found[0].article_id)) is not None:
        one = _verdict(item, text, found[0], f"“{article.title}”", article.title)
        if one.fate is Fate.REFUSED:
            matching.set_match(item, found[0])
        return replace(one, article=article)
    # Its editor was shown an article that has another text by now.
    article = articles.get(item.match_id or 0)
    if item.match_kind != Match.SIMILAR or article is None:
        return Settled(item, Fate.ARTICLE)
    known = Candidate(article.pk, Match.SIMILAR, item.similarity)
    return _verdict(item, text, known, f"“{article.title}”", article.title)


def _verdict(
    item: ImportItem, text: VersionText, candidate: Candidate, named: str, title: str
) -> Settled:
    has_same_title = item.title.casefold().split() == title.casefold().split()
    alike = candidate.similarity
    if candidate.kind is Match.SIMILAR:
        how = f"{alike:.0%} alike" if alike is not None else "seen at the same address"
        return _refused(item, f"its text resembles that of {named} ({how}).")
    if candidate.kind is Match.SAME_ADDRESS:
        if alike is None or alike >= ALIKE or has_same_title:
            return Settled(item, Fate.VERSION)
        return _refused(item, f"it has the address or id of {named}, but quite another text.")
    if not candidate.has_same_address and not has_same_title and words(text.body) < SHORT:
        return _refused(item, f"its text is that of {named}, but so short that this may be chance.")
    return Settled(item, Fate.SAME)


def _refused(item: ImportItem, reason: str) -> Settled:
    message = (
        f"“{item.title or item.name}” waits for a decision: {reason} Say on its page whether it is "
        "the same article, a new version, or a separate one."
    )
    return Settled(item, Fate.REFUSED, message=message)


class _Earlier:
    """Items that become articles, as the later ones of those settled together see them."""

    def __init__(self) -> None:
        self._by_text: dict[str, ImportItem] = {}
        self._by_address: dict[object, tuple[ImportItem, bytes]] = {}
        self._by_band: dict[tuple[int, int], list[tuple[ImportItem, bytes]]] = defaultdict(list)

    def add(self, item: ImportItem, text: VersionText) -> None:
        self._by_text.setdefault(text.sha256, item)
        for address in addresses_of(item):
            self._by_address.setdefault(address, (item, text.signature))
        for band in enumerate(bands(text.signature)):
            if len(sharing := self._by_band[band]) < _MOST_SHARING:
                sharing.append((item, text.signature))

    def says_of(self, item: ImportItem, text: VersionText) -> Settled:
        """What becomes of an item that the archive knows nothing of."""
        first, candidate = self._candidate(item, text)
        if first is None or candidate is None:
            return Settled(item, Fate.ARTICLE)
        named = f"“{first.title or first.name}”, which is imported with it"
        found = _verdict(item, text, candidate, named, first.title)
        return replace(found, first=first, candidate=candidate)

    def _candidate(
        self, item: ImportItem, text: VersionText
    ) -> tuple[ImportItem | None, Candidate | None]:
        known = [found for key in addresses_of(item) if (found := self._by_address.get(key))]
        if first := self._by_text.get(text.sha256):
            has_address = any(other is first for other, _ in known)
            return first, Candidate(0, Match.SAME_TEXT, 1.0, has_address)
        if known:
            first, made = known[0]
            return first, Candidate(0, Match.SAME_ADDRESS, similarity(made, text.signature), True)
        alike = {
            id(other): (similarity(made, text.signature), other)
            for band in enumerate(bands(text.signature))
            for other, made in self._by_band[band]
        }
        share, first = max(alike.values(), key=lambda one: one[0], default=(0.0, None))
        if share < THRESHOLD:
            return None, None
        return first, Candidate(0, Match.SIMILAR, share)


def addresses_of(item: ImportItem) -> Iterator[object]:
    yield from addresses.variants(item.url)
    if item.external_id and item.source_id:
        yield item.source_id, item.external_id
