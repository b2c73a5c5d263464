"""The passage that an annotation is to stand on."""

import re
from itertools import islice
from typing import Any, TypedDict

from django import forms

from articles.models import Article, TextVersion


class Place(TypedDict):
    version: TextVersion
    start: int
    end: int


class PassageForm(forms.Form):
    """A span of a version, or the words of one as they are in the article's present text.

    Offsets are code points of the version's body, half-open. The words stand in for a selection
    where nothing can be selected; they must occur once.
    """

    version = forms.ModelChoiceField(TextVersion.objects.none(), required=False)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    end = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    words = forms.CharField(required=False)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert article.current_version is not None
        self.present: TextVersion = article.current_version
        field = self.fields["version"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = TextVersion.objects.filter(article=article)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned["words"].strip():
            start, end = self._found(cleaned["words"])
            cleaned |= {"version": self.present, "start": start, "end": end}
        if cleaned["version"] is None or cleaned["start"] is None or cleaned["end"] is None:
            raise forms.ValidationError("Select the passage in the text, or give its words.")
        return cleaned

    def place(self) -> Place:
        """The passage of a valid form."""
        found = self.cleaned_data
        return Place(version=found["version"], start=found["start"], end=found["end"])

    def _found(self, words: str) -> tuple[int, int]:
        """Where the words are, whatever white space is between them in the text."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        found = list(islice(re.finditer(pattern, self.present.body), 2))
        if len(found) != 1:
            often = "more than once" if found else "nowhere"
            raise forms.ValidationError(
                f"These words are in the text {often}. Give them exactly, and enough of them."
            )
        return found[0].span()
