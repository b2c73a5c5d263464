"""What a format states and what was learnt of lines, beside what the rules read."""

from articles.core.extracted import COLUMN, Given
from articles.core.formats.records import ArticleField
from articles.core.lines import Role, Verdict, line_key
from articles.core.plaintext import Proposal, propose
from articles.core.sources import KnownSource

PROSE = (
    "The council said on Monday that the talks would resume next week in the capital, "
    "officials told reporters after a long day."
)
GUARDIAN = KnownSource(7, "The Guardian", ("guardian.co.uk",), ("theguardian.com",))


def stated(**values: str) -> dict[ArticleField, Given]:
    return {ArticleField(name): Given((value,), "html-meta") for name, value in values.items()}


def text_of(*lines: str) -> str:
    return "\n\n".join(lines)


def roles(proposal: Proposal) -> str:
    return " ".join(line.role.value for line in proposal.lines if line.role is not Role.BLANK)


def test_stated_values_win_over_read_ones() -> None:
    found = propose(
        text_of("Mayor resigns", "By Jane Doe", "12 March 2016", PROSE),
        known_sources=[GUARDIAN],
        given=stated(
            title="The mayor who went",
            authors="Ann Lee and John Roe",
            published="2016-03-13T10:30:00+01:00",
            source="the guardian",
            url="https://example.org/a",
            external_id="A-1",
            language="en-GB",
            kicker="Opinion",
            dateline="Cairo",
        ),
    )
    assert (found.title.value, found.title.rule) == ("The mayor who went", "html-meta")
    assert [author.value for author in found.authors] == ["Ann Lee", "John Roe"]
    assert found.published is not None
    assert (found.published.value, found.published.line) == ("2016-03-13", None)
    assert (found.source.name, found.source.source_id) == ("The Guardian", 7)
    assert found.url.value == "https://example.org/a"
    assert found.external_id.value == "A-1"
    assert found.language.value == "en"
    assert found.kicker.value == "Opinion"
    assert found.dateline.value == "Cairo"
    assert "byline date_line" in roles(found)


def test_the_line_that_repeats_the_stated_title_is_the_title() -> None:
    found = propose(
        text_of("MAYOR RESIGNS AFTER SCANDAL | The Planet", "Mayor resigns after scandal", PROSE),
        given=stated(title="Mayor Resigns After Scandal"),
    )
    assert roles(found) == "repeated_title title paragraph"
    assert (found.title.value, found.title.line) == ("Mayor Resigns After Scandal", 3)


def test_a_stated_title_that_is_a_sentence_is_found() -> None:
    found = propose(text_of(PROSE, PROSE.replace("Monday", "Sunday")), given=stated(title=PROSE))
    assert roles(found) == "title paragraph"
    assert found.title.value == PROSE


def test_a_title_in_a_column_is_taken_as_it_is() -> None:
    for title in ("Mayor  resigns | The Guardian", "OPINION: Mayor resigns", "## Mayor - BBC News"):
        given = {ArticleField.TITLE: Given((title,), COLUMN)}
        for text in (PROSE, text_of(title, PROSE), text_of("Mayor resigns", PROSE)):
            found = propose(text, known_sources=[GUARDIAN], given=given)
            assert (found.title.value, found.kicker.value) == (title, "")
            assert [one.rule for one in found.removed if one.rule == "title-suffix"] == []


def test_the_known_name_of_the_site_is_cut_off_a_stated_title() -> None:
    found = propose(
        PROSE, known_sources=[GUARDIAN], given=stated(title="Mayor resigns | The Guardian")
    )
    assert found.title.value == "Mayor resigns"
    assert found.source.source_id == 7
    unknown = propose(PROSE, given=stated(title="Mayor resigns | Deputy stays"))
    assert unknown.title.value == "Mayor resigns | Deputy stays"


def test_an_ambiguous_stated_date_is_asked_for() -> None:
    found = propose(text_of("Mayor resigns", PROSE), given=stated(published="03/04/2024"))
    assert found.published is None
    assert found.date_hint.value == "03/04/2024"
    assert "ambiguous-date" in {problem.code for problem in found.problems}


def test_a_stated_date_that_cannot_be_read_is_a_hint() -> None:
    found = propose(text_of("Mayor resigns", PROSE), given=stated(published="last week"))
    assert found.published is None
    assert found.date_hint.value == "last week"


def test_editors_win_over_formats() -> None:
    found = propose(
        text_of("The mayor who went", "Metropolis in turmoil", PROSE),
        given=stated(title="The mayor who went"),
        overrides={3: Role.TITLE},
    )
    assert (found.title.value, found.title.rule) == ("Metropolis in turmoil", "editor")


def test_verdicts_of_the_format_win_over_rules_and_lose_to_the_editor() -> None:
    heading = Verdict(Role.HEADING, "html-heading", "The page marks it as a heading.", 0.9)
    outside = Verdict(Role.NAVIGATION, "html-outside", "It is not in the article.", 0.9)
    found = propose(
        text_of("Advertisement", PROSE, "Mayor resigns"),
        verdicts={1: heading, 3: outside, 5: outside},
        overrides={5: Role.PARAGRAPH},
    )
    assert [(line.role, line.rule) for line in found.lines[::2]] == [
        (Role.HEADING, "html-heading"),
        (Role.NAVIGATION, "html-outside"),
        (Role.PARAGRAPH, "editor"),
    ]
    assert found.body == "Advertisement\n\nMayor resigns"


def test_a_verdict_cannot_make_a_line_blank() -> None:
    blank = Verdict(Role.BLANK, "odd", "It is blank.", 1.0)
    assert propose("Mayor", verdicts={1: blank}).lines[0].role is Role.BOILERPLATE


def test_recurring_lines() -> None:
    found = propose(
        text_of("Mayor resigns after scandal", PROSE, "Seen by 12 people", "Share this:", PROSE),
        learnt={
            line_key("Seen by 3 people"): Role.BOILERPLATE,
            line_key("Share this:"): Role.PARAGRAPH,
        },
    )
    assert roles(found) == "title paragraph boilerplate paragraph paragraph"
    assert found.lines[4].rule == found.lines[6].rule == "recurs"


def test_keys_of_lines() -> None:
    assert line_key(" Seen\tby 1,234  PEOPLE") == line_key("seen by 9,9 people") != 0
    assert line_key(" ") == line_key("a" * 301) == 0


def test_values_in_doubt_are_used_only_where_the_rules_read_none() -> None:
    guessed = {
        field: Given((value,), "file-properties", 0.4)
        for field, value in {
            ArticleField.TITLE: "Document1",
            ArticleField.AUTHORS: "Admin",
            ArticleField.PUBLISHED: "2020-01-01",
            ArticleField.URL: "https://example.org/wrong",
            ArticleField.KICKER: "Template",
            ArticleField.DATELINE: "Paris",
            ArticleField.EXTERNAL_ID: "X-1",
            ArticleField.LANGUAGE: "de",
        }.items()
    }
    found = propose(
        text_of(
            "Mayor resigns after scandal",
            "By Jane Doe",
            "12 March 2016",
            "https://example.org/a",
            f"CAIRO (Reuters) - {PROSE}",
        ),
        given=guessed,
    )
    assert found.title.value == "Mayor resigns after scandal"
    assert [author.value for author in found.authors] == ["Jane Doe"]
    assert found.published is not None
    assert found.published.value == "2016-03-12"
    assert found.url.value == "https://example.org/a"
    assert (found.dateline.value, found.language.value) == ("CAIRO", "en")
    assert (found.kicker.value, found.external_id.value) == ("Template", "X-1")
    alone = propose(PROSE, given=guessed)
    assert (alone.title.value, alone.title.confidence) == ("Document1", 0.4)
    assert [author.value for author in alone.authors] == ["Admin"]
    assert alone.published is not None
    assert alone.published.value == "2020-01-01"
    assert alone.url.value == "https://example.org/wrong"


def test_a_sign_without_letters_is_no_source() -> None:
    for sign in ("-", "–", "?", "...", "👍"):
        found = propose(text_of("Mayor resigns", PROSE), given=stated(source=sign))
        assert not found.source
        assert "no-source" in [problem.code for problem in found.problems]
