"""The sample: an invented pair of articles on one event and a project that annotates them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from annotations.models import Claim, Entity, Kind, Label, Project
from annotations.services import annotations, claims, codebook, entities, projects, replies
from annotations.services.annotations import Content
from articles.models import Article, ImportBatch, ImportItem, Story, TextVersion
from articles.services import batches, committing, editing, item_sources

FOLDER = Path(__file__).resolve().parent.parent / "sample"


class SampleDamaged(Exception):
    """The sample's files do not fit together, or its articles were given other texts."""


@transaction.atomic
def load(*, by: User) -> Project:
    """Import the sample's articles and annotate them in a project that `by` manages.

    A sample project that `by` is a member of is returned as people left it; somebody else gets one
    of their own, for nobody is let into a project by loading the sample. Articles whose bytes are
    imported already are used and not imported again. Raises SampleDamaged.
    """
    # The project "General", which every installation has, makes a double click wait for the first.
    Project.objects.select_for_update(no_key=True).order_by("pk").first()
    own = Project.objects.visible_to(by).filter(is_sample=True).order_by("pk").first()
    return own or _make(by)


def _make(by: User) -> Project:
    sample = json.loads((FOLDER / "project.json").read_text("utf-8"))
    articles = _import([entry["file"] for entry in sample["articles"]], sample["story"], by)
    project = projects.create(
        name=sample["name"], guidelines=sample["guidelines"], by=by, is_sample=True
    )
    words = _Words(project, sample, by)
    for entry in sample["articles"]:
        article = articles[entry["file"]]
        projects.add_article(project_id=project.pk, article_id=article.pk, by=by)
        for annotation in entry["annotations"]:
            _annotate(project, article, annotation, words, by)
    for absence in sample["absences"]:
        claims.record_absence(
            claim=words.claims[absence["claim"]],
            version=_text_of(articles[absence["article"]]),
            note=absence["note"],
            by=by,
        )
    return project


def _import(names: list[str], story_title: str, by: User) -> dict[str, Article]:
    """The articles by file name, imported as an editor who accepts what is proposed would."""
    batch = batches.create_batch(origin=ImportBatch.Origin.SAMPLE, by=by)
    items = {}
    for name in names:
        item = batches.stage(batch=batch, name=name, raw=(FOLDER / name).read_bytes(), by=by)
        if item.status == ImportItem.Status.STAGED and item.source_id is None and item.source_name:
            item_sources.accept_source(item=item, by=by)
        items[name] = item
    committing.commit(items=items.values(), by=by)
    found = ImportItem.objects.filter(batch=batch, article__isnull=False).values_list(
        "name", "article"
    )
    articles_by_pk = Article.objects.with_text().in_bulk([pk for _, pk in found])
    articles = {name: articles_by_pk[pk] for name, pk in found}
    if missing := set(names) - set(articles):
        raise SampleDamaged(f"Not imported: {', '.join(sorted(missing))}.")
    if not any(article.story_id for article in articles.values()):
        story = Story.objects.create(title=story_title)
        editing.set_story_articles(story=story, articles=articles.values(), by=by)
    return articles


class _Words:
    """The project's labels, entities and claims by the keys that project.json calls them."""

    def __init__(self, project: Project, sample: Mapping[str, Any], by: User) -> None:
        self.labels: dict[str, Label] = {}
        self.entities: dict[str, Entity] = {}
        self.claims: dict[str, Claim] = {}
        for label in sample["labels"]:
            fields = {name: value for name, value in label.items() if name != "key"}
            self.labels[label["key"]] = codebook.create_label(project=project, by=by, **fields)
        for entity in sample["entities"]:
            fields = {name: value for name, value in entity.items() if name != "key"}
            self.entities[entity["key"]] = entities.create(project=project, by=by, **fields)
        for claim in sample["claims"]:
            fields = {name: value for name, value in claim.items() if name != "key"}
            self.claims[claim["key"]] = claims.create(project=project, by=by, **fields)
        for link in sample["links"]:
            claims.link(
                from_claim=self.claims[link["from"]],
                to_claim=self.claims[link["to"]],
                kind=link["kind"],
                by=by,
            )

    def content(self, said: Mapping[str, Any]) -> Content:
        """What a description of an annotation says of its span."""

        def entity(field: str) -> Entity | None:
            return self.entities[said[field]] if field in said else None

        def claim(field: str) -> Claim | None:
            return self.claims[said[field]] if field in said else None

        return Content(
            kind=Kind(said["kind"]),
            label=self.labels[said["label"]] if "label" in said else None,
            note=said.get("note", ""),
            entity=entity("entity"),
            claim=claim("claim"),
            rendering=said.get("rendering", ""),
            speaker=entity("speaker"),
            holder=entity("holder"),
            position=said.get("position", ""),
            target_entity=entity("target_entity"),
            target_claim=claim("target_claim"),
        )


def _annotate(
    project: Project,
    article: Article,
    said: Mapping[str, Any],
    words: _Words,
    by: User,
) -> None:
    version = _text_of(article)
    start = _place(version.body, said["quote"], said.get("occurrence", 1), article)
    annotation, _ = annotations.create(
        project=project,
        version=version,
        start=start,
        end=start + len(said["quote"]),
        content=words.content(said),
        by=by,
    )
    if "reply" in said:
        replies.add(annotation=annotation, text=said["reply"], by=by)


def _text_of(article: Article) -> TextVersion:
    assert article.current_version is not None  # every imported article has a text
    return article.current_version


def _place(body: str, quote: str, occurrence: int, article: Article) -> int:
    """Where the quote begins for the `occurrence`-th time, counted from 1, in code points."""
    start = -1
    for _ in range(occurrence):
        start = body.find(quote, start + 1)
        if start < 0:
            raise SampleDamaged(f"“{article.title}” has no “{quote}” number {occurrence}.")
    return start
