"""The passage that an annotation is to stand on."""

import re
from typing import Any, TypedDict

from django import forms

from articles.models import Article, TextVersion

LONGEST_PASSAGE = 5_000


class Place(TypedDict):
    version: TextVersion
    start: int
    end: int


class PassageForm(forms.Form):
    """A span of a version, or the words of one as they are in the article's present text.

    Offsets are code points of the version's body, half-open. The words stand in for a selection
    where nothing can be selected; they must occur once.
    """

    version = forms.ModelChoiceField(
        TextVersion.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "The article does not have the text any more in which this was "
            "selected. Open the article again and select the passage there, or give its words."
        },
    )
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    end = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    words = forms.CharField(
        required=False,
        max_length=LONGEST_PASSAGE,
        error_messages={
            "max_length": f"A passage is found by at most {LONGEST_PASSAGE:,} characters; "
            "these are %(show_value)s. Give fewer words, or select it in the text."
        },
    )

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
            found = _occurrences(cleaned["words"], self.present.body)
            if len(found) != 1:
                often = "more than once" if found else "nowhere"
                raise forms.ValidationError(
                    f"These words are in the text {often}. Give them exactly, and enough of them."
                )
            cleaned |= {"version": self.present, "start": found[0][0], "end": found[0][1]}
        if cleaned["version"] is None or cleaned["start"] is None or cleaned["end"] is None:
            raise forms.ValidationError("Select the passage in the text, or give its words.")
        return cleaned

    def place(self) -> Place:
        """The passage of a valid form."""
        found = self.cleaned_data
        return Place(version=found["version"], start=found["start"], end=found["end"])


def _occurrences(words: str, body: str) -> list[tuple[int, int]]:
    """Where the words are, whatever white space is between them: the first two spans of `body`."""
    sought = " ".join(words.split())
    runs = list(re.finditer(r"\S+", body))
    # Each run of white space is one space here, so the spaces before a character count its run.
    squeezed = " ".join(run[0] for run in runs)

    def in_body(at: int) -> int:
        run = runs[squeezed.count(" ", 0, at)]
        return run.start() + at - (squeezed.rfind(" ", 0, at) + 1)

    spans: list[tuple[int, int]] = []
    at = squeezed.find(sought)
    while at >= 0 and len(spans) < 2:
        spans.append((in_body(at), in_body(at + len(sought) - 1) + 1))
        at = squeezed.find(sought, at + 1)
    return spans
