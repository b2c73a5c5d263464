"""Dates that are told from the day a page was seen: "2 hours ago", "gestern", "منذ ساعتين".

They are resolved against that day only, never against the present one. Rounded distances ("3 weeks
ago") are no more precise than what all days they can mean have in common.
"""

import datetime
import re
from dataclasses import dataclass
from enum import Enum

from . import dates
from .dates import DateReading, Precision

RULE = "relative-date"

_LONGEST = 80


class Unit(Enum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """So many units before the line was seen. `labelled` and `updated` are as in DateReading."""

    raw: str
    count: int
    unit: Unit
    labelled: bool = False
    updated: bool = False


_UNITS = {
    Unit.MINUTE: (
        "minute minutes min mins minuto minutos minuti minuten minuta minuty minut minuutti "
        "minuuttia minutt minutter minuter minit menit dakika dk phút минута минуты минуту минут "
        "мин хвилина хвилини хвилину хвилин λεπτό λεπτά دقيقة دقيقه دقائق دقیقه דקה דקות 分钟 分鐘 "
        "分钟 分 분 मिनट"
    ),
    Unit.HOUR: (
        "hour hours hr hrs h heure heures stunde stunden std hora horas ora ore saat uur uren "
        "godzina godziny godzinę godzin hodinou hodinami timme timmar time timer tunti tuntia jam "
        "giờ oră час часа часов година години годину годин ώρα ώρες ساعة ساعه ساعات ساعت שעה שעות "
        "小时 小時 時間 시간 घंटा घंटे"
    ),
    Unit.DAY: (
        "day days d jour jours tag tage tagen día días dia dias giorno giorni gün dag dagen dagar "
        "dage dager dzień dni dnem dny päivä päivää hari ngày zi zile день дня дней дні днів "
        "ημέρα ημέρες μέρα μέρες يوم ايام أيام روز יום ימים 天 日 일 दिन"
    ),
    Unit.WEEK: (
        "week weeks wk wks w semaine semaines woche wochen semana semanas settimana settimane "
        "hafta weken tydzień tygodnie tygodni týdnem týdny vecka veckor uge uger uke uker viikko "
        "viikkoa minggu tuần неделя неделю недели недель тиждень тижні тижнів εβδομάδα εβδομάδες "
        "أسبوع اسبوع أسابيع اسابيع هفته שבוע שבועות 周 週 星期 週間 주 हफ्ते सप्ताह"
    ),
    Unit.MONTH: (
        "month months mo mois monat monate monaten mes meses mês mese mesi ay maand maanden "
        "miesiąc miesiące miesięcy měsícem měsíci månad månader måned måneder kuukausi kuukautta "
        "bulan tháng lună luni месяц месяца месяцев місяць місяці місяців μήνα μήνες شهر أشهر "
        "اشهر شهور ماه חודש חודשים 个月 個月 か月 ヶ月 カ月 개월 महीने"
    ),
    Unit.YEAR: (
        "year years yr yrs an ans année années jahr jahre jahren año años ano anos anno anni yıl "
        "sene jaar rok lata lat rokem lety år vuosi vuotta tahun năm ani год года лет рік роки "
        "років χρόνο χρόνια سنة سنوات عام أعوام سال שנה שנים 年 년 साल"
    ),
}
_PAIRS = {
    Unit.MINUTE: "دقيقتين",
    Unit.HOUR: "ساعتين שעתיים",
    Unit.DAY: "يومين יומיים",
    Unit.WEEK: "أسبوعين اسبوعين שבועיים",
    Unit.MONTH: "شهرين חודשיים",
    Unit.YEAR: "سنتين عامين שנתיים",
}
"""Words that mean two of a unit."""
_ONE = (
    "a an one un une uno una um uma ein eine einer einem einen bir een en ett et jeden jedną "
    "один одну одна واحدة یک אחת אחד 1"
)
_BEFORE = (
    "vor", "il y a", "hace", "há", "ha", "منذ", "قبل", "לפני", "před", "acum", "преди", "πριν από",
    "πριν", "depuis",
)  # fmt: skip
_AFTER = (
    "ago", "önce", "назад", "тому", "тому назад", "fa", "geleden", "temu", "sedan", "siden",
    "for siden", "sitten", "yang lalu", "lalu", "trước", "atrás", "پیش", "قبل", "前", "之前",
    "以前", "전", "पहले",
)  # fmt: skip
_NAMED = {
    0: (
        "today", "heute", "aujourd'hui", "hoy", "hoje", "oggi", "bugün", "vandaag", "dziś",
        "dzisiaj", "idag", "i dag", "tänään", "hari ini", "hôm nay", "сегодня", "сьогодні",
        "σήμερα", "اليوم", "امروز", "היום", "今天", "今日", "오늘", "आज",
    ),
    1: (
        "yesterday", "gestern", "hier", "ayer", "ontem", "ieri", "dün", "gisteren", "wczoraj",
        "včera", "igår", "i går", "eilen", "kemarin", "hôm qua", "вчера", "вчора", "χθες", "χτες",
        "أمس", "امس", "البارحة", "دیروز", "אתמול", "昨天", "昨日", "어제",
    ),
    2: (
        "the day before yesterday", "vorgestern", "avant-hier", "anteayer", "antes de ayer",
        "anteontem", "l'altro ieri", "eergisteren", "przedwczoraj", "позавчера", "позавчора",
        "أول أمس", "اول امس", "پریروز", "שלשום", "前天", "一昨日", "그저께",
    ),
}  # fmt: skip
_NOW = "just now|moments ago|à l'instant|gerade eben|только что|الآن|刚刚|剛剛|방금"


def _words(texts: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))


_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_UNIT_OF_PAIR = {word: unit for unit, words in _PAIRS.items() for word in words.split()}
_DAYS_OF = {word: days for days, words in _NAMED.items() for word in words}
# Chinese, Japanese and Korean put no space between the words; "2h" and "3d" do without one, too.
_DISTANCE = (
    rf"(?:(?:(?P<number>\d{{1,3}})|(?:{_words(tuple(_ONE.split()))})(?=\s)|)\s*"
    rf"(?P<unit>{_words(tuple(_UNIT_OF))})\.?|(?P<pair>{_words(tuple(_UNIT_OF_PAIR))}))"
)
_ABOUT = r"(?:(?:about|over|almost|etwa|environ|около|حوالي)\s+)?"
_AGO = re.compile(
    rf"(?:(?P<before>{_words(_BEFORE)})\s+)?{_ABOUT}{_DISTANCE}(?:\s*(?P<after>{_words(_AFTER)}))?"
)
_TIME = r"\d{1,2}(?:[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?)(?: [a-z]{2,4})?"
_AT = r"(?:at|um|à|a las|alle|às|as|om|kl\.?|klo|o|в|о|saat|الساعة|ساعت|בשעה)"
_DAY = re.compile(
    rf"(?P<early>{_TIME},? )?(?P<day>{_words(tuple(_DAYS_OF))})"
    rf"(?P<late>(?:,| [-–|])? ?(?:{_AT} )?{_TIME}(?: uhr)?)?"
)
_JUST = re.compile(_NOW)

# Most lines have no such word, and looking for one is ten times as quick as matching them.
_TELLING = frozenset(
    max(phrase.split(), key=len) for phrase in (*_BEFORE, *_AFTER, *_DAYS_OF, *_NOW.split("|"))
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SPACELESS = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")


def read(line: str) -> RelativeDate | None:
    """The relative date of a line that holds one (with label and time) and nothing else.

    >>> found = read("Published: 2 hours ago")
    >>> found.count, found.unit.value, found.raw
    (2, 'hour', '2 hours ago')
    >>> read("Yesterday the talks failed") is None
    True
    """
    text = " ".join(line.split())
    if not text or len(text) > _LONGEST or not _may_tell(text):
        return None
    found = []
    for part in dates.parts(text):
        label, rest = dates.label_of(part.strip(" ()"))
        if (one := _read(rest, label)) is not None:
            found.append(one)
        elif not dates.is_time(part):
            return None
    return min(found, key=lambda one: one.updated, default=None)


def _may_tell(text: str) -> bool:
    folded = _folded(text)
    return not _TELLING.isdisjoint(_WORD.findall(folded)) or bool(_SPACELESS.search(folded))


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")


def _read(text: str, label: str) -> RelativeDate | None:
    folded = _folded(text).rstrip(" .")
    if (how := _distance(folded, is_labelled=bool(label))) is None:
        return None
    return RelativeDate(text, *how, bool(label), dates.is_update(label))


def _distance(text: str, *, is_labelled: bool) -> tuple[int, Unit] | None:
    if _JUST.fullmatch(text):
        return 0, Unit.MINUTE
    if day := _DAY.fullmatch(text):
        days = _DAYS_OF[day["day"]]
        # "Today" alone is a link or a column of the site.
        is_date = days or is_labelled or day["early"] or day["late"]
        return (days, Unit.DAY) if is_date else None
    ago = _AGO.fullmatch(text)
    if ago is None or not (ago["before"] or ago["after"]):
        return None
    if ago["pair"]:
        return 2, _UNIT_OF_PAIR[ago["pair"]]
    return int(ago["number"] or 1), _UNIT_OF[ago["unit"]]


def resolve(relative: RelativeDate, seen: str) -> DateReading | None:
    """The date it is for somebody who saw it then; None where that is not known well enough.

    `seen` is a day or a moment in ISO 8601, or "". Hours need a moment, of which the day in UTC
    counts. Nobody knows from when an article is that was changed some time ago.
    """
    if relative.updated or not seen:
        return None
    try:
        moment = datetime.datetime.fromisoformat(seen)
        if moment.tzinfo is not None:
            moment = moment.astimezone(datetime.UTC)
        found = _resolved(relative, moment, has_time=len(seen) > len("2024-03-04"))
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    value, confidence = found
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(value), Precision.DAY)
    return DateReading(value, precision, confidence, RULE, relative.raw, relative.labelled)


def _resolved(
    relative: RelativeDate, moment: datetime.datetime, *, has_time: bool
) -> tuple[str, float] | None:
    count, unit = relative.count, relative.unit
    today = moment.date()
    if unit is Unit.DAY:
        return (today - datetime.timedelta(days=count)).isoformat(), 0.6
    if unit in (Unit.MINUTE, Unit.HOUR):
        minutes = count * (60 if unit is Unit.HOUR else 1)
        if has_time:
            day = (moment - datetime.timedelta(minutes=minutes)).date()
            return day.isoformat(), 0.6 if day == today else 0.5
        return (today.isoformat(), 0.5) if minutes < 60 else None
    latest = _before(today, count, unit)
    earliest = _before(today, count + 1, unit) + datetime.timedelta(days=1)
    for length in (7, 4):
        if latest.isoformat()[:length] == earliest.isoformat()[:length]:
            return latest.isoformat()[:length], 0.5
    return None


def _before(day: datetime.date, count: int, unit: Unit) -> datetime.date:
    if unit is Unit.WEEK:
        return day - datetime.timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 - count * (12 if unit is Unit.YEAR else 1)
    # The 31st of a shorter month is its last day, near enough for what has no day.
    return datetime.date(months // 12, months % 12 + 1, min(day.day, 28))
