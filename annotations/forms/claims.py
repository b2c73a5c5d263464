"""What people fill in about a claim, its links and its absences."""

from typing import Any

from django import forms

from annotations.forms.revisions import RevisionForm
from annotations.models import Claim, ClaimLink, Project
from articles.models import Article, TextVersion


class ClaimForm(RevisionForm):
    statement = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One proposition, in your own words, as a sentence that can be true or false.",
    )
    note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What counts as a mention of it, what it leaves open.",
    )


class LinkForm(forms.Form):
    """How a claim bears on another one of the same project."""

    kind = forms.ChoiceField(choices=ClaimLink.Kind)
    claim = forms.ModelChoiceField(Claim.objects.none())

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["claim"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            Claim.objects.registered().filter(project=claim.project_id).exclude(pk=claim.pk)
        )


class AbsenceForm(forms.Form):
    """The text of an article of the project that somebody looked through for a claim."""

    version = forms.ModelChoiceField(
        TextVersion.objects.none(),
        error_messages={
            "required": "Say in which article you looked.",
            "invalid_choice": "This article does not belong to the project.",
        },
    )
    note = forms.CharField(required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            TextVersion.objects.filter(article__in=project.article_links.values("article"))
            .select_related("article")
            .defer("body", "blocks")
        )

    @property
    def article(self) -> Article | None:
        """The article it is about, when it names one."""
        version: TextVersion | None = getattr(self, "cleaned_data", {}).get("version")
        return version.article if version else None
