"""Captions and credits of pictures, told by their words."""

import re

from .lines import Role, Verdict
from .prose import ends_sentence, words

_IMAGE = (
    r"(?:photo(?:graph)?s?|pictures?|images?|video|footage|map|graphic|infographic|chart|screenshot"
    r"|screen ?grab|illustration|still|cartoon|slideshow|gallery)"
)
# These are matched with text in small letters.
_LABEL = re.compile(
    rf"(?:(?:file |stock |handout |undated |satellite )?{_IMAGE}"
    r"(?: (?:credit|caption|courtesy|by))?\s*[:/(]"
    r"|(?:caption|pictured|above|below|credit|courtesy)\s*:"
    r"|file\s*[-–—]\s*(?=in this)|\(?photo by )"
)
_SPEAKS_OF_IMAGE = re.compile(rf"(?:[\w’'-]+ ){{0,3}}{_IMAGE}\b")
_AGENCY = r"(?:ap|afp|epa|reuters|getty|photo|anadolu|xinhua|tass|sana|rex|shutterstock)"
_CREDIT = re.compile(
    rf"(?:\((?:[^()]{{0,60}}\b)?{_AGENCY}\b[^()]{{0,60}}\)|getty images|afp/getty"
    r"|reuters/[\w .’'-]{3,40}|\bap photo(?:/[\w .’'-]{3,40})?|/ ?(?:afp|epa|reuters|ap)"
    r"|\bshutterstock|\banadolu agency|©\s?[\w /.’'-]{2,40})\s*\.?$",
    re.IGNORECASE,
)
_CREDIT_ENDS = ("images", "photo", "shutterstock", "agency")
_EXTENSION = re.compile(r"\.(?:jpe?g|png|gif|webp|tiff?|bmp)$", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|tiff?|bmp)$|[\w-]*_[\w-]*\d[\w-]*$", re.IGNORECASE
)
# "FUNERALS 06-16", "TALKS 2": not a year, which headings end with too.
_FILE_NUMBER = re.compile(r"[\s_-](?:\d{1,4}[-_]\d{1,2}(?:[-_]\d{2,4})?|\d{1,3})$")
_SHOWN = re.compile(
    r"\((?:left|right|l|r|c|centre|center|file|pictured)\)"
    r"|\b(?:pictured|seen here|is seen|are seen)\b"
)
_SAYS_SHOWN = ("(", "seen", "pictured")
_CAPTION_WORDS = 60
_LONGEST_CAPTION = 600
_LONGEST_LABEL = 60
_LONGEST_CREDIT = 40
_MAKER = (
    r"(?:getty|reuters|(?-i:AFP|EPA|AP Photo|AP Images)|shutterstock|bloomberg|courtesy|credit"
    r"|photo(?:graph)?s?|image|pictured|via|file|foto|фото|صورة|تصوير|عکس|צילום)"
)
_LABELLED_CREDIT = re.compile(
    rf"{_MAKER}\b.{{0,30}}[:/|]|©|(?:图片|摄影).{{0,6}}[:：]", re.IGNORECASE
)
# At the line's end where that is no sentence's, or in brackets at the end.
_CLOSING_CREDIT = re.compile(
    rf"\b(?:{_MAKER}\b(?:[^.!?]{{0,40}}|[^()\[\]]{{0,40}}[)\]]\W*)|credit(?:\.\.\.|…).{{3,60}})$",
    re.IGNORECASE,
)


def read(text: str, before: Verdict | None) -> Verdict | None:
    """Whether a line is a caption; `before` is the verdict on the line above."""
    if len(text) > _LONGEST_CAPTION:
        return None
    labelled = bool(_LABEL.match(text[:_LONGEST_LABEL].lower()))
    credited = not labelled and _ends_with_credit(text)
    unfinished = not ends_sentence(text)
    # Most lines are sentences without a label or credit: their words need not be counted.
    if not (labelled or credited or unfinished):
        return None
    count = words(text)
    if count > _CAPTION_WORDS:
        return None
    lower = text.lower()
    if labelled:
        return Verdict(Role.CAPTION, "caption-label", "The line is labelled as a picture’s.", 0.9)
    if credited:
        reason = "The line ends with a picture’s credit."
        return Verdict(Role.CAPTION, "caption-credit", reason, 0.8)
    announces = unfinished and (text[-1] == ":" or count >= 4) and count <= 30
    if announces and _SPEAKS_OF_IMAGE.match(lower):
        reason = "The line announces a picture or video."
        return Verdict(Role.CAPTION, "caption-image-words", reason, 0.8)
    if _is_file_name(text, count):
        reason = "The line looks like the file name of a picture."
        return Verdict(Role.CAPTION, "caption-file-name", reason, 0.75)
    after_picture = before is not None and before.rule == "caption-image-words"
    if after_picture and unfinished and count <= 15 and text.isupper():
        return Verdict(Role.CAPTION, "caption-below", "The line belongs to the picture above.", 0.7)
    may_show = unfinished and count <= 40 and any(word in lower for word in _SAYS_SHOWN)
    if may_show and _SHOWN.search(lower):
        reason = "The line says who is seen in a picture."
        return Verdict(Role.CAPTION, "caption-shown", reason, 0.7)
    return None


def _ends_with_credit(text: str) -> bool:
    tail = text[-160:].rstrip(" .").lower()
    # Every credit has one of these; looking for them first spares the pattern on ordinary prose.
    has_mark = tail[-1:] == ")" or "/" in tail or "©" in tail
    if not has_mark and not tail.endswith(_CREDIT_ENDS):
        return False
    return bool(_CREDIT.search(text[-160:]))


def _is_file_name(text: str, count: int) -> bool:
    if count == 1 and _FILE_NAME.match(text):
        return True
    if count > 1 and text[-5:-3].count(".") and _EXTENSION.search(text):
        return True
    return 3 <= count <= 12 and text.isupper() and bool(_FILE_NUMBER.search(text))


def credits_picture(text: str) -> bool:
    """Whether a line names the maker of a picture, or is labelled as one, in any language we know.

    >>> credits_picture("Фото: личный архив"), credits_picture("He told Reuters.")
    (True, False)
    """
    if len(text) > _LONGEST_CAPTION or words(text) >= _LONGEST_CREDIT:
        return False
    return bool(_LABELLED_CREDIT.match(text) or _CLOSING_CREDIT.search(text[-90:]))
