"""Forms that change a row: each names the revision it was filled in from."""

from django import forms


class RevisionForm(forms.Form):
    """The template writes the field, so that a form shown again names the present revision."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def started_from(self) -> int:
        """The revision the form was opened on; 0, which no row has, when it does not say."""
        return self.cleaned_data["revision"] or 0
