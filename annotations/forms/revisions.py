"""Forms that change a row: each names the revision it was filled in from."""

from collections.abc import Mapping

from django import forms


class RevisionForm(forms.Form):
    """The template writes the field: a form shown again names the revision it was filled in from.

    Only after a conflict does it name the present one, for there both texts are shown.
    """

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def started_from(self) -> int:
        """The revision the form was opened on; 0, which no row has, when it does not say."""
        return self.cleaned_data["revision"] or 0

    def differing(self, present: Mapping[str, str]) -> dict[str, str]:
        """What of `present`, the texts by field as they are now, is not what was filled in.

        Browsers send line breaks as CR LF; that alone is no difference.
        """
        return {
            field: text
            for field, text in present.items()
            if _lines(text) != _lines(str(self[field].value() or ""))
        }


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
