"""Days as calendars write them: names of months, digits of other scripts, the Persian and the
Buddhist year."""

import datetime
import re
import unicodedata

_NAMED = (
    "january jan يناير جانفي", "february feb فبراير فيفري", "march mar مارس",
    "april apr أبريل ابريل إبريل أفريل", "may مايو ماي", "june jun يونيو يونيه جوان",
    "july jul يوليو يوليه جويلية", "august aug أغسطس اغسطس أوت", "september sept sep سبتمبر",
    "october oct أكتوبر اكتوبر", "november nov نوفمبر", "december dec ديسمبر",
)  # fmt: skip
# The Levant's names; many papers write "تشرين الثاني / نوفمبر", or the other way round.
_LEVANTINE = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
    "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_PERSIAN = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن",
    "اسفند",
)  # fmt: skip

MONTHS = {name: number for number, names in enumerate(_NAMED, 1) for name in names.split()} | {
    name: number for number, name in enumerate(_LEVANTINE, 1)
}
"""Numbers of months by their names in small letters, English and Arabic."""

PERSIAN_MONTHS = {name: number for number, name in enumerate(_PERSIAN, 1)}
"""Numbers of the months of the Persian solar year by their names."""

# Short and long, the short ones with or without their stops.
_THAI = (
    "มกราคม ม.ค.", "กุมภาพันธ์ ก.พ.", "มีนาคม มี.ค.", "เมษายน เม.ย.", "พฤษภาคม พ.ค.", "มิถุนายน มิ.ย.",
    "กรกฎาคม ก.ค.", "สิงหาคม ส.ค.", "กันยายน ก.ย.", "ตุลาคม ต.ค.", "พฤศจิกายน พ.ย.", "ธันวาคม ธ.ค.",
)  # fmt: skip
_THAI_MONTHS = {
    name.replace(".", ""): number for number, names in enumerate(_THAI, 1) for name in names.split()
}
_THAI_NAMES = "|".join(
    re.escape(name).replace("\\.", r"\.?") for names in _THAI for name in names.split()
)
_BUDDHIST_ERA = 543
_PERSIAN_DATES = (
    re.compile(
        rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_PERSIAN)})(?: ماه)?[ ،,]+(?P<year>1[34]\d\d)"
    ),
    # The lunar years of our time are above these.
    re.compile(r"(?P<year>13\d\d|14[01]\d)([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"),
)
_BUDDHIST_DATES = (
    re.compile(
        rf"(?P<day>\d{{1,2}}) ?(?P<month>{_THAI_NAMES}) ?(?:พ\.ศ\. ?)?(?P<year>2[45]\d\d)(?!\d)"
    ),
    re.compile(r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>2[45]\d\d)(?!\d)"),
)
_LUNAR_MONTHS = (
    "محرم|صفر|ربيع (?:ال[أا]ول|الآخر|الثاني)|جماد[ىي] (?:ال[أا]ول[ىي]?|الآخرة?|الثانية?)|رجب|شعبان"
    "|رمضان|شوال|ذ[وي] (?:القعدة|الحجة)"
)
_LUNAR_ERA = r" ?(?:هـ|ه(?!\w)|هجري[ةا]?)"
_LUNAR_DAY = re.compile(
    r"[\s،,|(/–—-]*(?:الموافق ?:? ?)?"
    rf"(?:\d{{1,2}} (?:من )?(?:{_LUNAR_MONTHS})،? 1[34]\d\d(?:{_LUNAR_ERA})?"
    rf"|1[34]\d\d([/-])\d{{1,2}}\1\d{{1,2}}{_LUNAR_ERA}|\d{{1,2}}([/-])\d{{1,2}}\2?1[34]\d\d{_LUNAR_ERA})"
    r"[\s،,|)/–—-]*(?:الموافق ?:? ?)?"
)

# The months were 31 days long six times, then 30.
_LONG_MONTHS = 6
_VOWEL_SIGNS = range(0x064B, 0x0653)


def plain(text: str) -> str:
    """A text with its decimal digits as those of ASCII and without the vowel signs of Arabic.

    >>> plain("۲۸ آبان ۱۳۹۸")
    '28 آبان 1398'
    """
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
        if ord(character) not in _VOWEL_SIGNS
    )


def without_lunar_day(text: str) -> str:
    """A date without the day of the Islamic calendar that Arabic papers write beside it.

    >>> without_lunar_day("24 مايو 2022 - 23 شوال 1443 هـ")
    '24 مايو 2022'
    """
    if text.isascii() or "1" not in text:
        return text
    return _LUNAR_DAY.sub(" ", text).strip()


def read(text: str) -> tuple[datetime.date | None, str, int] | None:
    """The day that a text begins with in the Persian or Buddhist calendar, which of the two it
    is, and where it ends; None instead of a day that does not exist."""
    for name, patterns in (("persian", _PERSIAN_DATES), ("buddhist", _BUDDHIST_DATES)):
        for pattern in patterns:
            if found := pattern.match(text):
                return _day(name, found), name, found.end()
    return None


def _day(name: str, found: re.Match[str]) -> datetime.date | None:
    year, day, month = int(found["year"]), int(found["day"]), found["month"]
    names = PERSIAN_MONTHS if name == "persian" else _THAI_MONTHS
    number = names.get(month.replace(".", "")) or int(month)
    try:
        if name == "persian":
            return from_persian(year, number, day)
        return datetime.date(year - _BUDDHIST_ERA, number, day)
    except ValueError:
        return None


def from_persian(year: int, month: int, day: int) -> datetime.date:
    """The day of the Persian solar calendar, by its arithmetic cycle of 33 years.

    Exact for 1178 to 1633 (1799 to 2255). Raises ValueError for a day that does not exist.

    >>> from_persian(1398, 8, 28)
    datetime.date(2019, 11, 19)
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= _LONG_MONTHS else 30)):
        raise ValueError(f"no day {year}-{month}-{day} in the Persian calendar")
    cycles, rest = divmod(year + 1595, 33)
    leap_days = cycles * 8 + (rest + 3) // 4
    before = (month - 1) * 30 + min(month - 1, _LONG_MONTHS)
    return datetime.date.fromordinal((year + 1595) * 365 + leap_days + before + day - 356_033)
