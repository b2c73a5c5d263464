"""Authors, read from lines that name them and nothing else."""

import re

from .source_names import looks_like_section, looks_like_source

_LONGEST = 160
_OPENING = re.compile(
    r"(?:(?:eine? )?(?:gastbeitrag|kommentar|interview|analyse|kolumne|reportage|bericht) von"
    r"|propos recueillis par|une (?:tribune|chronique|enquête) de|una (?:columna|crónica) de"
    r"|(?:written|story|text|words|reported|report|analysis|interview|review|edited) by"
    r"|by|author(?:\(?s\)?)?|par|von|por|автор|текст|بقلم|به قلم|yazan|מאת|escrito por|a cura di"
    r"|recipe by|[\u3400-\u9fff]{0,6}(?:记者|記者))"
    r"\s*[:：]?\s+",
    re.IGNORECASE,
)
_NEEDS_COLON = re.compile(
    r"(?:author(?:\(?s\)?)?|autor(?:es|en|in)?|auteurs?|автор|текст|text|texte|texto|di|da|av|af"
    r"|كتبت?|الكاتب|نویسنده|כתב|כתבה|作者|记者|記者|撰文|文|haber|muhabir|reporter|글)"
    r"\s*[:：]\s*",
    re.I,
)
# Short words that are others, too: only a name by its capitals may follow.
_SHORT_OPENING = re.compile(r"(?:di|da|av|af|door)\s+", re.IGNORECASE)
# As headlines begin, too: "Di Maio Quits", "Reporter: Police Beat Him".
_LIKE_HEADLINE = re.compile(
    r"(?:D[Ii]|D[Aa]|A[Vv]|A[Ff]|D(?:oor|OOR))\s|(?i:text[eo]?|reporter|haber|di|da|av|af)\s*[:：]"
)
# "김민수 기자", with the paper's or the writer's address behind.
_KOREAN = re.compile("([가-힣]{2,4}) (?:[가-힣]{2,8} ?)?(?:기자|특파원|논설위원)")
_CONTACT = re.compile(r"[\s,|(<]+(?:@\w{2,30}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)[)>]?$")
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
_AFTERWARDS = re.compile(r",?\s+(?:in|for|at|from|of|IN|FOR|AT|FROM|OF)\s+\w.*$|,\s.*$|\s*\(.*\)$")
_REPORTS_FROM = re.compile(r",?\s(?:in|at|à|en|aus|из|i|a)\s|,\s")
_BETWEEN = re.compile(
    r"\s*(?:,\s+and\s+|\s+and\s+|\s+&\s+|;\s*|\s+et\s+|\s+und\s+|\s+y\s+|\s+и\s+|\s+e\s+|\s+ve\s+)"
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
_JOBS_TEXT = """
correspondent reporter editor writer contributor columnist
redakteur redakteurin korrespondent korrespondentin reporterin kolumnist kolumnistin
journaliste chroniqueur chroniqueuse correspondant correspondante corresponsal redactor redactora
columnista repórter colunista correspondente giornalista inviato corrispondente muhabir yazar
корреспондент корреспондентка обозреватель обозревательница журналист журналистка
"""
_JOBS = frozenset(_JOBS_TEXT.split())
_OFFICE_WORDS = 5


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
    text = _CONTACT.sub("", text)
    if korean := _KOREAN.fullmatch(text):
        return (korean.group(1),)
    if (short := _SHORT_OPENING.match(text)) and all(
        len(name.split()) > 1 and is_name(name) for name in _BETWEEN.split(text[short.end() :])
    ):
        return tuple(_BETWEEN.split(text[short.end() :]))
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


def may_be_headline(line: str) -> bool:
    """Whether a line that names authors may as well be a headline.

    >>> may_be_headline("Di Maio Quits"), may_be_headline("di Mario Rossi")
    (True, False)
    """
    return bool(_LIKE_HEADLINE.match(line)) and bool(read(line))


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
    return is_name(name) and all(
        is_office(part) or all(word[0].isupper() for word in part.split()) for part in place
    )


def reporters(text: str) -> tuple[str, ...]:
    """The names in a line that does not say that it is a byline, if it can be nothing else.

    >>> reporters("Jane Doe in Cairo and John Roe in London"), reporters("Health and Science")
    (('Jane Doe', 'John Roe'), ())
    """
    pieces = _BETWEEN.split(_CONTACT.sub("", text))
    if len(pieces) > _MOST_NAMES or not all(map(names_reporter, pieces)):
        return ()
    names = tuple(_REPORTS_FROM.split(piece, maxsplit=1)[0].strip() for piece in pieces)
    return names if all(len(name.split()) > 1 for name in names) else ()


def is_office(text: str) -> bool:
    """Whether a few words say what somebody is at a newspaper: "Chief Reporter"."""
    words = text.casefold().split()
    return len(words) <= _OFFICE_WORDS and any(word.strip(".,") in _JOBS for word in words)


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
