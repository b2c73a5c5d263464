"""Dates among the other words of a header's line."""

import pytest

from articles.core import dated_lines, dates


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Valley Wire November 19, 2019 11:03 PM", ()),
        ("Published Tue, Nov 19 20194:29 AM ESTUpdated an hour ago", ()),
        ("By Jane Doe 2019-11-19T20:51:19Z Bridges & Roads", ("Jane Doe",)),
        ("November 19, 2019 / 0 Comments / in Valley News / by jdadmin", ()),
        ("November 19, 2019 Jane Doe", ("Jane Doe",)),
        ("November 19, 2019 | BY: Valleybody", ()),
        ("NOVEMBER 19, 2019 / 9:45 AM / 2 DAYS AGO", ()),
        ("Posted on November 19, 2019 by", ()),
        ("Updated 19.11.2019 Print Comments Share", ()),
        ("Valle Alto 19 nov 2019 Actualizado el lunes pasado a las 18:40 h.", ()),
        ("Jana Muster | Politik | 19. November 2019", ("Jana Muster",)),
        ("19. November 2019, 14:30 Uhr Lesezeit: 4 Minuten", ()),
        ("Jeanne Dupont - Le 19 novembre 2019 à 14h30 - Économie", ("Jeanne Dupont",)),
        ("Ana Pérez - Valle Alto - 19 de noviembre de 2019", ("Ana Pérez",)),
        ("19 ноября 2019 | Политика | Автор: Иван Петров", ("Иван Петров",)),
        ("Текст: Анна Петрова · 19 ноября 2019", ("Анна Петрова",)),
        ("سياسة | 19 نوفمبر 2019 | الوادي", ()),
        ("تهران - ۲۸ آبان ۱۳۹۸ - خبرگزاری", ()),
        ("העמק | 19 בנובמבר 2019 | חדשות", ()),
        ("2019-11-19 10:30 来源：某某网 作者：王小明", ()),
        ("* by 某某事務所 ／ 2019.11.19", ()),
    ],
)
def test_a_date_among_other_words_of_a_header(line: str, authors: tuple[str, ...]) -> None:
    found = dated_lines.read(line)
    assert found is not None
    assert isinstance(found.date, dates.DateReading)
    assert found.date.value == "2019-11-19"
    assert found.authors == authors


@pytest.mark.parametrize(
    "line",
    [
        "The bridge opens on 19 November 2019 after all",
        "Bridge to open on 19 November 2019, says mayor",
        "Seit 19. November 2019 gilt im Tal die neue Regel",
        "Depuis le 19 novembre 2019 le pont est fermé",
        "С 19 ноября 2019 года мост закрыт для всех",
        "自2019年11月19日起大桥关闭",
        "Games of 19.11.2019 in review",
        "The bridge was opened on 19 November 2019 by the mayor of the valley at 6:40 p.m.",
        "Order 19.11.2019.3 of the valley",
    ],
)
def test_a_date_in_a_sentence_is_not_that_of_the_article(line: str) -> None:
    assert dated_lines.read(line) is None


@pytest.mark.parametrize(
    ("line", "updated", "labelled"),
    [
        ("Updated Nov 19, 2019 by the newsroom", True, True),
        ("Actualizado 19/11/2019 Valle Alto", True, True),
        ("Valley Wire 19/11/2019", False, False),
    ],
)
def test_the_label_of_a_date_among_other_words(line: str, updated: bool, labelled: bool) -> None:
    found = dated_lines.read(line)
    assert found is not None
    assert isinstance(found.date, dates.DateReading)
    assert (found.date.updated, found.date.labelled) == (updated, labelled)
