"""The two seed articles, which are not part of the repository."""

from collections import Counter
from pathlib import Path

import pytest

from articles.core.decoding import decode
from articles.core.lines import Role
from articles.core.plaintext import Proposal, propose
from articles.core.sources import CONFIDENT, KnownSource

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
ARCHIVED = SEEDS / "000_f7c483b245061379.txt"
PHOTO = SEEDS / "001_e80cc91564b2f7c4.txt"

pytestmark = pytest.mark.skipif(
    not ARCHIVED.exists(), reason="needs the articles in ../shared/seeds"
)


def read(path: Path, *known: KnownSource) -> Proposal:
    return propose(decode(path.read_bytes()).text, known_sources=known)


def kinds(proposal: Proposal) -> dict[str, int]:
    return dict(Counter(block.kind.value for block in proposal.blocks))


def test_article_with_site_header() -> None:
    found = read(ARCHIVED)
    assert found.title.value == (
        "Shamkhani, Senior Director of Damascus, Moscow, Tehran Joint Efforts in Syria"
    )
    assert not found.kicker
    assert found.source.name == "Asharq Al-Awsat"
    assert found.source.source_id is None
    assert found.source.confidence >= CONFIDENT
    assert found.external_id.value == "55352404"
    assert found.dateline.value == "London-Moscow"
    assert found.published is None
    assert not found.date_hint
    assert [problem.message for problem in found.problems] == ["No publication date found."]
    assert [(gone.line, gone.rule, gone.text) for gone in found.removed] == [
        (1, "site-header", "Middle-east Arab News Opinion | Asharq Al-awsat"),
        (3, "title-suffix", "ASHARQ AL-AWSAT English Archive 2005 -2017"),
        (4, "select-page-menu", "Select Page"),
        (5, "media-id", "Media ID: 55352404"),
    ]
    assert kinds(found) == {"caption": 1, "paragraph": 15}
    assert found.body.count("London-Moscow-The meeting") == 1
    assert found.language.value == "en"


@pytest.mark.parametrize("name", ["Asharq Al-Awsat", "asharq al awsat", "ASHARQ AL-AWSAT"])
def test_source_is_recognised_once_known(name: str) -> None:
    found = read(ARCHIVED, KnownSource(4, "Other"), KnownSource(5, "Al-Sharq", (name,)))
    assert (found.source.source_id, found.source.name) == (5, "Al-Sharq")
    assert len(found.removed) == 4


def test_article_headed_by_photo_line() -> None:
    found = read(PHOTO)
    assert found.title.value == (
        "Top Iranian official Shamkhani — Why the sudden trip to Moscow to discuss Syria?"
    )
    assert found.kicker.value == "PHOTO"
    assert not found.source
    assert not found.external_id
    assert not found.dateline
    assert found.published is None
    assert found.date_hint.value == "06-16"
    assert {problem.code for problem in found.problems} == {
        "title-from-photo",
        "no-source",
        "no-date",
    }
    assert found.removed == ()
    assert kinds(found) == {"paragraph": 9, "caption": 2}
    captions = [found.body[b.start : b.end] for b in found.blocks if b.kind == "caption"]
    assert [caption.split()[0] for caption in captions] == ["Claimed", "TEHRAN"]
    assert found.language.value == "en"


def test_editor_restores_and_reclassifies() -> None:
    text = decode(ARCHIVED.read_bytes()).text
    found = propose(text, overrides={1: Role.PARAGRAPH, 7: Role.TITLE, 11: Role.BOILERPLATE})
    assert found.body.startswith("Middle-east Arab News Opinion")
    assert found.title.value.startswith("Iranian secretary")
    assert (found.title.rule, found.title.line) == ("editor", 7)
    assert found.lines[2].role.disposition == "body"
    assert 11 in [gone.line for gone in found.removed]
