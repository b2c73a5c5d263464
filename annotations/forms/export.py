"""Which annotations of a project somebody wants to take away."""

from typing import Any

from django import forms
from django.contrib.auth.models import User

from annotations.exports.formats import FORMATS
from annotations.exports.rows import Selection
from annotations.models import AnchorState, Kind, Label, Project
from articles.models import Article


class ExportForm(forms.Form):
    """Filters, each empty for everything, and a format, empty while somebody still chooses."""

    format = forms.ChoiceField(
        required=False, choices=[(choice.name, choice.title) for choice in FORMATS.values()]
    )
    kind = forms.MultipleChoiceField(required=False, choices=Kind)
    state = forms.MultipleChoiceField(required=False, choices=AnchorState)
    label = forms.ModelMultipleChoiceField(Label.objects.none(), required=False)
    person = forms.ModelMultipleChoiceField(User.objects.none(), required=False)
    article = forms.ModelMultipleChoiceField(Article.objects.none(), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authors = project.annotations.values("created_by")
        choices = {
            "label": project.labels.all(),
            "person": User.objects.filter(pk__in=authors).order_by("username"),
            "article": Article.objects.filter(
                pk__in=project.article_links.values("article")
            ).order_by("-pk"),
        }
        for name, choice in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = choice

    def selection(self) -> Selection:
        """The filters of a valid form."""
        chosen = self.cleaned_data
        return Selection(
            kinds=tuple(chosen["kind"]),
            states=tuple(chosen["state"]),
            labels=tuple(label.pk for label in chosen["label"]),
            people=tuple(person.pk for person in chosen["person"]),
            articles=tuple(article.pk for article in chosen["article"]),
        )
