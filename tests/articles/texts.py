"""Invented pages as editors bring them, with the lines a site puts around its articles."""

import hashlib


def herald_page(*, title: str = "Ferry pier to close before winter", number: int = 77001) -> bytes:
    """A page whose header lines name its source, with four things to remove."""
    return (
        "Harbour News | Port Ellery Herald\n\n"
        f"{title} | PORT ELLERY HERALD Online\n"
        "Select Page\n"
        f"Media ID: {number}\n\n"
        "The harbour council of Port Ellery voted on Monday to close the old ferry pier.\n\n"
        "Fishermen dispute the finding and want a second inspection before the winter comes. "
        "The mayor told the Port Ellery Herald that nobody had asked them.\n"
    ).encode()


def plain_page(*, title: str = "Council closes ferry pier", number: int = 1) -> bytes:
    """A page without any sign of its source."""
    return (
        f"{title}\n\n"
        f"The harbour council voted on Monday to close the old ferry pier in vote {number}.\n\n"
        "Fishermen dispute the finding and want a second inspection before the winter comes.\n"
    ).encode()


def distinct_page(number: int, *, title: str = "") -> bytes:
    """A page whose text is like that of no other number."""
    digest = hashlib.shake_256(str(number).encode()).digest(120)
    words = [_WORDS[byte] for byte in digest]
    sentences = [" ".join(words[n : n + 12]).capitalize() + "." for n in range(0, 120, 12)]
    paragraphs = [" ".join(sentences[n : n + 2]) for n in range(0, 10, 2)]
    title = title or " ".join(words[:5]).capitalize()
    return "\n\n".join([title, *paragraphs]).encode()


_WORDS = [
    first + second
    for first in ("har", "bo", "fer", "ca", "mil", "to", "ran", "wes", "pol", "qui", "dun", "se",
                  "lor", "vin", "ga", "ok")
    for second in ("bour", "tel", "ry", "min", "den", "sel", "mar", "ton", "vic", "lan", "per",
                   "der", "nis", "gor", "ber", "ley")
]  # fmt: skip
