"""What people fill in about a claim, its links and its absences."""

from typing import Any

from django import forms

from annotations.forms.revisions import RevisionForm
from annotations.models import Claim, ClaimLink, Project
from articles.models import Article


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
    """An article of the project that somebody looked through for a claim."""

    article = forms.ModelChoiceField(
        Article.objects.none(),
        error_messages={"invalid_choice": "This article does not belong to the project."},
    )
    note = forms.CharField(required=False, max_length=2000)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["article"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Article.objects.with_text().filter(
            pk__in=project.article_links.values("article")
        )
