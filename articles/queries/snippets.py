"""Highlighted text as parts: the template decides how a match looks, and no HTML is made here."""

from dataclasses import dataclass

# Private-use characters: PostgreSQL puts them around the words it found.
START = "\ue000"
STOP = "\ue001"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `found` when it is a word that the search looked for."""

    text: str
    found: bool = False


def parts(marked: str) -> tuple[Part, ...]:
    """The pieces of a text in which found words stand between START and STOP.

    Line breaks become a space; other spaces stay as they are. A text may contain the marks itself:
    then too much or too little is highlighted, and nothing else happens.

    >>> [(part.text, part.found) for part in parts("a \\ue000ferry\\ue001 pier")]
    [('a ', False), ('ferry', True), (' pier', False)]
    """
    pieces: list[Part] = []
    line = " ".join(filter(None, map(str.strip, marked.splitlines())))
    for index, stretch in enumerate(line.split(START)):
        found, stop, rest = stretch.partition(STOP)
        if index and stop:
            pieces += [Part(found, found=True), Part(rest)]
        else:
            pieces.append(Part(stretch.replace(STOP, "")))
    return tuple(piece for piece in pieces if piece.text)
