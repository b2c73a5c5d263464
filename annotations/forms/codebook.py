"""What people fill in about a label of the codebook."""

from django import forms

from annotations.forms.revisions import RevisionForm
from annotations.models import Colour

SHORTCUTS = [("", "none"), *((str(digit), str(digit)) for digit in range(1, 10))]


class LabelForm(RevisionForm):
    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    colour = forms.ChoiceField(choices=Colour, widget=forms.RadioSelect, initial=Colour.AMBER)
    shortcut = forms.ChoiceField(
        choices=SHORTCUTS,
        required=False,
        help_text="With text selected, this digit marks it.",
    )
    definition = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="When to use it and when not, with an example of each.",
    )

    def content(self) -> dict[str, str]:
        """What the services of the codebook take."""
        return {
            name: self.cleaned_data[name] for name in ("name", "colour", "shortcut", "definition")
        }
