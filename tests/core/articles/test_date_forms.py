"""One day as news sites around the world write it, alone on a line with all that they add."""

import pytest

from articles.core import dates
from articles.core.calendars import from_persian
from articles.core.facts import scan
from articles.core.layout import Unit

_FORMS = """
Updated Nov. 19, 2019 8:21 am ET / Original Nov. 19, 2019 8:02 am ET
Published date: 19 Nov 2019
Uploaded: 19 Nov 2019
Issue date: 19 November 2019
19 Nov. 2019 | 14:30h.
19 نوفمبر 2019 - 14:30 بتوقيت غرينتش
تم التحديث في 19 نوفمبر 2019
تاریخ: ۲۸ آبان ۱۳۹۸
תאריך: 19/11/2019
发布日期：2019年11月19日
Posted on November 19th, 2019 by Staff
Nov. 19, 2019 — 5:00 p.m. PT
Tue., Nov. 19, 2019timer4 min. read
Nov. 19, 2019 8:03 am ET
* Nov 19, 2019 at 9:24 pm ET • 2 min read
* 19 November 2019
Nov. 19, 2019Updated: Nov. 20, 2019 1:35 a.m.
Updated 0339 GMT (1139 HKT) November 19, 2019
Posted: Tue 6:45 PM, Nov 19, 2019 |
Monday November 19, 2019 7:45 am PST
Tuesday, November 19, 2019, 04:05 pm PT (07:05 pm ET)
Tuesday, November 19th, 2019 at 11:08 a.m.
- Nov. 19th 2019 8:54 am PT
11/19/19
11/19/19 at 4:00 PM EST
11/19/19 11:00AM
19.11.19, 10:24 Uhr
Published Tue, Nov 19 2019 • 8:03 AM EST
Published 19 Nov 2019 15.30 GMT
First published on Tue 19 Nov 2019 15.30 GMT
Last modified on Tue 19 Nov 2019 15.30 GMT
19 Nov 2019 10:24 GMT+3
19 November 2019 • 10:24am
19th November 2019, 10:24
November 19, 2019 / 10:24 AM / CBS
Updated on: November 19, 2019 / 10:24 AM
November 19, 2019 at 10:24 AM EST
November 19, 20195:00 AM ET
Nov 19, 2019 | 10:24 AM
Nov 19, 2019, 10:24am EST
2019-11-19T20:51:19Z
2019-11-19 10:24 UTC
2019-11-19 10:24:00 +0300
Tue 19 Nov 2019 06.00 GMT
10:24, 19 Nov 2019
10:24 AM, November 19, 2019
19/NOV/2019
Mis à jour le 19/11/2019 à 10h24
Publié le 19/11/2019 à 10:24
Publié le 19 novembre 2019 à 10h24
Publié le 19 novembre 2019 à 10h24 - Mis à jour le 20 novembre 2019 à 11h00
Le 19 novembre 2019 à 10 h 24
Le 19/11/2019 à 10:24
mardi 19 novembre 2019 à 10:24
19 nov. 2019
19.11.2019, 10:24 Uhr
19.11.2019 um 10:24 Uhr
19. November 2019, 10:24 Uhr
Dienstag, 19.11.2019
Di 19.11.2019
Stand: 19.11.2019 10:24 Uhr
Veröffentlicht am 19.11.2019
Veröffentlicht am 19. November 2019 um 10:24
Aktualisiert am 19. November 2019, 10:24
Erstellt: 19.11.2019, 10:24 Uhr
Vom 19. November 2019
19/11/2019 a las 10:24
19/11/2019 10:24 h
19 de noviembre de 2019
19 de noviembre de 2019 a las 10:24
Martes, 19 de noviembre de 2019
19 nov 2019 - 10:24 CET
Actualizado el 19/11/2019 a las 10:24
Actualizado: 19/11/2019 10:24
Publicado el 19/11/2019
Publicado em 19/11/2019 às 10h24
19/11/2019 10h24 Atualizado 20/11/2019 09h10
Madrid 19 NOV 2019 - 10:24 CET
19 novembre 2019 alle 10:24
19/11/2019 alle 10:24
Pubblicato il 19/11/2019
Pubblicato il 19 novembre 2019 alle ore 10:24
Martedì 19 novembre 2019
Ultimo aggiornamento: 19/11/2019 10:24
19.11.2019 - 10:24
19.11.2019 saat 10:24
19 Kasım 2019 Salı
19 Kasım 2019 10:24
19 Kasım 2019, Salı 10:24
Yayınlanma: 19.11.2019 - 10:24
Yayın Tarihi: 19 Kasım 2019 10:24
Giriş Tarihi: 19.11.2019 10:24
Son Güncelleme: 19 Kasım 2019 10:24
Güncelleme: 19.11.2019 10:24
19 ноября 2019
19 ноября 2019 года
19 ноября 2019, 10:24
19 ноября 2019 в 10:24
19.11.2019 в 10:24
10:24, 19.11.2019
10:24 19.11.2019
10:24, 19 ноября 2019
19 ноября 2019 г.
19 ноября 2019 г. 10:24 МСК
Вторник, 19 ноября 2019
Опубликовано 19 ноября 2019
Дата публикации: 19.11.2019 10:24
Обновлено: 19.11.2019 в 10:24
19 листопада 2019, 10:24
2019年11月19日
2019年11月19日 10:24
2019年11月19日10时24分
2019年11月19日 星期二
2019年11月19日星期二 10:24
2019年11月19日（火）
2019年11月19日(火)
2019년 11월 19일 (화)
2019.11.19 (화)
2019年11月19日 上午10:24
2019年11月19日 下午 10:24
发布时间：2019年11月19日 10:24
发布时间：2019-11-19 10:24:00
发布于 2019-11-19
时间：2019-11-19 10:24
2019-11-19 10:24 来源：某某社
更新時間：2019/11/19 10:24
發布時間 2019/11/19 10:24
2019/11/19 10:24
2019.11.19 10:24
19 نوفمبر 2019
19 نوفمبر 2019 الساعة 10:24
19/11/2019 الساعة 10:24
الثلاثاء 19 نوفمبر 2019
الثلاثاء، 19 نوفمبر 2019 10:24 ص
الثلاثاء 19 نوفمبر 2019 - 10:24
الثلاثاء 19/11/2019
نشر في: 19 نوفمبر 2019
نُشر: 19 نوفمبر 2019
تم النشر في 19/11/2019
تاريخ النشر: 19.11.2019 | 10:24 GMT
تاريخ النشر: الثلاثاء 19 نوفمبر 2019
آخر تحديث: 19 نوفمبر 2019 الساعة 10:24
١٩ نوفمبر ٢٠١٩
١٩/١١/٢٠١٩
19 تشرين الثاني 2019
19 تشرين الثاني / نوفمبر 2019
۱۹ نوامبر ۲۰۱۹
۱۹ نوامبر ۲۰۱۹ - ۱۰:۲۴
سه‌شنبه ۱۹ نوامبر ۲۰۱۹
۲۸ آبان ۱۳۹۸
سه‌شنبه ۲۸ آبان ۱۳۹۸ - ۱۰:۲۴
سه شنبه ۲۸ آبان ۱۳۹۸ ساعت ۱۰:۲۴
۲۸ آبان ۱۳۹۸ ساعت ۱۰:۲۴
۱۳۹۸/۰۸/۲۸ ساعت ۱۰:۲۴
۱۳۹۸/۰۸/۲۸
تاریخ انتشار: ۲۸ آبان ۱۳۹۸
منتشر شده: 19 نوامبر 2019
19 בנובמבר 2019
19 בנובמבר 2019, 10:24
19 בנובמבר 2019 בשעה 10:24
19/11/2019 בשעה 10:24
19.11.2019 | 10:24
יום שלישי, 19 בנובמבר 2019
פורסם: 19.11.19
פורסם ב-19/11/2019
פורסם בתאריך 19/11/2019 בשעה 10:24
עודכן: 19/11/2019 10:24
19.11.2019 kl. 10:24
19. november 2019 kl. 10.24
19.11.2019 o 10:24
19 listopada 2019, 10:24
19 november 2019 om 10:24
19-11-2019 om 10:24
19 november 2019 10:24 uur
19 Kas 2019
Nov 19, 2019
NOVEMBER 19, 2019
November 19th 2019
Tuesday 19 November 2019 10:24
Tue, 19 Nov 2019 10:24:00 GMT
Date: 19 November 2019
19 Nov, 2019 10:24 IST
Updated: 19 Nov 2019, 10:24 AM IST
Last Updated : Nov 19, 2019 10:24 AM IST
Nov 19, 2019, 05:30 AM IST
Published at 10:24 on 19 November 2019
Published: 10:24 GMT, 19 November 2019 | Updated: 11:24 GMT, 19 November 2019
November 19, 2019 5 min read
November 19, 2019 - 5 minute read
Posted Nov 19, 2019
Posted 19 November 2019 at 10:24am
Posted at 10:24 am November 19, 2019
Created: November 19, 2019
Added: 19 Nov 2019
Tuesday November 19 2019
Nov 19 2019, 10:18am ist
November 19, 2019, 5 a.m.
November 19, 2019, 5pm
Nov. 19, 2019 at 5 p.m. EST
Nov. 19, 2019, 9:28 AM UTC / Updated Nov. 20, 2019, 9:28 AM UTC
Nov. 19, 2019, 9:28 AM UTC / Source: Reuters
"""
_NO_DATES = """
In November 2019 the talks failed
The 19 November 2019 talks failed
November 19, 2019 will be remembered
10 ways to eat
19/11
On 19 November 2019 he left
He died on November 19, 2019.
10.11.12.2019
Version 10.11.19.2
Room 10.12.19 closed
Chapter 11.12
Budget 2019 in 10 charts
Windows 10 May 2019 Update
iOS 13.2.19
Top 10 of November 2019
F1 2019 Round 19
The 2019 World Cup 10 best goals
November 19, 2019 by the numbers
10 Kasım 2019 Atatürk'ü anma
May 2019 be good
19 November 2019 – the day everything changed
"""


@pytest.mark.parametrize("line", _FORMS.strip().splitlines())
def test_the_same_day_in_many_forms(line: str) -> None:
    found = dates.read(line)
    assert isinstance(found, dates.DateReading)
    assert found.value == "2019-11-19"


@pytest.mark.parametrize("line", _NO_DATES.strip().splitlines())
def test_what_only_has_numbers_and_months_in_it(line: str) -> None:
    assert dates.read(line) is None


@pytest.mark.parametrize("line", ["03/04/19", "03.04.19 10:24", "Posted 03/04/2019 at 5pm"])
def test_two_orders_stay_in_doubt(line: str) -> None:
    found = dates.read(line)
    assert isinstance(found, dates.AmbiguousDate)
    assert found.readings == ("2019-04-03", "2019-03-04")


@pytest.mark.parametrize(
    ("persian", "day"),
    [
        ((1399, 12, 30), "2021-03-20"),
        ((1400, 1, 1), "2021-03-21"),
        ((1403, 12, 30), "2025-03-20"),
        ((1357, 11, 22), "1979-02-11"),
    ],
)
def test_days_of_the_persian_year(persian: tuple[int, int, int], day: str) -> None:
    assert from_persian(*persian).isoformat() == day


def test_days_that_the_persian_year_does_not_have() -> None:
    assert dates.read("31 مهر 1398") is None
    with pytest.raises(ValueError, match="no day"):
        from_persian(1398, 13, 1)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe on Tuesday, November 19th, 2019 at 11:08 a.m.", ("Jane Doe",)),
        ("By Jane Doe Updated Nov 19, 2019, 10:28am EST", ("Jane Doe",)),
        ("By Jane Doe , Ann Lee on Nov 19, 2019", ("Jane Doe", "Ann Lee")),
        ("By Jane Doe - 2019-11-19", ("Jane Doe",)),
        ("Von Jana Muster publiziert am 19. November 2019", ("Jana Muster",)),
        ("Par Jean Dupont, publié le 19/11/2019 à 10:24", ("Jean Dupont",)),
        ("Tuesday November 19, 2019 7:45 am PST by Jane Doe", ("Jane Doe",)),
        ("By admin - 2019-11-19", ()),
        ("10:24 19.11.2019 Print", ()),
    ],
)
def test_a_date_and_its_author_on_one_line(line: str, authors: tuple[str, ...]) -> None:
    fact = scan([Unit(0, 0, line)], [0], {})[0]
    assert isinstance(fact.date, dates.DateReading)
    assert fact.date.value == "2019-11-19"
    assert fact.authors == authors
