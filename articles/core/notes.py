"""Notes around an article's text, told by what the header says: points that sum it up, authors."""

import re
from collections.abc import Sequence

from .layout import Unit
from .lines import Role, Verdict
from .prose import ends_sentence, words

_POINTS = re.compile(
    r"(?:summary|key (?:points|takeaways|facts|events)|highlights|at a glance|in brief"
    r"|what (?:we know|you need to know)|das wichtigste(?: in kürze)?|auf einen blick|in kürze"
    r"|zusammenfassung|l['’]essentiel|en bref|points? clés?|lo esencial|en resumen|claves|resumen"
    r"|em resumo|in breve|главное|коротко|кратко|أبرز النقاط|ملخص|الخلاصة|خلاصه|תקציר|בקצרה"
    r"|要点|摘要|提要)\W*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[*•▪‣◦●·+–-]\s+")
_FEWEST_POINTS = 2
_POINT_WORDS = 5
_MOST_NOTES = 4
_LONGEST_NOTE = 80
_POINT = Verdict(
    Role.LIST_ITEM, "key-point", "The item sums up the text that it stands above.", 0.7
)
_POINTS_HEADING = Verdict(
    Role.HEADING, "key-points", "The line heads items that sum the text up.", 0.7
)
_ABOUT = Verdict(
    Role.ABOUT_AUTHOR, "author-note", "The paragraph at the end tells who the author is.", 0.75
)
# What a note says of an author, in English, German, French, Spanish, Italian, Russian.
_SAYS_WHO = re.compile(
    r"(?:[,;(–—]|(?:is|was|has|joined|covers|covered|writes|works|reports|lives|teaches|serves"
    r"|ist|war|arbeitet|schreibt|lehrt|lebt|berichtet|est|a été|couvre|écrit|travaille|es|fue"
    r"|escribe|trabaja|cubre|è|scrive|é|escreve|является|работает|пишет|هو|هي)\b)",
    re.IGNORECASE,
)


def key_points(units: Sequence[Unit], start: int, lead: int) -> dict[int, Verdict]:
    """The list between header and text that sums the text up, with its heading.

    Its items are sentences, or have a heading such as "Key points": without either, a list there
    is one of links.
    """
    found: dict[int, Verdict] = {}
    index = start
    while index < lead:
        end = index
        while end < lead and _may_be_point(units[end].text):
            end += 1
        if end - index >= _FEWEST_POINTS:
            headed = index > 0 and bool(_POINTS.fullmatch(units[index - 1].text))
            if headed or all(ends_sentence(units[i].text) for i in range(index, end)):
                found |= dict.fromkeys(range(index, end), _POINT)
            if headed and index > start:
                found[index - 1] = _POINTS_HEADING
        index = max(end, index + 1)
    return found


def _may_be_point(text: str) -> bool:
    return bool(_BULLET.match(text)) and words(text) > _POINT_WORDS


def about_authors(
    units: Sequence[Unit], text: Sequence[int], authors: Sequence[str]
) -> dict[int, Verdict]:
    """The paragraphs at the end of the `text`, which are indexes of units, on one of the authors.

    They begin with the author's name and say who that is. Reports on somebody begin so, too, but
    not by their author.
    """
    return {
        index: _ABOUT
        for index in text[1:][-_MOST_NOTES:]
        if any(_tells_of(units[index].text, author) for author in authors)
    }


def _tells_of(text: str, author: str) -> bool:
    names = author.split()
    if len(names) < 2 or words(text) > _LONGEST_NOTE:
        return False
    whole = " ".join(names)
    if text[: len(whole)].casefold() == whole.casefold():
        return bool(_SAYS_WHO.match(text[len(whole) :].lstrip()))
    return False
