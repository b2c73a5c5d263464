"""Projects with their members, articles and codebook."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from annotations.models.edited import Edited
from articles.models import Article
from articles.models.history import keeps_history


class Role(models.TextChoices):
    """What a member may do; each role may do all that the ones before it may."""

    READER = "reader", "reader"
    ANNOTATOR = "annotator", "annotator"
    CURATOR = "curator", "curator"
    MANAGER = "manager", "manager"

    def includes(self, other: "Role") -> bool:
        """True when somebody of this role may do what `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "ProjectQuerySet":
        """The projects that `user` is a member of: nobody else sees that they exist."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(memberships__user=user)


@keeps_history()
class Project(Edited):
    """A study: its members, articles, codebook and annotations."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    guidelines = models.TextField(
        blank=True, help_text="How to annotate in this project: what counts, what does not."
    )
    is_sample = models.BooleanField(
        default=False, editable=False, help_text="Made by loading the sample, and by nothing else."
    )
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="projects"
    )
    articles: "models.ManyToManyField[Article, ProjectArticle]" = models.ManyToManyField(
        Article, through="ProjectArticle", related_name="+"
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="project_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:project", args=[self.slug])


@keeps_history()
class Membership(models.Model):
    """A member of a project and what they may do there."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.ANNOTATOR)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="membership_unique"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.project}"


@keeps_history()
class ProjectArticle(models.Model):
    """An article that a project works on: added by hand or by its first annotation."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="article_links")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "article"], name="project_article_unique")
        ]

    def __str__(self) -> str:
        return f"{self.article} in {self.project}"


class Colour(models.TextChoices):
    """Hues of the annotation palette; the stylesheet gives each its light and dark value."""

    AMBER = "amber", "amber"
    ROSE = "rose", "rose"
    VIOLET = "violet", "violet"
    BLUE = "blue", "blue"
    TEAL = "teal", "teal"
    GREEN = "green", "green"
    LIME = "lime", "lime"
    BROWN = "brown", "brown"
    SLATE = "slate", "slate"


@keeps_history()
class Label(Edited):
    """A code of the project's codebook."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=80)
    colour = models.CharField(max_length=10, choices=Colour, default=Colour.AMBER)
    shortcut = models.CharField(
        max_length=1, blank=True, help_text="A digit from 1 to 9: with text selected, it marks it."
    )
    definition = models.TextField(
        blank=True, help_text="When to use it and when not, with an example of each."
    )
    position = models.PositiveIntegerField(default=0, help_text="Order in the codebook.")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint("project", Lower("name"), name="label_name_unique"),
            models.UniqueConstraint(
                fields=["project", "shortcut"],
                condition=~Q(shortcut=""),
                name="label_shortcut_unique",
            ),
            models.CheckConstraint(
                condition=Q(shortcut__regex="^[1-9]?$"), name="label_shortcut_is_a_digit"
            ),
            models.CheckConstraint(
                condition=Q(colour__in=Colour.values), name="label_colour_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="label_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
