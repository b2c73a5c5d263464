"""What people say about articles: projects, codebooks, entities, claims and annotations."""

from annotations.models.annotations import (
    AnchorState,
    Annotation,
    AnnotationQuerySet,
    Kind,
    Position,
    Rendering,
    Reply,
)
from annotations.models.claims import Absence, Claim, ClaimLink, ClaimQuerySet
from annotations.models.entities import Entity, EntityKind, EntityQuerySet
from annotations.models.projects import (
    Colour,
    Label,
    Membership,
    Project,
    ProjectArticle,
    ProjectQuerySet,
    Role,
)

__all__ = [
    "Absence",
    "AnchorState",
    "Annotation",
    "AnnotationQuerySet",
    "Claim",
    "ClaimLink",
    "ClaimQuerySet",
    "Colour",
    "Entity",
    "EntityKind",
    "EntityQuerySet",
    "Kind",
    "Label",
    "Membership",
    "Position",
    "Project",
    "ProjectArticle",
    "ProjectQuerySet",
    "Rendering",
    "Reply",
    "Role",
]
