"""How much of what somebody types into a search field is searched for."""

LONGEST_SEARCH = 200
"""Code points. Each word costs the database a pass over what it searches."""
MOST_WORDS = 8


def search_words(text: str) -> list[str]:
    """The first words of `text`; NUL characters, which no query can carry, are left out.

    >>> search_words(" pier  unsafe ")
    ['pier', 'unsafe']
    """
    return text.replace("\x00", "")[:LONGEST_SEARCH].split()[:MOST_WORDS]
