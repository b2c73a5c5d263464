import pytest

from annotations.models import Annotation
from annotations.queries.passages import REACH, around, by_article, in_context
from tests import factories

LONG = "word " * 200


@pytest.mark.parametrize(
    ("before", "quote", "after", "shown"),
    [
        ("", "Ana", " left. Bo stayed.", ("", " left.")),
        ("It rained. Mayor ", "Ana", "", ("Mayor ", "")),
        ("One.\n\nMayor ", "Ana", " left\n\nNext", ("Mayor ", " left")),
        ("Yes. We ", "waited. She", " told. No.", ("We ", " told.")),
        ("", "All of it.", "", ("", "")),
    ],
)
def test_the_sentence_around_a_quote(
    before: str, quote: str, after: str, shown: tuple[str, str]
) -> None:
    assert around(before, quote, after, language="en") == shown


def test_what_is_cut_says_so_and_never_within_a_word() -> None:
    before, after = around(LONG[-REACH:], "Ana", LONG[:REACH], language="en")
    assert before.startswith("…word ")
    assert after.endswith("word…")


def test_a_script_without_spaces_is_kept() -> None:
    before, after = around("水" * REACH, "安娜", "水" * REACH, language="zh")
    assert before == "…" + "水" * REACH
    assert after == "水" * REACH + "…"


@pytest.mark.django_db
def test_the_context_counts_code_points() -> None:
    project = factories.make_project()
    text = "🎉🎉 Vier. 👩‍👩‍👧 saw Ána\u0301 there 🎉 and left."
    article = factories.make_article(paragraphs=("First.", text, "Last."))
    assert article.current_version is not None
    start = article.current_version.body.index("Ána")
    factories.make_annotation(project, article, start=start, end=start + 4)
    (group,) = by_article(in_context(Annotation.objects.all()))
    (passage,) = group.passages
    assert passage.before + passage.annotation.quote + passage.after == (
        "👩‍👩‍👧 saw Ána\u0301 there 🎉 and left."
    )
