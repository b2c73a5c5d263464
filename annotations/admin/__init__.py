"""The desk in the administration: the members of projects, and a view of what was made there."""

from annotations.admin.annotations import AnnotationAdmin
from annotations.admin.people import PersonAdmin
from annotations.admin.projects import ProjectAdmin
from annotations.admin.registers import ClaimAdmin, EntityAdmin

__all__ = ["AnnotationAdmin", "ClaimAdmin", "EntityAdmin", "PersonAdmin", "ProjectAdmin"]
