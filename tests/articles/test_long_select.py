"""The select that needs no template for each of its options."""

import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from articles.forms.long_select import LongSelect

CHOICES = [("", "Every <story>"), ("1", "Ferries & “piers”"), ("2", 'The "second"')]


class Filters(forms.Form):
    quick = forms.ChoiceField(required=False, choices=CHOICES, widget=LongSelect)
    usual = forms.ChoiceField(required=False, choices=CHOICES)


@pytest.mark.parametrize("chosen", [None, "", "2", "none of them"])
def test_is_what_django_makes(chosen: str | None) -> None:
    form = Filters({} if chosen is None else {"quick": chosen, "usual": chosen})
    assertHTMLEqual(str(form["quick"]), str(form["usual"]).replace("usual", "quick"))
