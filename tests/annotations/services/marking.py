"""Annotations made by the service under test."""

from typing import Any

from django.contrib.auth.models import User

from annotations.models import Annotation, Kind, Project
from annotations.services import annotations
from annotations.services.annotations import Content
from articles.models import TextVersion

HIGHLIGHT = Content(kind=Kind.HIGHLIGHT)


def mark(project: Project, version: TextVersion, by: User, **fields: Any) -> Annotation:
    call: dict[str, Any] = {"start": 6, "end": 19, "content": HIGHLIGHT} | fields
    made, _ = annotations.create(project=project, version=version, by=by, **call)
    return made
