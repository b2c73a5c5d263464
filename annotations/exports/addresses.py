"""The absolute IRIs of what an export names."""

from dataclasses import dataclass

from django.urls import reverse

from annotations.models import Project

URN = "urn:newsarchive:"
"""Begins the IRIs of an export that was made without knowing the site's address."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """IRIs below the site's address, or URNs where it is not known.

    The IRI of a text version names one immutable text, so a position in it needs no further state.
    """

    collection: str
    annotation_prefix: str
    entity_prefix: str
    claim_prefix: str
    article_prefix: str
    source_prefix: str
    person_prefix: str
    ending: str
    version_mark: str

    @classmethod
    def of(cls, project: Project, base_url: str = "") -> "Addresses":
        """Those of a project; `base_url` is the site's, such as https://news.example.org."""
        if not base_url:
            return cls(
                collection=f"{URN}project:{project.pk}",
                annotation_prefix=f"{URN}annotation:",
                entity_prefix=f"{URN}entity:",
                claim_prefix=f"{URN}claim:",
                article_prefix=f"{URN}article:",
                source_prefix=f"{URN}source:",
                person_prefix=f"{URN}person:",
                ending="",
                version_mark=":version:",
            )
        site = base_url.rstrip("/")
        home = site + reverse("annotations:project", args=[project.slug])
        archive = site + reverse("articles:archive")
        return cls(
            collection=f"{home}export/?format=w3c",
            annotation_prefix=f"{home}annotations/",
            entity_prefix=f"{home}entities/",
            claim_prefix=f"{home}claims/",
            article_prefix=archive,
            source_prefix=f"{archive}sources/",
            person_prefix=f"{home}members/#",
            ending="/",
            version_mark="/?version=",
        )

    def annotation(self, pk: int) -> str:
        return f"{self.annotation_prefix}{pk}{self.ending}"

    def reply(self, annotation: int, pk: int) -> str:
        return f"{self.annotation(annotation)}#reply-{pk}"

    def entity(self, pk: int) -> str:
        return f"{self.entity_prefix}{pk}{self.ending}"

    def claim(self, pk: int) -> str:
        return f"{self.claim_prefix}{pk}{self.ending}"

    def source(self, pk: int) -> str:
        return f"{self.source_prefix}{pk}{self.ending}"

    def version(self, article: int, number: int) -> str:
        return f"{self.article_prefix}{article}{self.version_mark}{number}"

    def person(self, pk: int) -> str:
        return f"{self.person_prefix}{pk}"
