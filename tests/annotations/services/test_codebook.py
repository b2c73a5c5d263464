import pytest
from django.contrib.auth.models import User

from annotations.models import Label, Project
from annotations.services import annotations, codebook
from annotations.services.errors import (
    EditConflict,
    ForeignReferent,
    InvalidContent,
    LabelInUse,
    NameTaken,
    ShortcutTaken,
)
from tests.factories import make_annotation, make_article, make_label, make_project

pytestmark = pytest.mark.django_db


def test_new_labels_come_last(project: Project, alice: User) -> None:
    names = ("Frame", "Source", "Tone")
    made = [codebook.create_label(project=project, name=name, by=alice) for name in names]
    assert [label.position for label in made] == [0, 1, 2]
    assert list(project.labels.all()) == made


def test_taken_names_and_shortcuts(project: Project, alice: User) -> None:
    frame = make_label(project, "Frame", shortcut="1")
    with pytest.raises(NameTaken) as name:
        codebook.create_label(project=project, name="frame", by=alice)
    with pytest.raises(ShortcutTaken) as shortcut:
        codebook.create_label(project=project, name="Tone", shortcut="1", by=alice)
    assert name.value.holder == shortcut.value.holder == frame
    tone = make_label(project, "Tone")
    with pytest.raises(NameTaken):
        codebook.update_label(label=tone, revision=1, by=alice, name="FRAME")
    with pytest.raises(ShortcutTaken):
        codebook.update_label(label=tone, revision=1, by=alice, shortcut="1")
    assert codebook.create_label(project=make_project(), name="Frame", shortcut="1", by=alice).pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("colour", "#ff0000"),
        ("shortcut", "0"),
        ("shortcut", "12"),
        ("shortcut", "a"),
    ],
)
def test_bad_fields(project: Project, alice: User, field: str, value: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        codebook.create_label(**{"project": project, "name": "Frame", "by": alice, field: value})  # type: ignore[arg-type]
    assert set(caught.value.errors) == {field}


def test_update(project: Project, alice: User) -> None:
    label = make_label(project, "Frame", shortcut="1")
    changed = codebook.update_label(label=label, revision=1, by=alice, colour="teal", shortcut="")
    assert (changed.name, changed.colour, changed.shortcut) == ("Frame", "teal", "")
    with pytest.raises(EditConflict):
        codebook.update_label(label=label, revision=1, by=alice, name="Other")


def test_order(project: Project, alice: User) -> None:
    a, b, c = (make_label(project, name, position=place) for place, name in enumerate("ABC"))
    codebook.order_labels(project=project, labels=[c, a], by=alice)
    assert list(project.labels.all()) == [c, a, b]
    assert Label.objects.get(pk=b.pk).revision == 1
    with pytest.raises(ForeignReferent):
        codebook.order_labels(project=project, labels=[make_label(make_project())], by=alice)


def test_delete(project: Project, alice: User) -> None:
    label = make_label(project)
    codebook.delete_label(label=label, by=alice)
    codebook.delete_label(label=label, by=alice)
    assert not Label.objects.exists()


def test_a_label_in_use_stays(project: Project, alice: User) -> None:
    label, article = make_label(project, "Frame"), make_article()
    kept, gone = (make_annotation(project, article, label=label) for _ in range(2))
    annotations.delete(annotation=gone, revision=gone.revision, by=alice)
    with pytest.raises(LabelInUse, match=r"2 annotations \(1 deleted\) carry") as caught:
        codebook.delete_label(label=label, by=alice)
    assert (caught.value.count, caught.value.deleted) == (2, 1)
    annotations.delete(annotation=kept, revision=kept.revision, by=alice)
    with pytest.raises(LabelInUse, match="2 deleted annotations carry"):
        codebook.delete_label(label=label, by=alice)
