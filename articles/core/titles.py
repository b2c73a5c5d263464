"""A title line and its parts: kicker, title proper, and the site's name hung on to it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .source_names import looks_like_section, looks_like_source
from .sources import (
    NO_SOURCE,
    KnownSource,
    SourceGuess,
    agreement,
    parts,
    recognise,
)

PHOTO_KICKERS = frozenset(
    {"photo", "photos", "picture", "pictures", "image", "images", "gallery", "in pictures"}
)
_KICKER = re.compile(
    r"(?P<kicker>photos?|pictures?|images?|gallery|in pictures|videos?|watch|audio|podcast|listen"
    r"|opinion|analysis|exclusive|breaking|breaking news|interview|explainer|explained"
    r"|editorial|comment|commentary|feature|live|live updates|update(?: \d)?|factbox|timeline"
    r"|profile|special report|in depth|fact check|review|column|wrapup(?: \d)?|corrected)"
    r"(?:\s*[:|]|\s+[-–—]\s)\s*(?=\S)",
    re.IGNORECASE,
)
_PIPE = re.compile(r"\s*(?:[|｜»]|::)\s*")
_MARKDOWN = re.compile(r"^#{1,6}\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_ACRONYM = re.compile(r"[A-Z]{2,5}(?: (?:News|World|Arabic|English|Online|UK|US))?")


@dataclass(frozen=True, slots=True)
class TitleParts:
    """`cut` is the text taken off the title (divider apart), "" when nothing was.

    `source` says whom the cut part names; its line is that of the title. `names` are the writings
    of the source's name, and `header` the index of the header line that agrees with the cut part.
    """

    title: str
    kicker: str = ""
    cut: str = ""
    source: SourceGuess = NO_SOURCE
    names: tuple[str, ...] = ()
    header: int | None = None


def take_apart(
    text: str, line: int, *, known: Sequence[KnownSource], headers: Iterable[tuple[int, str]] = ()
) -> TitleParts:
    """The parts of a title line. `headers` are the other header lines, by their index.

    >>> take_apart("OPINION: Who rules Aleppo? | The Daily News", 1, known=()).title
    'Who rules Aleppo?'
    """
    text = _MARKDOWN.sub("", " ".join(text.split()), count=1)
    found = _KICKER.match(text)
    kicker = found.group("kicker") if found else ""
    rest = text[found.end() :] if found else text
    apart = _by_pipe(rest, line, known, list(headers)) or _by_dash(rest, line, known, list(headers))
    if apart is None:
        return TitleParts(rest, kicker)
    return TitleParts(apart.title, kicker, apart.cut, apart.source, apart.names, apart.header)


def is_photo_kicker(kicker: str) -> bool:
    return kicker.casefold() in PHOTO_KICKERS


def _by_pipe(
    text: str, line: int, known: Sequence[KnownSource], headers: list[tuple[int, str]]
) -> TitleParts | None:
    divider = _PIPE.search(text)
    if not divider:
        return None
    title, cut = text[: divider.start()], text[divider.end() :]
    if not title or not cut:
        return None
    named = _name(cut, line, known, headers)
    if named:
        return TitleParts(title, "", cut, *named)
    leading = _name(title, line, known, headers)
    if leading and len(cut.split()) >= 3:
        return TitleParts(cut, "", title, *leading)
    last = parts(cut)[-1] if parts(cut) else ""
    fits = 1 <= len(last.split()) <= 5
    if not fits or not (looks_like_section(title) or _outweighs(title, last)):
        return None
    confidence = 0.75 if looks_like_source(last) else 0.6
    guess = SourceGuess(last, None, confidence, "title-suffix", line)
    return TitleParts(title, "", cut, guess, (last,))


def _outweighs(title: str, source: str) -> bool:
    return len(title.split()) >= 3 and len(title) >= len(source)


def _by_dash(
    text: str, line: int, known: Sequence[KnownSource], headers: list[tuple[int, str]]
) -> TitleParts | None:
    dividers = list(_DASH.finditer(text))
    if not dividers:
        return None
    title, cut = text[: dividers[-1].start()], text[dividers[-1].end() :]
    if len(title.split()) < 2 or not cut:
        return None
    if named := _name(cut, line, known, headers):
        return TitleParts(title, "", cut, *named)
    # After a dash headlines go on more often than sites put their name: be strict.
    capitalised = all(word[0].isupper() or word in ("of", "the", "and") for word in cut.split())
    source = capitalised and len(cut.split()) <= 4 and looks_like_source(cut)
    if len(title.split()) < 3 or not (source or _ACRONYM.fullmatch(cut)):
        return None
    return TitleParts(title, "", cut, SourceGuess(cut, None, 0.65, "title-suffix", line), (cut,))


_Named = tuple[SourceGuess, tuple[str, ...], int | None]


def _name(
    cut: str, line: int, known: Sequence[KnownSource], headers: list[tuple[int, str]]
) -> _Named | None:
    """Whom a cut part names, when that is sure: a known source, or the one in a header line."""
    pieces = [*reversed(parts(cut)), cut]
    if len(pieces) > 6:
        return None
    for piece in pieces:
        if source := recognise(piece, known):
            guess = SourceGuess(source.name, source.id, 0.95, "known-source", line)
            return guess, (), _header_naming(source, headers)
    for index, header in headers:
        for written in reversed(parts(header)):
            for piece in pieces:
                if names := agreement(written, piece):
                    guess = SourceGuess(names[0], None, 0.92, "header-and-title-agree", line)
                    return guess, names, index
    return None


def _header_naming(source: KnownSource, headers: list[tuple[int, str]]) -> int | None:
    for index, header in headers:
        if any(recognise(part, [source]) for part in parts(header)):
            return index
    return None
