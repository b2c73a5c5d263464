"""Which source published a text: recognised by its names and hosts, or proposed from the header."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

CONFIDENT = 0.9
"""From this confidence on a source is accepted without asking an editor."""


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source of the archive with all the names and hosts it is recognised by."""

    id: int
    name: str
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceGuess:
    """`source_id` is set when the source is a known one. An empty name means unknown."""

    name: str = ""
    source_id: int | None = None
    confidence: float = 0.0
    rule: str = "none"
    line: int | None = None

    def __bool__(self) -> bool:
        return bool(self.name)


NO_SOURCE = SourceGuess()

_DIVIDER = re.compile(r"\s*(?:[|｜»•·]|::)\s*|\s+[-–—]\s+")
# Words that follow or surround an outlet's name without being part of it.
_DESCRIPTORS_TEXT = """
archive archives english arabic french edition online website site web page home homepage official
news newspaper international world the latest breaking live com org net
"""
_DESCRIPTORS = frozenset(_DESCRIPTORS_TEXT.split())
# Characters. Longer lines are no names; keeping them would cost memory.
_LONGEST_KEPT = 100
_HOST = re.compile(r"(?:www\.|m\.|en\.|english\.|amp\.)+")


def key(name: str) -> str:
    """A name for comparison: case, accents' encoding, hyphens, spaces and "the" don't count.

    >>> key("Asharq Al-Awsat") == key("ASHARQ AL AWSAT")
    True
    """
    return _key(name) if len(name) <= _LONGEST_KEPT else _key.__wrapped__(name)


# Of each text, the same few lines are compared with all the names that are known.
@functools.lru_cache(maxsize=1 << 14)
def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = re.findall(r"[^\W_]+", folded)
    return "".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def parts(line: str) -> list[str]:
    """The parts of a line such as "Section | Outlet" or "Title - Outlet"."""
    return [part for part in (piece.strip() for piece in _DIVIDER.split(line)) if part]


def recognise(text: str, known: Iterable[KnownSource]) -> KnownSource | None:
    """The known source that a text names, alone or with descriptors such as "English Archive"."""
    words = text.split()
    prefixes = {key(" ".join(words[:count])): count for count in range(1, min(len(words), 12) + 1)}
    for source in known:
        for name in (source.name, *source.names):
            used = prefixes.get(key(name)) if key(name) else None
            if used and all(map(_is_descriptor, words[used:])):
                return source
    return None


def by_host(url: str, known: Iterable[KnownSource]) -> KnownSource | None:
    """The known source whose host, or a host above it, an address has."""
    host = host_of(url)
    for source in known:
        for own in source.hosts:
            bare = host_of(own if "//" in own else f"//{own}")
            if bare and (host == bare or host.endswith(f".{bare}")):
                return source
    return None


def host_of(url: str) -> str:
    """The host of an address in lower case without "www." and the like; "" when it has none."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return _HOST.sub("", host, count=1) if _HOST.match(host) and host.count(".") > 1 else host


def agreement(header: str, suffix: str) -> tuple[str, str] | None:
    """The name that two lines share, as each writes it, or None.

    One of them must name nothing but the outlet: its words all open the other, which may go on
    with descriptors ("… English Archive 2005-2017").
    """
    ours, theirs = header.split(), suffix.split()
    longest = None
    ends = {key(" ".join(theirs[:count])): count for count in range(1, min(len(theirs), 12) + 1)}
    for count in range(1, min(len(ours), 12) + 1):
        common = ends.get(key(" ".join(ours[:count])))
        if common and (count == len(ours) or common == len(theirs)):
            longest = " ".join(ours[:count]), " ".join(theirs[:common])
    if longest is None or len(key(longest[0])) < 3:
        return None
    return None if all(map(_is_descriptor, longest[0].split())) else longest


def reconcile(names: Sequence[str], body: str) -> str:
    """The best spelling of a name from how the header lines and the body write it.

    Part by part ("Al", "Awsat") the majority decides whether it has a capital; an all-capitals
    writing counts as one. Inner capitals ("BuzzFeed") come from a writing that has small letters.

    >>> reconcile(["Asharq Al-awsat", "ASHARQ AL-AWSAT"], "told Asharq al-Awsat newspaper")
    'Asharq Al-Awsat'
    """
    first = names[0]
    pieces = re.split(r"([^\W_]+)", first)
    writings = [*names, *_occurrences(first, body)]
    split = [
        found
        for name in writings
        if len(found := re.findall(r"[^\W_]+", name)) * 2 + 1 == len(pieces)
    ]
    for index in range(1, len(pieces), 2):
        pieces[index] = _spelling([words[index // 2] for words in split] or [pieces[index]])
    return "".join(pieces)


def _is_descriptor(word: str) -> bool:
    plain = re.sub(r"[\W_]+", "", word.casefold())
    return plain in _DESCRIPTORS or not plain or plain.isdigit()


def _occurrences(name: str, body: str) -> list[str]:
    words = re.findall(r"[^\W_]+", name)
    if not words:
        return []
    pattern = r"[\s\-‐–’']{0,2}".join(map(re.escape, words))
    found = re.finditer(rf"(?<!\w){pattern}(?!\w)", body[:200_000], re.IGNORECASE)
    return [match.group() for _, match in zip(range(20), found, strict=False)]


def _spelling(writings: Sequence[str]) -> str:
    capital = sum(writing[0].isupper() for writing in writings)
    wants_capital = capital * 2 >= len(writings)
    mixed = [writing for writing in writings if not writing.isupper()]
    if not mixed:
        return writings[0]
    best = max(
        mixed, key=lambda writing: (sum(map(str.isupper, writing[1:])), mixed.count(writing))
    )
    return (best[0].upper() if wants_capital else best[0].lower()) + best[1:]
