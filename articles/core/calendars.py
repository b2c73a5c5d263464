"""Days as calendars write them: names of months, digits of other scripts, the Persian year."""

import datetime
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
