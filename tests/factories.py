"""One function per model: the smallest valid object, and whatever a test says of it."""

import itertools
from typing import Any

from django.contrib.auth.models import User

from annotations.core.anchors import anchor
from annotations.models import (
    Absence,
    Annotation,
    Claim,
    Entity,
    Kind,
    Label,
    Membership,
    Project,
    ProjectArticle,
    Rendering,
    Role,
)
from articles.core.blocks import BlockKind, compose, to_json, with_languages
from articles.core.fingerprints import text_sha256
from articles.models import Article, ImportBatch, ImportFile, ImportItem, Source, Story, TextVersion

_number = itertools.count(1)

PARAGRAPHS = (
    "The harbour council of Port Ellery voted on Monday to close the old ferry pier.",
    "Mayor Ana Lindqvist said the pier was unsafe. “We waited too long,” she told reporters.",
    "Fishermen dispute the finding and want a second inspection before the winter.",
)


def make_user(username: str = "", **fields: Any) -> User:
    user = User(username=username or f"user{next(_number)}", **fields)
    user.set_unusable_password()
    user.save()
    return user


def make_source(name: str = "", **fields: Any) -> Source:
    return Source.objects.create(name=name or f"Source {next(_number)}", **fields)


def make_story(title: str = "", **fields: Any) -> Story:
    return Story.objects.create(title=title or f"Story {next(_number)}", **fields)


def make_article(
    *, paragraphs: tuple[str, ...] = PARAGRAPHS, language: str = "en", **fields: Any
) -> Article:
    """An article with its first text version, which is not indexed for search."""
    fields.setdefault("title", f"Article {next(_number)}")
    article = Article.objects.create(language=language, **fields)
    make_version(article, paragraphs=paragraphs)
    return article


def make_version(
    article: Article,
    *,
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    languages: tuple[str, ...] = (),
    **fields: Any,
) -> TextVersion:
    """The next text version of `article`, which becomes its present one.

    `languages` are those of the paragraphs, "" for the article's.
    """
    body, blocks = compose((BlockKind.PARAGRAPH, text) for text in paragraphs)
    blocks = with_languages(blocks, languages or [""] * len(blocks))
    version = TextVersion.objects.create(
        article=article,
        number=article.versions.count() + 1,
        body=body,
        blocks=to_json(blocks),
        sha256=text_sha256(body),
        word_count=len(body.split()),
        **fields,
    )
    article.current_version = version
    article.save(update_fields=["current_version"])
    return version


def text_of(article: Article) -> TextVersion:
    """The article's present text."""
    assert article.current_version is not None
    return article.current_version


def make_batch(**fields: Any) -> ImportBatch:
    return ImportBatch.objects.create(**fields)


def make_file(batch: ImportBatch | None = None, **fields: Any) -> ImportFile:
    """A file with records, of which nothing is stored."""
    fields = {"name": "records.csv", "size": 1, "sha256": "0" * 64, "format": "csv"} | fields
    return ImportFile.objects.create(batch=batch or make_batch(), **fields)


def make_item(batch: ImportBatch | None = None, **fields: Any) -> ImportItem:
    batch = batch or make_batch()
    fields = {"position": batch.items.count() + 1, "name": "article.txt", "size": 1} | fields
    return ImportItem.objects.create(batch=batch, **fields)


def make_project(name: str = "", **fields: Any) -> Project:
    name = name or f"Project {next(_number)}"
    fields.setdefault("slug", name.lower().replace(" ", "-"))
    return Project.objects.create(name=name, **fields)


def make_member(project: Project, role: Role = Role.ANNOTATOR, **fields: Any) -> User:
    """A new user who is a member of `project`."""
    user = make_user(**fields)
    Membership.objects.create(project=project, user=user, role=role)
    return user


def make_project_article(project: Project, article: Article) -> ProjectArticle:
    return ProjectArticle.objects.create(project=project, article=article)


def make_label(project: Project, name: str = "", **fields: Any) -> Label:
    return Label.objects.create(project=project, name=name or f"Label {next(_number)}", **fields)


def make_entity(project: Project, name: str = "", **fields: Any) -> Entity:
    return Entity.objects.create(project=project, name=name or f"Entity {next(_number)}", **fields)


def make_claim(project: Project, statement: str = "", **fields: Any) -> Claim:
    return Claim.objects.create(
        project=project, statement=statement or f"Statement {next(_number)}.", **fields
    )


def make_annotation(
    project: Project,
    article: Article,
    *,
    start: int = 0,
    end: int = 5,
    kind: Kind = Kind.HIGHLIGHT,
    **fields: Any,
) -> Annotation:
    """An annotation of the article's present text, with the referents its kind needs."""
    version = fields.pop("version", None) or article.current_version
    assert isinstance(version, TextVersion)
    if kind == Kind.ENTITY:
        fields.setdefault("entity", None)
        fields["entity"] = fields["entity"] or make_entity(project)
    if kind == Kind.CLAIM:
        fields.setdefault("claim", None)
        fields["claim"] = fields["claim"] or make_claim(project)
        fields.setdefault("rendering", Rendering.ASSERTS)
    if kind == Kind.STANCE:
        fields.setdefault("position", "favours")
        if not fields.get("target_claim"):
            fields.setdefault("target_entity", make_entity(project))
    place = anchor(version.body, start, end)
    return Annotation.objects.create(
        project=project,
        version=version,
        kind=kind,
        start=place.start,
        end=place.end,
        quote=place.quote,
        prefix=place.prefix,
        suffix=place.suffix,
        **fields,
    )


def make_absence(claim: Claim, article: Article, **fields: Any) -> Absence:
    """Somebody looked for `claim` in the article's present text in vain."""
    assert article.current_version is not None
    fields.setdefault("version", article.current_version)
    return Absence.objects.create(claim=claim, article=article, **fields)
