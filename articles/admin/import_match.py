"""Beside an import item, the articles that it may be: how alike they are, and what that means."""

from dataclasses import dataclass

from articles.admin.item_rows import percent
from articles.core.previews import Preview
from articles.core.text_diff import TextDiff, compare
from articles.models import Article, ImportItem
from articles.queries.matches import Candidate
from articles.services import matching

Match = ImportItem.Match
Decision = ImportItem.Decision

MOST = 3

_DECISIONS = (Decision.SAME, Decision.VERSION, Decision.RELATED, Decision.SEPARATE)
_WITHOUT_DECISION = {
    Match.SAME_TEXT: "If you say nothing, it becomes the same article, seen elsewhere.",
    Match.SAME_ADDRESS: "If you say nothing, it becomes a new version of the article, unless the "
    "texts have nothing in common.",
    Match.SIMILAR: "It is imported only after you have said what it is.",
}


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """An article that an item may be."""

    article: Article
    kind: Match
    similarity: float | None
    is_shown: bool

    @property
    def percent(self) -> str:
        return percent(self.similarity)


@dataclass(frozen=True, slots=True)
class Choice:
    """What an item can be to an article, and the key that says so."""

    value: str
    label: str
    key: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MatchPane:
    """The article that is compared with an item, the other candidates, and the choices.

    `diff` goes from the article's present text to the item's.
    """

    shown: ShownCandidate
    candidates: tuple[ShownCandidate, ...]
    diff: TextDiff | None
    choices: tuple[Choice, ...]
    without_decision: str


def match_pane(
    item: ImportItem, found: Preview | None, *, chosen: int | None = None
) -> MatchPane | None:
    """What to show of a staged item that resembles something; None of any other. Five queries.

    The archive is looked at anew: more may resemble the item than when it was staged. `chosen` is
    the key of the article to compare with; else it is the one that the item matches.
    """
    if item.status != ImportItem.Status.STAGED or found is None or not found.body:
        return None
    alike = matching.best(item, body=found.body, limit=MOST)
    known = {candidate.article_id for candidate in alike}
    if item.match_id is not None and item.match_id not in known:
        alike.append(Candidate(item.match_id, Match(item.match_kind), item.similarity))
        known.add(item.match_id)
    if not alike:
        return None
    wanted = next((pk for pk in (chosen, item.match_id) if pk in known), alike[0].article_id)
    articles = Article.objects.select_related("source", "current_version").in_bulk(known)
    candidates = tuple(
        ShownCandidate(articles[one.article_id], one.kind, one.similarity, one.article_id == wanted)
        for one in alike
        if one.article_id in articles
    )
    shown = next((candidate for candidate in candidates if candidate.is_shown), None)
    if shown is None:
        return None
    present = shown.article.current_version
    is_match = item.match_id == shown.article.pk
    return MatchPane(
        shown=shown,
        candidates=candidates,
        diff=compare(present.body, found.body) if present else None,
        choices=tuple(
            Choice(one.value, one.label, str(key), is_match and item.decision == one)
            for key, one in enumerate(_DECISIONS, 1)
        ),
        without_decision="" if item.decision else _WITHOUT_DECISION[shown.kind],
    )
