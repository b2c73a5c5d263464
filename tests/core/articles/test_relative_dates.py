"""Dates that are told from the day a page was seen, in the languages of the archive."""

import pytest

from articles.core import dates, relative_dates
from articles.core.extracted import Given
from articles.core.formats.records import ArticleField
from articles.core.plaintext import Proposal, propose

PROSE = (
    "The council said on Monday that the talks would resume next week in the capital, "
    "officials told reporters after a long day."
)
MOMENT = "2024-03-04T10:00:00Z"


@pytest.mark.parametrize(
    ("line", "count", "unit"),
    [
        ("2 hours ago", 2, "hour"),
        ("2h ago", 2, "hour"),
        ("an hour ago", 1, "hour"),
        ("about 5 minutes ago", 5, "minute"),
        ("Just now", 0, "minute"),
        ("Published: 3 days ago", 3, "day"),
        ("3 weeks ago.", 3, "week"),
        ("yesterday", 1, "day"),
        ("Yesterday at 14:05", 1, "day"),
        ("Yesterday | 14:05", 1, "day"),
        ("10:30 am Yesterday", 1, "day"),
        ("Today, 10:30", 0, "day"),
        ("Published today", 0, "day"),
        ("vor 2 Stunden", 2, "hour"),
        ("vor einem Tag", 1, "day"),
        ("gestern, 14:05 Uhr", 1, "day"),
        ("il y a 3 heures", 3, "hour"),
        ("Publié il y a 2 jours", 2, "day"),
        ("hier à 14h05", 1, "day"),
        ("avant-hier", 2, "day"),
        ("hace 2 días", 2, "day"),
        ("ayer", 1, "day"),
        ("há 2 horas", 2, "hour"),
        ("ontem", 1, "day"),
        ("2 ore fa", 2, "hour"),
        ("ieri alle 10:30", 1, "day"),
        ("2 saat önce", 2, "hour"),
        ("dün", 1, "day"),
        ("2 часа назад", 2, "hour"),
        ("час назад", 1, "hour"),
        ("вчера в 14:05", 1, "day"),
        ("2 години тому", 2, "hour"),
        ("منذ ساعتين", 2, "hour"),
        ("قبل ٣ ساعات", 3, "hour"),
        ("منذ يوم واحد", None, ""),
        ("نشر: منذ يومين", 2, "day"),
        ("أمس", 1, "day"),
        ("۲ ساعت پیش", 2, "hour"),
        ("دیروز", 1, "day"),
        ("לפני שעתיים", 2, "hour"),
        ("לפני 3 ימים", 3, "day"),
        ("אתמול", 1, "day"),
        ("2小时前", 2, "hour"),
        ("发布时间：2小时前", 2, "hour"),
        ("昨天", 1, "day"),
        ("3日前", 3, "day"),
        ("2시간 전", 2, "hour"),
        ("2 uur geleden", 2, "hour"),
        ("3 dni temu", 3, "day"),
        ("Today", None, ""),
        ("Yesterday the talks failed", None, ""),
        ("2 hours", None, ""),
        ("vor Ort", None, ""),
        ("hours ago the talks failed", None, ""),
        ("5 min read", None, ""),
        ("Fa", None, ""),
        ("", None, ""),
    ],
)
def test_lines(line: str, count: int | None, unit: str) -> None:
    found = relative_dates.read(line)
    assert (found and (found.count, found.unit.value)) == (None if count is None else (count, unit))


@pytest.mark.parametrize(
    ("line", "seen", "value", "confidence"),
    [
        ("yesterday", "2024-03-01", "2024-02-29", 0.6),
        ("3 days ago", MOMENT, "2024-03-01", 0.6),
        ("2 hours ago", MOMENT, "2024-03-04", 0.6),
        ("12 hours ago", MOMENT, "2024-03-03", 0.5),
        ("2 hours ago", "2024-03-04T01:00:00+02:00", "2024-03-03", 0.6),
        ("2 hours ago", "2024-03-04", "", 0),
        ("20 minutes ago", "2024-03-04", "2024-03-04", 0.5),
        ("1 week ago", "2024-03-20", "2024-03", 0.5),
        ("3 weeks ago", MOMENT, "2024-02", 0.5),
        ("1 week ago", "2024-03-10", "2024", 0.5),
        ("2 months ago", "2024-06-30", "2024", 0.5),
        ("2 months ago", "2024-03-10", "", 0),
        ("1 year ago", MOMENT, "", 0),
        ("yesterday", "", "", 0),
        ("yesterday", "last week", "", 0),
        ("999 years ago", "0900-01-01", "", 0),
        ("Updated 2 hours ago", MOMENT, "", 0),
    ],
)
def test_resolved_against_a_known_day_only(
    line: str, seen: str, value: str, confidence: float
) -> None:
    told = relative_dates.read(line)
    assert told is not None
    found = relative_dates.resolve(told, seen)
    assert (found and (found.value, found.confidence)) == ((value, confidence) if value else None)


def article(line: str, seen: str = "", **given: str) -> Proposal:
    stated = {ArticleField(name): Given((value,), "column") for name, value in given.items()}
    text = "\n\n".join(["Mayor resigns after talks fail", line, PROSE, PROSE])
    return propose(text, given=stated, seen=seen)


@pytest.mark.parametrize("line", ["2 hours ago", "Published yesterday", "أمس"])
def test_without_a_known_day_the_editor_is_asked(line: str) -> None:
    found = article(line)
    assert [one.role.value for one in found.lines if one.text][1] == "date_line"
    assert line not in found.body
    assert found.published is None
    raw = line.removeprefix("Published ")
    assert (found.date_hint.value, found.date_hint.rule) == (raw, "relative-date")
    problem = next(one for one in found.problems if one.code == "relative-date")
    assert problem.message == (f"“{raw}” is relative to a day that is not known: enter the date.")
    assert problem.line == 3


def test_with_a_known_day_it_is_the_date() -> None:
    found = article("Yesterday, 14:05", MOMENT)
    assert found.published is not None
    assert (found.published.value, found.published.rule) == ("2024-03-03", "relative-date")
    assert (found.published.confidence, found.published.line) == (0.6, 3)
    assert found.published.precision is dates.Precision.DAY
    assert "relative-date" not in {problem.code for problem in found.problems}


def test_a_whole_date_says_more_than_a_relative_one() -> None:
    found = article("By Jane Doe | 2 hours ago\n\n1 March 2024", MOMENT)
    assert found.published is not None
    assert found.published.value == "2024-03-01"
    assert [author.value for author in found.authors] == ["Jane Doe"]


def test_a_known_day_may_not_be_enough() -> None:
    found = article("Updated 2 hours ago", MOMENT)
    assert found.published is None
    message = next(one.message for one in found.problems if one.code == "relative-date")
    assert message.startswith("“2 hours ago”, seen on 2024-03-04, does not tell")


def test_a_column_can_hold_one() -> None:
    assert article("", published="3 days ago").published is None
    assert article("", published="3 days ago").date_hint.value == "3 days ago"
    found = article("", MOMENT, published="3 days ago").published
    assert found is not None
    assert found.value == "2024-03-01"
