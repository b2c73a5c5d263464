"""What a service refuses, shown at the field it is about."""

from django import forms

from annotations.services.errors import InvalidContent, NameTaken, Refused, ShortcutTaken


def add_refusal(form: forms.Form, refusal: Refused) -> None:
    """Put the reason of a refused change where the person who asked for it looks."""
    match refusal:
        case InvalidContent():
            for field, message in refusal.errors.items():
                form.add_error(field if field in form.fields else None, message)
        case NameTaken():
            form.add_error("name", str(refusal))
        case ShortcutTaken():
            form.add_error("shortcut", str(refusal))
        case _:
            form.add_error(None, str(refusal))
