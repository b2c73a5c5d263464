"""Authors, read from lines that name them and nothing else."""

import re

from .source_names import looks_like_section, looks_like_source

_LONGEST = 160
_OPENING = re.compile(
    r"(?:(?:eine? )?(?:gastbeitrag|kommentar|interview|analyse|kolumne|reportage|bericht) von"
    r"|propos recueillis par|une (?:tribune|chronique|enquête) de|una (?:columna|crónica) de"
    r"|(?:written|story|text|words|reported|report|analysis|interview|review|edited) by"
    r"|by|author(?:\(?s\)?)?|par|von|por|автор|текст|بقلم|به قلم|yazan|מאת|记者|記者|escrito por)"
    r"\s*[:：]?\s+",
    re.IGNORECASE,
)
_NEEDS_COLON = re.compile(
    r"(?:author(?:\(?s\)?)?|autor(?:es|en|in)?|auteurs?|автор|текст|text|texte|texto|di|da|av|af"
    r"|كتبت?|الكاتب|نویسنده|כתב|כתבה|作者|记者|記者|撰文|文)"
    r"\s*[:：]\s*",
    re.I,
)
# A family name of one or two characters and a given name of one or two.
_HAN_NAME = re.compile("[\u3400-\u9fff]{2,4}")
# Bylines that name an office instead of a person.
_ANONYMOUS = re.compile(
    r"((?:our |a )?(?:staff(?: writers?| reporters?)?|(?:news )?agencies|wire services?"
    r"|correspondents?|reuters|afp|associated press|the associated press|news desk))"
    r"(?=$|[,|•·.]|\s[—–-]\s|\sin\s)",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*[|•·]\s*|\s+[—–-]\s+")
_AFTERWARDS = re.compile(r",?\s+(?:in|for|at|from|of)\s+\w.*$|,\s.*$|\s*\(.*\)$")
_REPORTS_FROM = re.compile(r",?\s(?:in|at|à|en|aus|из|i|a)\s|,\s")
_BETWEEN = re.compile(
    r"\s*(?:,\s+and\s+|\s+and\s+|\s+&\s+|;\s*|\s+et\s+|\s+und\s+|\s+y\s+|\s+и\s+)"
)
_NO_NAME = re.compile(r"[^\w .'’-]|_")
_MOST_NAMES = 3
_COMMA = re.compile(r",\s+")
_PARTICLES_TEXT = """
de del della di da dos das du la le van von der den ten ter zu bin ibn al el ben ap y e abu
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
# "al-Freij", "el-Sisi", "d'Estaing": a small letter, then the name.
_ARTICLE = re.compile(r"(?:a[a-z]{1,2}|el|ul|bin|d|l|o)[-'’](?=[^\W\d_])(?![a-zà-ÿ]{2,}$)")
_ROLES_TEXT = """
correspondent reporter editor editor-at-large editor-in-chief co-editor writer staff senior chief
political diplomatic security foreign special contributor columnist analyst bureau press news agency
times post service the associated international media
"""
_ROLES = frozenset(_ROLES_TEXT.split())
_JOBS = frozenset(("correspondent", "reporter", "editor", "writer", "contributor", "columnist"))


def read(line: str) -> tuple[str, ...]:
    """The authors a byline names; empty when the line is not a byline.

    >>> read("By Jane Doe and John O'Neill, Associated Press")
    ('Jane Doe', "John O'Neill")
    >>> read("By Monday the talks had failed")
    ()
    """
    text = " ".join(line.split())
    if len(text) > _LONGEST:
        return ()
    opening = _NEEDS_COLON.match(text) or _OPENING.match(text)
    if not opening:
        return ()
    if anonymous := _ANONYMOUS.match(text, opening.end()):
        return (anonymous.group(1),)
    names = _PART.split(text[opening.end() :])[0].rstrip(" .,:")
    if looks_like_section(names):
        return ()
    authors: list[str] = []
    for piece in _BETWEEN.split(names):
        found = _people(piece)
        if not found:
            return ()
        authors.extend(found)
    return tuple(dict.fromkeys(authors))


def opens(line: str) -> bool:
    """Whether a line begins like a byline, with "By" or the like."""
    return bool(_NEEDS_COLON.match(line) or _OPENING.match(line))


def is_name(text: str) -> bool:
    """Whether a text can be a person's name and nothing else, told by its capitals.

    >>> is_name("Jane van der Berg"), is_name("Talks fail"), is_name("أحمد علي")
    (True, False, False)
    """
    if _NO_NAME.search(text) or _is_affiliation(text) or not _is_person(text):
        return False
    words = [word for word in text.split() if word.casefold() not in _PARTICLES]
    return len(words) <= _MOST_NAMES and all(word[0].isupper() for word in words)


def names_reporter(text: str) -> bool:
    """Whether a line that does not say so can be a byline: a name, and from where one reports.

    >>> names_reporter("Jane Doe in Cairo"), names_reporter("Talks fail in Cairo")
    (True, False)
    """
    name, *place = _REPORTS_FROM.split(text, maxsplit=1)
    return is_name(name) and all(word[0].isupper() for part in place for word in part.split())


def _people(piece: str) -> list[str]:
    """The names in one piece: "Jane Doe", "Jane Doe, Reuters", "Jane Doe, Ann Lee"."""
    first, *others = _COMMA.split(piece)
    person = _without_office(_AFTERWARDS.sub("", first).strip())
    if not _is_person(person):
        return []
    more = [other for other in others if _is_person(other) and not _is_affiliation(other)]
    # "Jane Doe, Cairo Bureau Chief, Reuters" has one author; "A B, C D and E F" has three.
    return [person, *more] if len(more) == len(others) else [person]


def _without_office(name: str) -> str:
    """ "Jane Doe Health Reporter" and "Jane Doe Associated Press" without what follows the name."""
    words = name.split()
    found = [i for i, word in enumerate(words) if i >= 2 and word.casefold() in _ROLES]
    if not found or (len(words) - found[0] < 2 and words[-1].casefold() not in _JOBS):
        return name
    names = words[: found[0]]
    while len(names) > 2 and looks_like_section(names[-1]):
        names.pop()
    return " ".join(names)


def _is_affiliation(text: str) -> bool:
    return (
        any(word.casefold() in _ROLES for word in text.split())
        or looks_like_source(text)
        or looks_like_section(text)
    )


def _is_person(text: str) -> bool:
    words = text.split()
    if _HAN_NAME.fullmatch(text):
        return True
    if not 2 <= len(words) <= 5 or any(character.isdigit() for character in text):
        return False
    if words[0].casefold() in ("the", "a", "an", "our") or words[-1].casefold() in _PARTICLES:
        return False
    return all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    if word.casefold().strip(".") in _PARTICLES or _ARTICLE.match(word):
        return True
    letters = [character for character in word if character.isalpha()]
    # Scripts without capitals (Arabic, Chinese) can only be told by the line's opening words.
    return bool(letters) and not letters[0].islower() and not re.search(r"[!?:;\"“”/@#]", word)
