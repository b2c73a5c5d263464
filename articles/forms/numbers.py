"""Numbers in addresses and forms."""

# All of so many digits fit PostgreSQL's bigint.
_MOST_DIGITS = 18


def row_number(text: str) -> int | None:
    """The number that plain digits write, to look a row up by; None for anything else."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_one else None
