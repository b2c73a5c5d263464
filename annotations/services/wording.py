"""What people type, made fit to store: tidied, and checked with a message for each field."""

from annotations.services.errors import InvalidContent

LONGEST_TEXT = 20_000
"""Characters of a note, description, definition, reply or guidelines: some eight printed pages."""


def one_line(text: str) -> str:
    """Without white space at the ends, and with one space wherever there is any within."""
    return " ".join(text.split())


def required(field: str, text: str, *, longest: int = LONGEST_TEXT) -> str:
    """`text` without white space at its ends.

    Raises InvalidContent when nothing is left, when it is longer than `longest` characters, or when
    it has a NUL character, which PostgreSQL cannot store.
    """
    text = optional(field, text, longest=longest)
    if not text:
        raise InvalidContent({field: "This is empty."})
    return text


def optional(field: str, text: str, *, longest: int = LONGEST_TEXT) -> str:
    """As `required`, and may be empty."""
    if "\x00" in text:
        raise InvalidContent({field: "This contains a NUL character, which cannot be stored."})
    text = text.strip()
    if len(text) > longest:
        raise InvalidContent(
            {field: f"This has {len(text):,} characters; {longest:,} are allowed."}
        )
    return text


def chosen(field: str, value: str, allowed: list[str]) -> str:
    """`value`, which is one of `allowed`; raises InvalidContent when it is not."""
    if value not in allowed:
        raise InvalidContent({field: f"“{value}” is not one of: {', '.join(allowed)}."})
    return value
