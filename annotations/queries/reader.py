"""An article's text cut for painting, with everything that was said of it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from annotations.core.runs import Span, runs
from annotations.models import AnchorState, Annotation, AnnotationQuerySet, Project, Reply
from annotations.queries.anchor_states import quotes_before
from annotations.queries.marks import Mark, marks_in
from annotations.queries.passages import Passage, passages_of_orphans
from annotations.queries.referents import attach, attach_referents, replies_to
from articles.core.blocks import Block, BlockKind
from articles.models import Article, TextVersion

# What neither a text, a card nor a table shows: of 2,000 annotations, making Python's times of the
# database's takes 20 ms for each column of them.
_NOT_SHOWN = (
    "updated_at",
    "updated_by",
    "deleted_at",
    "deleted_by",
    "idempotency_key",
)


@dataclass(frozen=True, slots=True)
class ReaderRun:
    """A piece of text with the marks that cover it, the outermost first."""

    start: int
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ReaderBlock:
    """A block of the body as runs: their texts joined are `body[start:end]`.

    `language` is set where it is not the article's.
    """

    index: int
    kind: BlockKind
    start: int
    end: int
    runs: tuple[ReaderRun, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """An article's present text and its annotations in reading order.

    `orphans` are those whose text is gone: they stand on earlier versions. By the annotation's
    primary key, `replies` has those that are not deleted, `quotes_before` what changed annotations
    quoted, and `stood` the passages of orphans.
    """

    article: Article
    version: TextVersion
    blocks: tuple[ReaderBlock, ...]
    annotations: tuple[Annotation, ...]
    orphans: tuple[Annotation, ...]
    replies: Mapping[int, Sequence[Reply]]
    quotes_before: Mapping[int, str]
    stood: Mapping[int, Passage]


def reader_page(*, project: Project, article: Article) -> ReaderPage:
    """The article as the members of the project read it. At most 10 queries.

    The annotations have what they name and who made them loaded, and not what a card does not show.
    """
    return reader_pages(project=project, articles=[article])[0]


def reader_pages(*, project: Project, articles: Sequence[Article]) -> tuple[ReaderPage, ...]:
    """A page for each article, in the order given, in as many queries as one page takes."""
    versions = [_present_version(article) for article in articles]
    present = [version.pk for version in versions]
    # An orphan stands on an earlier text of its article.
    found = (
        Annotation.objects.present()
        .filter(
            Q(version__in=present) | Q(state=AnchorState.ORPHANED),
            project=project,
            version__article__in=[article.pk for article in articles],
        )
        .annotate(article_id=F("version__article_id"))
        .order_by("version", "start", "-end", "id")
    )
    annotations = _loaded(found, project, versions)
    replies, before = replies_to(found), quotes_before(annotations)
    by_version: dict[int, list[Annotation]] = {pk: [] for pk in present}
    orphans: dict[int, list[Annotation]] = {article.pk: [] for article in articles}
    for annotation in annotations:
        if annotation.version_id in by_version:
            by_version[annotation.version_id].append(annotation)
        else:
            orphans[annotation.article_id].append(annotation)  # type: ignore[attr-defined]
    stood = passages_of_orphans(annotations)
    return tuple(
        ReaderPage(
            article=article,
            version=version,
            blocks=_cut(
                version,
                enumerate(version.block_list()),
                [Mark.of(annotation) for annotation in by_version[version.pk]],
            ),
            annotations=tuple(by_version[version.pk]),
            orphans=tuple(orphans[article.pk]),
            replies=replies,
            quotes_before=before,
            stood=stood,
        )
        for article, version in zip(articles, versions, strict=True)
    )


def touched_blocks(
    *, project: Project, version: TextVersion, spans: Iterable[tuple[int, int]]
) -> tuple[ReaderBlock, ...]:
    """The blocks that any of `spans` touches, as they are painted now: what an edit sends back.

    One query, for what is painted from the first to the last of those blocks.
    """
    blocks = version.block_list()
    ends = [block.end for block in blocks]
    touched: set[int] = set()
    for start, end in spans:
        touched.update(_covered(blocks, ends, start, end))
    if not touched:
        return ()
    numbered = [(index, blocks[index]) for index in sorted(touched)]
    start, end = numbered[0][1].start, numbered[-1][1].end
    marks = marks_in(project=project, version=version, start=start, end=end)
    return _cut(version, numbered, marks)


def _loaded(
    found: AnnotationQuerySet, project: Project, versions: Sequence[TextVersion]
) -> list[Annotation]:
    annotations = list(found.defer(*_NOT_SHOWN))
    attach_referents(annotations, project=project, people=["created_by"])
    texts = {version.pk: version for version in versions}
    attach([row for row in annotations if row.version_id in texts], texts, "version")
    return annotations


def _cut(
    version: TextVersion,
    numbered: Iterable[tuple[int, Block]],
    marks: Sequence[Mark],
) -> tuple[ReaderBlock, ...]:
    numbered = list(numbered)
    blocks = [block for _, block in numbered]
    ends = [block.end for block in blocks]
    spans: list[list[Span]] = [[] for _ in blocks]
    for key, mark in enumerate(marks):
        span = Span(mark.start, mark.end, key)
        for place in _covered(blocks, ends, span.start, span.end):
            spans[place].append(span)
    body = version.body
    return tuple(
        ReaderBlock(
            index=index,
            kind=block.kind,
            start=block.start,
            end=block.end,
            runs=tuple(
                ReaderRun(
                    start=run.start,
                    text=body[run.start : run.end],
                    marks=tuple(map(marks.__getitem__, run.keys)),
                )
                for run in runs(block.start, block.end, spans[place])
            ),
            language=block.language,
        )
        for place, (index, block) in enumerate(numbered)
    )


def _covered(blocks: Sequence[Block], ends: Sequence[int], start: int, end: int) -> Iterable[int]:
    """The places in `blocks` of those that `[start, end)` has a character of."""
    place = bisect_right(ends, start)
    while place < len(blocks) and blocks[place].start < end:
        yield place
        place += 1


def _present_version(article: Article) -> TextVersion:
    if article.current_version is None:
        raise ValueError(f"Article {article.pk} has no text yet.")
    return article.current_version
