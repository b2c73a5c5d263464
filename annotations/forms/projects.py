"""What people fill in about a project and its members."""

from django import forms
from django.contrib.auth.models import User

from annotations.forms.revisions import RevisionForm
from annotations.models import Role
from articles.models import Article


class ProjectForm(RevisionForm):
    name = forms.CharField(
        max_length=200,
        help_text="What the study is called by those who work on it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guidelines = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="How to annotate here: what counts as a claim, what is left alone, and examples. "
        "Members see them on the project's page.",
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role, initial=Role.ANNOTATOR)

    def chosen_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class MemberForm(RoleForm):
    """A person by exact user name: a list of everybody who has an account is nobody's business."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("username", "role")

    def clean_username(self) -> User:
        username = self.cleaned_data["username"].strip()
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                "Nobody here has the user name “%(username)s”. "
                "An administrator can create an account.",
                params={"username": username},
            )
        return user


class ArticleForm(forms.Form):
    """An article of the archive, named by its number."""

    article = forms.ModelChoiceField(
        Article.objects.all(),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "There is no such article in the archive."},
    )
