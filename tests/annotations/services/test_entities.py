import pytest
from django.contrib.auth.models import User

from annotations.models import Entity, EntityKind, Project
from annotations.services import entities
from annotations.services.errors import (
    EditConflict,
    ForeignReferent,
    InvalidContent,
    NameTaken,
    NotMerged,
)
from tests.factories import make_entity, make_project

pytestmark = pytest.mark.django_db


def merges() -> dict[str, tuple[str | None, str | None]]:
    """Name of each entity → the names of what it was merged into and through."""
    rows = Entity.objects.values_list("name", "merged_into__name", "merged_through__name")
    return {name: (into, through) for name, into, through in rows}


class TestCreate:
    def test_tidies_names_and_aliases(self, project: Project, alice: User) -> None:
        made = entities.create(
            project=project,
            name="  Sergey \n Shoigu ",
            kind=EntityKind.PERSON,
            by=alice,
            aliases=["Shoygu", " shoygu", "sergey shoigu", "", "Defence  Minister"],
            description=" Minister. ",
        )
        made.refresh_from_db()
        assert made.name == "Sergey Shoigu"
        assert made.aliases == ["Shoygu", "Defence Minister"]
        assert (made.description, made.created_by) == ("Minister.", alice)

    def test_a_name_is_taken_whatever_its_case(self, project: Project, alice: User) -> None:
        first = make_entity(project, "Moscow")
        with pytest.raises(NameTaken) as caught:
            entities.create(project=project, name="moscow", kind="place", by=alice)
        assert caught.value.holder == first

    def test_another_project_may_have_the_name(self, project: Project, alice: User) -> None:
        make_entity(make_project(), "Moscow")
        assert entities.create(project=project, name="Moscow", kind="place", by=alice).pk

    @pytest.mark.parametrize(
        ("name", "kind", "field"),
        [
            (" \n", "person", "name"),
            ("x" * 301, "person", "name"),
            ("a\x00b", "person", "name"),
            ("Moscow", "town", "kind"),
        ],
    )
    def test_bad_fields(
        self, project: Project, alice: User, name: str, kind: str, field: str
    ) -> None:
        with pytest.raises(InvalidContent) as caught:
            entities.create(project=project, name=name, kind=kind, by=alice)
        assert set(caught.value.errors) == {field}

    def test_an_alias_that_is_too_long(self, project: Project, alice: User) -> None:
        with pytest.raises(InvalidContent):
            entities.create(project=project, name="A", kind="person", by=alice, aliases=["x" * 301])


class TestUpdate:
    def test_changes_what_is_given(self, project: Project, alice: User) -> None:
        entity = make_entity(project, "Shoigu", aliases=["Shoygu"])
        changed = entities.update(entity=entity, revision=1, by=alice, name="Shoygu")
        assert (changed.name, changed.aliases, changed.revision) == ("Shoygu", ["Shoygu"], 2)
        changed = entities.update(entity=changed, revision=2, by=alice, aliases=["SHOYGU", "S."])
        assert changed.aliases == ["S."]
        assert changed.updated_by == alice

    def test_an_older_revision_is_a_conflict(self, project: Project, alice: User) -> None:
        entity = make_entity(project, "Shoigu")
        entities.update(entity=entity, revision=1, by=alice, description="Theirs.")
        with pytest.raises(EditConflict) as caught:
            entities.update(entity=entity, revision=1, by=alice, description="Mine.")
        assert isinstance(caught.value.present, Entity)
        assert caught.value.present.description == "Theirs."

    def test_a_name_that_is_taken(self, project: Project, alice: User) -> None:
        moscow, entity = make_entity(project, "Moscow"), make_entity(project, "Damascus")
        with pytest.raises(NameTaken) as caught:
            entities.update(entity=entity, revision=1, by=alice, name="MOSCOW")
        assert caught.value.holder == moscow


class TestAddAlias:
    def test_adds_a_name_once(self, project: Project, alice: User) -> None:
        entity = make_entity(project, "Shoigu")
        entities.add_alias(entity=entity, alias="Shoygu", by=alice)
        again = entities.add_alias(entity=entity, alias="SHOYGU", by=alice)
        assert (again.aliases, again.revision) == (["Shoygu"], 2)

    def test_the_name_itself_changes_nothing(self, project: Project, alice: User) -> None:
        entity = make_entity(project, "Shoigu")
        assert entities.add_alias(entity=entity, alias="shoigu", by=alice).revision == 1


class TestMerge:
    def test_keeps_names_and_is_reversible(self, project: Project, alice: User) -> None:
        shoigu = make_entity(project, "Shoigu", aliases=["Minister"])
        shoygu = make_entity(project, "Shoygu", aliases=["minister", "S. Shoygu"])
        merged = entities.merge(into=shoigu, absorbed=[shoygu], by=alice)
        assert merged == shoigu
        shoygu.refresh_from_db()
        assert (shoygu.merged_into, shoygu.revision) == (shoigu, 2)
        assert shoygu.aliases == ["minister", "S. Shoygu"]
        unmerged = entities.unmerge(entity=shoygu, by=alice)
        assert (unmerged.merged_into, unmerged.aliases) == (None, ["minister", "S. Shoygu"])
        shoigu.refresh_from_db()
        assert shoigu.aliases == ["Minister"]

    def test_merging_twice_or_into_itself_changes_nothing(
        self, project: Project, alice: User
    ) -> None:
        a, b = make_entity(project, "A"), make_entity(project, "B")
        entities.merge(into=a, absorbed=[b, a], by=alice)
        entities.merge(into=a, absorbed=[b], by=alice)
        b.refresh_from_db()
        entities.merge(into=b, absorbed=[a, b], by=alice)
        assert merges() == {"A": (None, None), "B": ("A", None)}

    def test_chains_are_flat_and_come_apart_as_they_were(
        self, project: Project, alice: User
    ) -> None:
        a, b, c, d, e = (make_entity(project, name) for name in "ABCDE")
        entities.merge(into=b, absorbed=[a], by=alice)
        before_c = merges()
        entities.merge(into=c, absorbed=[b, e], by=alice)
        before_d = merges()
        entities.merge(into=d, absorbed=[c], by=alice)
        assert merges() == {
            "A": ("D", "B"),
            "B": ("D", "C"),
            "C": ("D", None),
            "D": (None, None),
            "E": ("D", "C"),
        }
        entities.unmerge(entity=c, by=alice)
        assert merges() == before_d
        entities.unmerge(entity=e, by=alice)
        entities.unmerge(entity=b, by=alice)
        assert merges() == before_c

    def test_one_that_came_along_can_be_taken_out_alone(
        self, project: Project, alice: User
    ) -> None:
        a, b, c = (make_entity(project, name) for name in "ABC")
        entities.merge(into=b, absorbed=[a], by=alice)
        entities.merge(into=c, absorbed=[b], by=alice)
        entities.unmerge(entity=a, by=alice)
        assert merges() == {"A": (None, None), "B": ("C", None), "C": (None, None)}

    def test_a_merged_one_stands_for_its_canonical(self, project: Project, alice: User) -> None:
        a, b, c = (make_entity(project, name) for name in "ABC")
        entities.merge(into=b, absorbed=[a], by=alice)
        assert entities.merge(into=a, absorbed=[c], by=alice) == b
        assert merges() == {"A": ("B", None), "B": (None, None), "C": ("B", None)}

    def test_other_projects(self, project: Project, alice: User) -> None:
        with pytest.raises(ForeignReferent):
            entities.merge(
                into=make_entity(project), absorbed=[make_entity(make_project())], by=alice
            )

    def test_a_name_taken_meanwhile_keeps_it_merged(self, project: Project, alice: User) -> None:
        a, b = make_entity(project, "A"), make_entity(project, "B")
        entities.merge(into=a, absorbed=[b], by=alice)
        newcomer = make_entity(project, "b")
        with pytest.raises(NameTaken) as caught:
            entities.unmerge(entity=b, by=alice)
        assert caught.value.holder == newcomer
        assert merges()["B"] == ("A", None)

    def test_what_is_not_merged(self, project: Project, alice: User) -> None:
        with pytest.raises(NotMerged):
            entities.unmerge(entity=make_entity(project), by=alice)
