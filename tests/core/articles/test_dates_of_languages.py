"""Dates in other calendars and scripts, and numeric ones whose order the language tells."""

import pytest

from articles.core.dates import DateReading, read
from articles.core.plaintext import propose

_TITLE = "Mill bridge closes for the winter"
_TEXTS = {
    "en": "The council has closed the bridge at the old mill until spring, because two of its "
    "piers were found to be hollow when a diver looked at them in September.",
    "fr": "Le conseil a fermé le pont du vieux moulin jusqu’au printemps, parce que deux de ses "
    "piles se sont révélées creuses quand un plongeur les a regardées en septembre.",
    "ru": "Совет закрыл мост у старой мельницы до весны, потому что две его опоры оказались "
    "пустыми, когда водолаз осмотрел их в сентябре и рассказал об этом мэру.",
}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("الثلاثاء 24 مايو 2022 - 23 شوال 1443 هـ", "2022-05-24"),
        ("الاثنين 1445/9/8 هـ الموافق 2024/03/18 م واس", "2024-03-18"),
        ("08 رمضان 1445 هـ الموافق 18 مارس 2024 م", "2024-03-18"),
        ("입력 2022-04-30 09:12 수정 2022-05-01 14:05", "2022-04-30"),
        ("2022년 4월 30일 토요일", "2022-04-30"),
        ("기사입력 2022. 4. 30. 오후 3:12", "2022-04-30"),
        ("公開日：2023年2月18日", "2023-02-18"),
        ("เผยแพร่: 11 ก.พ. 2566 09:30 น.", "2023-02-11"),
        ("11 กุมภาพันธ์ 2566", "2023-02-11"),
        ("11/02/2566", "2023-02-11"),
        ("प्रकाशित: 8 March 2023 | अपडेट: 9 March 2023", "2023-03-08"),
        ("Publié le 6 novembre 2023 à 18h00, modifié à 20h12", "2023-11-06"),
    ],
)
def test_dates_in_other_calendars_and_scripts(line: str, day: str) -> None:
    found = read(line)
    assert isinstance(found, DateReading)
    assert found.value == day


@pytest.mark.parametrize("line", ["31 ก.พ. 2566", "23 شوال 1443 هـ", "32/02/2566"])
def test_days_that_are_none_of_ours(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize(("language", "day"), [("fr", "2023-11-06"), ("ru", "2023-11-06")])
def test_the_language_tells_the_order_of_a_numeric_date(language: str, day: str) -> None:
    found = propose(f"{_TITLE}\n\n06.11.2023\n\n{_TEXTS[language]}")
    assert found.published is not None
    assert found.published.value == day


def test_english_does_not_tell_the_order() -> None:
    found = propose(f"{_TITLE}\n\n06/11/2023\n\n{_TEXTS['en']}")
    assert found.published is None
    assert "ambiguous-date" in {problem.code for problem in found.problems}


def test_an_update_of_either_order_stays_one() -> None:
    found = propose(f"{_TITLE}\n\nMis à jour le 07/11/2023\n\n6 novembre 2023\n\n{_TEXTS['fr']}")
    assert found.published is not None
    assert found.published.value == "2023-11-06"


def test_the_day_of_the_page_above_the_title_gives_way_to_the_one_below() -> None:
    found = propose(f"9 March 2022\n\n{_TITLE}\n\n7 March 2022\n\n{_TEXTS['en']}")
    assert found.published is not None
    assert found.published.value == "2022-03-07"


def test_a_month_below_the_credit_of_the_pictures() -> None:
    header = ["BY RITA HOLM", "PHOTOGRAPHS BY TOM HALE", "MAY 2019"]
    standfirst = "What will the valley do without its bridge? Nobody knows, and nobody asks."
    found = propose("\n\n".join([_TITLE, standfirst, *header, _TEXTS["en"]]))
    assert found.published is not None
    assert found.published.value == "2019-05"
