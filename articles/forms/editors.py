"""What editors type about articles, read into values."""

import codecs
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from articles.core.encoding_names import in_words
from articles.core.languages import NAMES, UNDETERMINED
from articles.forms.dates import KnownDateField, shown_date
from articles.models import Article, ImportItem, Source, SourceName, Story
from articles.services.errors import Refused
from articles.services.fields import Fields
from articles.services.sources import LONGEST_NAME, check_name, check_source_name

ENCODINGS = (
    "utf-8", "utf-8+cp1252", "utf-16", "windows-1252", "windows-1250", "windows-1251",
    "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
    "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8",
    "iso-8859-9", "iso-8859-13", "iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u", "cp866",
    "mac-roman", "mac-cyrillic", "cp874", "shift_jis", "cp932", "euc-jp", "iso-2022-jp", "gb18030",
    "big5", "euc-kr", "cp949",
)  # fmt: skip


class LinesField(forms.CharField):
    """Several values, one a line; cleans to a list without empty ones."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[str]:
        text = str(super().clean(value))
        return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.clean(self.prepare_value(initial)) != self.clean(data)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


def language_choices(present: str = "") -> list[tuple[str, str]]:
    """Codes and names, by name, "undetermined" first."""
    names = NAMES | ({present: NAMES.get(present, present)} if present else {})
    named = sorted(names.items(), key=lambda pair: (pair[0] != UNDETERMINED, pair[1]))
    return [(code, name) for code, name in named]


class ItemForm(forms.Form):
    """The fields of an import item, apart from its source.

    It carries the values it was filled in from: saved is what differs from them, so that a change
    that somebody else makes of another field stays.
    """

    title = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, help_text="Needed to import."
    )
    kicker = forms.CharField(required=False, help_text="The line above the title: OPINION, PHOTO.")
    authors = LinesField(required=False, help_text="One a line.")
    published = KnownDateField(label="Date")
    language = forms.ChoiceField(choices=language_choices)
    dateline = forms.CharField(required=False, help_text="Where it was filed, as printed.")
    external_id = forms.CharField(
        required=False, max_length=200, label="Identifier", help_text="What its source calls it."
    )
    url = forms.CharField(required=False, label="Address", help_text="Never fetched.")

    def __init__(self, item: ImportItem, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {
            "title": item.title,
            "kicker": item.kicker,
            "authors": item.authors,
            "published": shown_date(item),
            "language": item.language or UNDETERMINED,
            "dateline": item.dateline,
            "external_id": item.external_id,
            "url": item.url,
        }
        self.fields["language"] = forms.ChoiceField(choices=language_choices(item.language))
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def overtaken(self) -> list[str]:
        """The names of fields that are changed here, and were meanwhile by somebody else.

        From now on the form counts as filled in from what they are: sent again, it replaces that.
        """
        shown = {name: self.data.get(self.add_initial_prefix(name)) for name in self.changed_data}
        found = [
            name
            for name, was in shown.items()
            if was is not None
            and self.fields[name].has_changed(self.initial[name], was)
            and self.fields[name].has_changed(self.initial[name], self.data.get(name))
        ]
        present = {
            self.add_initial_prefix(name): self[name].field.prepare_value(self.initial[name])
            for name in found
        }
        self.data = {name: self.data.get(name) for name in self.data} | present
        return found

    def changes(self) -> Fields:
        """What differs from what the form showed; only after `is_valid`."""
        entered = {name: self.cleaned_data[name] for name in self.changed_data}
        if "published" in entered:
            entered["published"], entered["published_precision"] = entered["published"]
        return cast(Fields, entered)


class PastedField(forms.CharField):
    """A text as it was pasted. What can't be stored of it is removed, and listed, as of a file."""

    widget = forms.Textarea(attrs={"rows": 7, "class": "serif"})

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = [
            check
            for check in self.validators
            if not isinstance(check, ProhibitNullCharactersValidator)
        ]


class UploadForm(forms.Form):
    """What the desk takes beside its files."""

    text = PastedField(
        required=False,
        label="Or paste a text",
        help_text="Paste the page as it is, menus and all: what does not belong to the article is "
        "taken out, listed, and can be restored.",
    )
    source = forms.CharField(
        required=False,
        max_length=LONGEST_NAME,
        label="Source of all of them",
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
        help_text="Empty: proposed for each from its header lines. A new name makes a new source.",
    )

    def clean_source(self) -> str:
        name = str(self.cleaned_data["source"])
        try:
            if name:
                check_source_name(name)
        except Refused as error:
            raise ValidationError(str(error)) from error
        return name


class EncodingField(forms.ChoiceField):
    """An encoding, by whichever of its names."""

    def __init__(self, **options: Any) -> None:
        choices = [("", "Find it out"), *((name, in_words(name)) for name in ENCODINGS)]
        super().__init__(choices=choices, required=False, **options)

    def to_python(self, value: Any) -> str:
        return _encoding_name(str(value or ""))

    def prepare_value(self, value: Any) -> Any:
        return _encoding_name(str(value or ""))


def _encoding_name(name: str) -> str:
    """The name by which an encoding is listed; one that is not listed stays as it is."""
    try:
        codec = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return name
    return next((listed for listed in ENCODINGS if codecs.lookup(listed).name == codec), name)


class EncodingForm(forms.Form):
    encoding = EncodingField()


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]
    """An article's fields; its text is changed by importing a new version."""

    authors = LinesField(required=False, help_text="One a line.")
    published_as_known = KnownDateField(label="Date")

    class Meta:
        model = Article
        fields = [
            "title", "kicker", "source", "story", "authors", "published_as_known", "language",
            "dateline", "external_id", "url",
        ]  # fmt: skip
        labels = {"external_id": "Identifier", "url": "Address"}
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "kicker": forms.TextInput,
            "dateline": forms.TextInput,
            "url": forms.TextInput,
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["published_as_known"].initial = shown_date(self.instance)
        self.fields["language"] = forms.ChoiceField(
            choices=language_choices(self.instance.language)
        )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "published_as_known" in cleaned:
            date, precision = cleaned["published_as_known"]
            self.instance.published, self.instance.published_precision = date, precision
        return cleaned

    def changed_columns(self) -> set[str]:
        """The columns that differ from what was there."""
        changed = set(self.changed_data)
        if "published_as_known" in changed:
            changed = (changed - {"published_as_known"}) | {"published", "published_precision"}
        return changed


class SourceNameForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SourceName
        fields = ["kind", "text"]
        widgets = {
            "kind": forms.Select(attrs={"aria-label": "Name or host"}),
            "text": forms.TextInput(attrs={"aria-label": "As it appears", "class": "vTextField"}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("text") and cleaned.get("kind"):
            name = SourceName(pk=self.instance.pk, kind=cleaned["kind"], text=cleaned["text"])
            try:
                check_name(name)
            except Refused as error:
                raise ValidationError({"text": str(error)}) from error
        return cleaned


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Source
        fields = ["name", "language", "description"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "several, or not known"), *language_choices(self.instance.language)[1:]]
        self.fields["language"] = forms.ChoiceField(
            choices=choices, required=False, help_text="The language it mostly publishes in."
        )


class StoryForm(forms.ModelForm):  # type: ignore[type-arg]
    """A story with its articles."""

    articles = forms.ModelMultipleChoiceField(
        queryset=Article.objects.all(), required=False, help_text="An article is in one story."
    )

    class Meta:
        model = Story
        fields = ["title", "summary"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        articles = self.fields["articles"]
        if self.instance.pk:
            articles.initial = list(self.instance.articles.all())
        # The widget asks for articles by way of any foreign key to them.
        articles.widget = AutocompleteSelectMultiple(
            ImportItem._meta.get_field("article"), admin.site
        )
        articles.widget.choices = getattr(articles, "choices")  # noqa: B009
