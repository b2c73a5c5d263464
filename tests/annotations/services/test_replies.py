import pytest

from annotations.models import Annotation, Reply
from annotations.services import replies
from annotations.services.errors import InvalidContent
from tests.factories import make_annotation, make_article, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def annotation() -> Annotation:
    return make_annotation(make_project(), make_article())


def test_add_edit_delete(annotation: Annotation) -> None:
    alice = make_user("alice")
    reply = replies.add(annotation=annotation, text=" Is it? ", by=alice)
    assert (reply.text, reply.created_by, reply.edited_at) == ("Is it?", alice, None)
    replies.edit(reply=reply, text="Is it?", by=alice)
    assert reply.edited_at is None
    replies.edit(reply=reply, text="It is.", by=alice)
    reply.refresh_from_db()
    assert reply.text == "It is."
    assert reply.edited_at is not None
    replies.delete(reply=reply, by=alice)
    first = Reply.objects.get().deleted_at
    replies.delete(reply=reply, by=alice)
    assert first
    assert Reply.objects.get().deleted_at == first


@pytest.mark.parametrize("text", ["", " \n", "a\x00b"])
def test_bad_texts(annotation: Annotation, text: str) -> None:
    alice = make_user()
    with pytest.raises(InvalidContent):
        replies.add(annotation=annotation, text=text, by=alice)
    reply = replies.add(annotation=annotation, text="Fine.", by=alice)
    with pytest.raises(InvalidContent):
        replies.edit(reply=reply, text=text, by=alice)
