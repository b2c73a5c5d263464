"""Texts of others in the cells of a CSV file, which spreadsheets would run."""

# What makes Excel, LibreOffice or Google Sheets run a cell, with the full-width forms that some of
# them fold first (OWASP, "CSV Injection"). An apostrophe is in the list so that taking one leading
# apostrophe away always gives the text back.
_RUNS_OR_LOOKS_DEFUSED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def defused(text: str) -> str:
    """The text as a cell that a spreadsheet shows and does not run.

    >>> defused("=1+1"), defused("'quoted'"), defused("plain")
    ("'=1+1", "''quoted'", 'plain')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_RUNS_OR_LOOKS_DEFUSED) else text


def undefused(cell: str) -> str:
    """What the cell's text was: the inverse of `defused`."""
    return cell[1:] if cell.startswith("'") else cell
