"""Dates, bylines, datelines, names of sources and boilerplate, each on lines of its own."""

import pytest

from articles.core import bylines, datelines, dates
from articles.core.boilerplate import judge
from articles.core.sources import KnownSource, agreement, by_host, host_of, recognise, reconcile


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("12 March 2016", "2016-03-12"),
        ("Published: 12 March 2016", "2016-03-12"),
        ("March 12, 2016 10:30 am", "2016-03-12"),
        ("Saturday, 12 March 2016 10.30 GMT", "2016-03-12"),
        ("2016-03-12T10:30:00Z", "2016-03-12"),
        ("Mar 2016", "2016-03"),
        ("Date: 2016", "2016"),
        ("13/04/2024", "2024-04-13"),
        ("04/13/2024", "2024-04-13"),
        ("05/05/2024", "2024-05-05"),
        ("Updated: 14 March 2016 | Published: 12 March 2016", "2016-03-12"),
        ("20 November 2019 | 10:30", "2019-11-20"),
        ("12 mars 2016", "2016-03-12"),
        ("3 марта 2016 г.", "2016-03-03"),
        ("2016年3月12日", "2016-03-12"),
        ("31 February 2016", None),
        ("In March 2016", None),
        ("May", None),
        ("March 3", None),
        ("yesterday", None),
        ("3 days ago", None),
        ("2016", None),
        ("On 12 March 2016 the talks failed.", None),
    ],
)
def test_dates(line: str, value: str | None) -> None:
    found = dates.read(line)
    assert (found.value if isinstance(found, dates.DateReading) else found) == value


def test_ambiguous_date() -> None:
    found = dates.read("Posted: 03/04/2024")
    assert found == dates.AmbiguousDate("03/04/2024", ("2024-04-03", "2024-03-04"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("CROWD 06-16", "06-16"),
        ("12/31", "12/31"),
        ("won 2-1", ""),
        ("2016-03-12", ""),
        ("99-99", ""),
    ],
)
def test_bare_hints(text: str, hint: str) -> None:
    assert dates.bare_hint(text) == hint


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("BY JANE DOE", ["JANE DOE"]),
        ("By Jane Doe, Valley Business", ["Jane Doe"]),
        ("By Valley Business", []),
        ("Von Politik", []),
        ("Von Jana Muster, Politik", ["Jana Muster"]),
        ("Автор: Иван Петров, Политика", ["Иван Петров"]),
        ("Por Ana Pérez, Sociedad", ["Ana Pérez"]),
        ("By Jane Doe, Valley Editor-at-large", ["Jane Doe"]),
        ("By Jane Doe Health Reporter", ["Jane Doe"]),
        ("By JANE DOE and JOHN ROE Associated Press", ["JANE DOE", "JOHN ROE"]),
        ("By Emily Ann Post", ["Emily Ann Post"]),
        ("Текст: Анна Петрова", ["Анна Петрова"]),
        ("الكاتب: أحمد علي", ["أحمد علي"]),
        ("כתב: דן כהן", ["דן כהן"]),
        ("By Jane Doe in Cairo", ["Jane Doe"]),
        ("By Jane Doe, Ann Lee and Bob van der Berg", ["Jane Doe", "Ann Lee", "Bob van der Berg"]),
        ("By Jane Doe | Reuters", ["Jane Doe"]),
        ("By Jane Doe, Cairo Bureau Chief", ["Jane Doe"]),
        ("By Ali al-Freij", ["Ali al-Freij"]),
        ("Par Jean Dupont", ["Jean Dupont"]),
        ("By Staff writer, Al Arabiya", ["Staff writer"]),
        ("By the end of it", []),
        ("By Monday the talks failed", []),
        ("By 2016", []),
        ("كتب: أحمد علي", ["أحمد علي"]),
        ("كتبت: منى حسن", ["منى حسن"]),
        ("מאת דנה כהן", ["דנה כהן"]),
        ("记者 王小明", ["王小明"]),
        ("作者：李华", ["李华"]),
        ("记者周一从市政府获悉，新线路将于明年开工。", []),
        ("كتب أحمد علي رسالة إلى الوزير", []),
    ],
)  # fmt: skip
def test_bylines(line: str, authors: list[str]) -> None:
    assert list(bylines.read(line)) == authors


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("London-Moscow-*The meeting convened", "London-Moscow"),
        ("CAIRO (Reuters) - *Egypt said", "CAIRO"),
        ("LONDON, March 3 — *The mayor", "LONDON"),
        ("Cairo, Asharq Al-Awsat – *The army", "Cairo"),
        ("Beirut- *The army said", "Beirut"),
        ("Beirut-*The army said", "Beirut"),
        ("WASHINGTON, D.C. (AP) — *President", "WASHINGTON, D.C."),
        ("GENEVA/ZURICH, Aug 3 (Reuters) - *Swiss", "GENEVA/ZURICH"),
        ("AL-HASAKAH, Syria (AP) — *Kurdish", "AL-HASAKAH, Syria"),
        ("МОСКВА, 3 мар — *Новости", "МОСКВА"),
        ("Mid-week-The meeting", ""),
        ("Iran-based IRNA news", ""),
        ("Iran-US talks", ""),
        ("Iran-Saudi rivalry", ""),
        ("London-Moscow talks", ""),
        ("London-Moscow-Berlin axis", ""),
        ("Spider-Man-The movie", ""),
        ("Jean-Claude-Juncker said", ""),
        ("Russia – which is", ""),
        ("Well - That was", ""),
        ("BREAKING - Something happened", ""),
        ("The Tehran-held meeting", ""),
    ],
)
def test_datelines(paragraph: str, dateline: str) -> None:
    """A star marks where the dateline ends."""
    end = paragraph.find("*")
    found = datelines.read(paragraph.replace("*", ""))
    assert (found.place if found else "") == dateline
    assert (found.end if found else -1) == end


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Select Page", "select-page-menu"),
        ("Skip to main content", "skip-link"),
        ("Home » World » Asia", "breadcrumb"),
        ("Media ID: 55352404", "media-id"),
        ("Share this:", "share-button"),
        ("Share on Facebook", "share-button"),
        ("Click to share on Twitter (Opens in new window)", "share-button"),
        ("Follow us on Twitter", "follow-us"),
        ("Posted in World, Middle East", "filed-under"),
        ("Tags: Iran, Syria", "filed-under"),
        ("Read more: What happened in Aleppo", "read-more-link"),
        ("RELATED ARTICLES", "related-heading"),
        ("12 comments", "comment-count"),
        ("Leave a reply", "comment-section"),
        ("Advertisement", "advertisement-mark"),
        ("© 2016 Daily Planet. All rights reserved.", "copyright-notice"),
        ("We use cookies to improve your experience.", "cookie-notice"),
        ("Sign up for our daily newsletter", "newsletter-offer"),
        ("5 min read", "reading-time"),
        ("* * *", "separator"),
        ("The shares fell", None),
        ("🎉", None),
        ("Next year: the elections", None),
        ("Posted to Cairo, she learned Arabic.", None),
    ],
)
def test_boilerplate(line: str, rule: str | None) -> None:
    found = judge(line)
    assert (found.rule if found else None) == rule


PLANET = KnownSource(3, "The Daily Planet", ("Planet Daily",), ("dailyplanet.com",))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Daily Planet", True),
        ("THE DAILY-PLANET English Archive 2005 -2017", True),
        ("planet daily", True),
        ("Daily Planet Sports Club", False),
        ("Daily", False),
        ("", False),
    ],
)
def test_recognising_a_known_source(text: str, known: bool) -> None:
    assert (recognise(text, [PLANET]) is PLANET) == known


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://www.dailyplanet.com/a", True),
        ("http://news.dailyplanet.com", True),
        ("https://notdailyplanet.com/", False),
        ("https://[broken", False),
    ],
)
def test_known_hosts(url: str, known: bool) -> None:
    assert (by_host(url, [PLANET]) is PLANET) == known
    assert "www." not in host_of(url)


def test_agreement_of_two_lines() -> None:
    assert agreement("Asharq Al-awsat", "ASHARQ AL AWSAT English Archive") == (
        "Asharq Al-awsat",
        "ASHARQ AL AWSAT",
    )
    assert agreement("Daily Planet", "Daily Star") is None
    assert agreement("News", "News Archive") is None


@pytest.mark.parametrize(
    ("names", "body", "name"),
    [
        (["Asharq Al-awsat", "ASHARQ AL-AWSAT"], "", "Asharq Al-Awsat"),
        (["ASHARQ AL-AWSAT", "Asharq Al-awsat"], "told Asharq al-Awsat that", "Asharq Al-Awsat"),
        (["BUZZFEED NEWS", "BuzzFeed News"], "", "BuzzFeed News"),
        (["BBC NEWS"], "", "BBC NEWS"),
        (["BBC NEWS", "BBC News"], "", "BBC News"),
        (["Le Monde"], "au journal Le Monde. le monde entier", "Le Monde"),
    ],
)
def test_spelling_of_a_name(names: list[str], body: str, name: str) -> None:
    assert reconcile(names, body) == name


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("17 августа 2022, 09:30", "2022-08-17"),
        ("Stand: 14.03.2023, 10:12 Uhr", "2023-03-14"),
        ("12. März 2021 um 14:05 Uhr", "2021-03-12"),
        ("Madrid, 5 de junio de 2023", "2023-06-05"),
        ("sexta-feira, 22 de outubro de 2010 às 20:13", "2010-10-22"),
        ("2024年3月4日 10:30 来源：新华社", "2024-03-04"),
    ],
)
def test_dates_with_times_places_and_agencies(line: str, value: str) -> None:
    found = dates.read(line)
    assert isinstance(found, dates.DateReading)
    assert found.value == value


def test_the_end_of_a_sentence_is_no_date_line() -> None:
    assert dates.read("He was born in Rome, 12 May 1950") is None
