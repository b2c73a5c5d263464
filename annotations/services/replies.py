"""The discussion of an annotation."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from annotations.models import Annotation, Reply
from annotations.services.wording import required
from articles.services.acting import acting


@transaction.atomic
def add(*, annotation: Annotation, text: str, by: User) -> Reply:
    """Say something about an annotation. Raises InvalidContent when the text is empty."""
    return Reply.objects.create(annotation=annotation, text=required("text", text), created_by=by)


@transaction.atomic
def edit(*, reply: Reply, text: str, by: User) -> Reply:
    """Change a reply's text; the earlier ones stay in its history. Raises InvalidContent."""
    text = required("text", text)
    if text != reply.text:
        reply.text = text
        reply.edited_at = timezone.now()
        with acting(by):
            reply.save(update_fields=["text", "edited_at"])
    return reply


@transaction.atomic
def delete(*, reply: Reply, by: User) -> None:
    """Take a reply out of the discussion; one that is already stays as it is."""
    with acting(by):
        Reply.objects.filter(pk=reply.pk, deleted_at__isnull=True).update(deleted_at=timezone.now())
