"""What people fill in about an entity."""

from typing import Any

from django import forms

from annotations.forms.revisions import RevisionForm
from annotations.models import EntityKind

ALIAS_LIMIT = 300


class EntityForm(RevisionForm):
    name = forms.CharField(
        max_length=300,
        help_text="The name you want to see in lists and tables.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(choices=EntityKind, widget=forms.RadioSelect)
    aliases = forms.CharField(
        label="Other names",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, as articles print them. Searches and pickers find it by each.",
    )
    description = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What tells it apart from others of a similar name.",
    )

    def clean_aliases(self) -> tuple[str, ...]:
        aliases: list[str] = []
        for line in self.cleaned_data["aliases"].splitlines():
            alias = " ".join(line.split())
            if len(alias) > ALIAS_LIMIT:
                raise forms.ValidationError(
                    f"A name has at most {ALIAS_LIMIT} characters; “{alias[:40]}…” has more."
                )
            if alias and alias.casefold() not in {known.casefold() for known in aliases}:
                aliases.append(alias)
        return tuple(aliases)

    def content(self) -> dict[str, Any]:
        """What the services of entities take."""
        return {
            name: self.cleaned_data[name] for name in ("name", "kind", "aliases", "description")
        }
