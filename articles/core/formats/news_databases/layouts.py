"""How the exports of each news database mark where an article begins and ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NOTHING = re.compile(r"(?!)")
_LABELS = """
Abstract|Abstract \\(summary\\)|Accession number|Author|Authors|Author information|Column|Company
Company / organization|Copyright|Correspondence author|Country of publication|Credit|Database
Dateline|DOI|Document feature|Document type|Document URL|Edition|First page|Full [Tt]ext
Identifier / keyword|Illustration|ISBN|ISSN|Issue|Language of publication|Last [Uu]pdated|Links
Location|NAICS|Notes|Number of pages|Pages|People|Person|Place of publication|ProQuest document ID
Publication date|Publication info|Publication subject|Publication title|Publication type
Publication year|Publisher|Section|Source type|Subject|Supplement|Title|URL|Volume|Year
"""
PROQUEST_LABEL = re.compile(
    rf"(?P<label>{'|'.join(_LABELS.split(chr(10))[1:-1])}):(?:\s+(?P<value>.*))?\Z", re.DOTALL
)
FACTIVA_ID = re.compile(
    r"(?:(?P<code>AN)\s+)?Document\s+(?P<id>[A-Za-z0-9]{4,10}[A-Za-z0-9]{0,6}\d{8}[a-z0-9]{4,14})"
)
FACTIVA_CODE = re.compile(
    r"(?P<code>SE|HD|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|BY|CLM|AN)"
    r"(?:\s{1,12}(?P<value>\S.*))?\Z",
    re.DOTALL,
)
NEXIS_START = re.compile(
    r"\d{1,6} of \d{1,6} documents?|Dokument \d{1,6} von \d{1,6}|Document \d{1,6} de \d{1,6}", re.I
)
NEXIS_END = re.compile(
    r"End of Document|Ende des Dokuments|Fin du document|Fin del documento", re.I
)
NEXIS_LENGTH = re.compile(
    r"(?:length|länge|longueur|longitud|lengte)\s*:\s*[\d.,]+ "
    r"(?:words?|wörter|mots|palabras|woorden)\b.*",
    re.IGNORECASE,
)
FACTIVA_WORDS = re.compile(
    r"\d{1,3}(?:[,. \u00a0]?\d{3})* "
    r"(?:words?|mots|wörter|palabras|parole|palavras|слова?|woorden|字|كلمة)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Patterns of whole lines, matched with the white space around them removed.

    A line of `starts` begins a section, one of `ends` is the last of its section. A section is an
    article where at least two different `marks` match a line of it. As long as an article has no
    `last` line, sections without an `opens` line go on with it. `cover` lines in front of an
    article are not a part of it.
    """

    starts: re.Pattern[str]
    ends: re.Pattern[str]
    marks: tuple[re.Pattern[str], ...]
    last: re.Pattern[str]
    opens: re.Pattern[str] = _NOTHING
    cover: re.Pattern[str] = _NOTHING


_FACTIVA_CODED = re.compile(r"(?:HD|PD|SN|LA|LP)(?:\s.*)?")
NEXIS_COVER = re.compile(
    r"Date and Time ?:.*|Job Number ?:.*|User Name ?:.*|Documents? ?\(\d+\)|Download Request ?:.*"
    r"|Time of Request ?:.*|Client/Matter ?:.*|Search Terms ?:.*|Search Type ?:.*|Narrowed by ?:.*"
    r"|Content Type\b.*|\d{1,5}\.\s*\S.*|-None-|Send To ?:.*|Terms ?:.*",
    re.IGNORECASE,
)
_PROQUEST_NUMBER = re.compile(r"Document \d{1,6} of \d{1,6}")
LAYOUTS = {
    "nexis": Layout(
        starts=NEXIS_START,
        ends=NEXIS_END,
        marks=(
            NEXIS_START,
            NEXIS_END,
            NEXIS_LENGTH,
            re.compile(r"(?:load-date|update)\s*:.*", re.IGNORECASE),
            re.compile("Body|Text|Corps|Cuerpo"),
        ),
        last=NEXIS_END,
        opens=NEXIS_START,
        cover=NEXIS_COVER,
    ),
    "factiva": Layout(
        starts=_NOTHING,
        ends=FACTIVA_ID,
        marks=(FACTIVA_ID, FACTIVA_WORDS, _FACTIVA_CODED, re.compile(r"(?:WC\s+)?[\d,]+ words")),
        last=FACTIVA_ID,
        cover=re.compile(
            r"Factiva|Dow Jones(?: Factiva)?|Page \d+ of \d+.*|© \d{4} Factiva.*"
            r"|© ?\d{4} Dow Jones.*|Factiva RTF Display Format.*",
            re.IGNORECASE,
        ),
    ),
    "proquest": Layout(
        starts=re.compile(rf"_{{20,}}|{_PROQUEST_NUMBER.pattern}"),
        ends=_NOTHING,
        marks=(
            re.compile(r"ProQuest document ID\s*:.*"),
            re.compile(r"Publication title\s*:.*"),
            re.compile(r"Document URL\s*:.*"),
            re.compile(r"Full [Tt]ext\s*:.*"),
            re.compile(r"Publication date\s*:.*"),
            re.compile(r"Database\s*:.*"),
            _PROQUEST_NUMBER,
        ),
        opens=_PROQUEST_NUMBER,
        last=re.compile(r"(?:ProQuest document ID|Document URL|Last [Uu]pdated|Database)\s*:.*"),
    ),
}
PRODUCERS = tuple(LAYOUTS)
_COVERS = {
    "nexis": (re.compile(r"Job Number ?:.*", re.I), re.compile(r"Documents? ?\(\d+\)", re.I)),
    "proquest": (re.compile(r"Report Information from ProQuest"), re.compile(r"Table of contents")),
}
_MOST_LOOKED_AT = 5_000


def recognise(lines: Iterable[str]) -> str:
    """The database that exported a text with these lines: "nexis", "factiva", "proquest" or "".

    The first 5,000 lines decide; one line that looks like a database's mark is not enough.
    """
    found: dict[str, set[int]] = {name: set() for name in LAYOUTS}
    covers: dict[str, set[int]] = {name: set() for name in _COVERS}
    for _, line in zip(range(_MOST_LOOKED_AT), lines, strict=False):
        text = line.strip()
        if not text or len(text) > 200:
            continue
        for name, layout in LAYOUTS.items():
            found[name].update(i for i, mark in enumerate(layout.marks) if mark.fullmatch(text))
        for name, marks in _COVERS.items():
            covers[name].update(i for i, mark in enumerate(marks) if mark.fullmatch(text))
    for name, marks_found in found.items():
        # Old LexisNexis marks beginnings, new Nexis ends: either, with one other mark, will do.
        certain = marks_found & {0, 1} if name == "nexis" else marks_found & {0}
        if certain and len(marks_found) >= 2:
            return name
        if name == "nexis" and {2, 3, 4} <= marks_found:
            return name
        if len(covers.get(name, ())) == 2:
            return name
    return ""
