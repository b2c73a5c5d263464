"""Telling names of sources and of their sections by the words in them."""

import re

_SOURCE_WORDS_TEXT = """
news times post herald tribune guardian gazette journal daily telegraph chronicle observer press
agency tv television radio broadcasting independent mirror express mail standard star examiner
inquirer register dispatch bulletin courier today weekly magazine review monitor reuters bbc cnn
afp ap wire network media report reporter globe sentinel ledger argus echo zeitung zeitschrift
blatt diario jornal correo monde presse gazzetta corriere novosti
"""
# In scripts without capitals the word stands first: "وكالة أنباء الوادي".
_FIRST_WORDS_TEXT = """
وكالة صحيفة جريدة قناة شبكة مجلة إذاعة خبرگزاری روزنامه شبکه هفته‌نامه پایگاه עיתון
"""
_FIRST_WORDS = frozenset(_FIRST_WORDS_TEXT.split())
_SOURCE_WORDS = frozenset(_SOURCE_WORDS_TEXT.split())
_SECTION_WORDS_TEXT = """
news world politics opinion business sport sports culture economy science technology tech health
lifestyle entertainment travel arts comment editorial editorials analysis features features local
national international home latest breaking video videos europe asia africa americas middle-east
mideast environment education society media weather money markets investing
politik wirtschaft kultur meinung panorama wissen wissenschaft gesellschaft ausland inland regional
politique économie culture monde société sciences débats planète
política economía cultura sociedad internacional opinión deportes mundo ciencia tecnología
политика экономика общество культура спорт мнения новости происшествия наука
سياسة اقتصاد رياضة ثقافة مجتمع رأي آراء أخبار منوعات تكنولوجيا
سیاسی اقتصادی ورزشی فرهنگی اجتماعی سیاست اقتصاد ورزش فرهنگ جامعه
פוליטיקה כלכלה ספורט תרבות חדשות דעות
政治 经济 經濟 体育 體育 文化 社会 社會 国际 國際 财经 財經 科技 评论 評論 新闻 新聞
"""
_SECTION_WORDS = frozenset(_SECTION_WORDS_TEXT.split())
_MOST_UNCAPITALISED = 4
# "Follow CNN Business", but "More Magazine".
_COMMANDS = frozenset(
    ("follow", "watch", "visit", "join", "like", "read", "more", "about", "get", "download")
)
# "Media Contacts"
_NO_NAMES = frozenset(("contact", "contacts", "relations", "sales"))
_AGENCIES = frozenset(
    ("reuters", "bbc", "cnn", "afp", "ap", "upi", "dpa", "tass", "interfax", "xinhua", "bloomberg")
)
_SMALL_WORDS = frozenset(("of", "the", "and", "de", "la", "le", "el", "del", "di", "der", "al"))
_HOST_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|[a-z]{2})")


def looks_like_source(text: str) -> bool:
    """Whether a few capitalised words contain one that sources have in their names.

    A single word must be a host name or an agency's name: "Review" alone is a section.
    """
    words = text.split()
    folded = [word.casefold().strip(".,'’") for word in words]
    if len(words) == 1:
        return folded[0] in _AGENCIES or bool(_HOST_NAME.fullmatch(folded[0]))
    if not 2 <= len(words) <= 6 or looks_like_section(text):
        return False
    is_command = folded[0] in _COMMANDS and (len(words) > 2 or folded[1] in _AGENCIES)
    if is_command or folded[-1] in _NO_NAMES:
        return False
    if folded[0] in _FIRST_WORDS:
        return len(words) <= _MOST_UNCAPITALISED
    capitalised = all(word[0].isupper() or word in _SMALL_WORDS for word in words)
    return capitalised and any(word in _SOURCE_WORDS for word in folded)


def looks_like_section(text: str) -> bool:
    """Whether a few words end with the name of a section, and half of them are such names."""
    words = [word.casefold().strip(".,:'’") for word in text.split()]
    if not 1 <= len(words) <= 6 or words[-1] not in _SECTION_WORDS:
        return False
    return sum(word in _SECTION_WORDS for word in words) * 2 >= len(words)
