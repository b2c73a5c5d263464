"""Addresses that lead to the same page, as far as that can be told without asking anybody."""

import re
from urllib.parse import urlsplit

_TRACKING = re.compile(r"(utm_\w+|gclid|dclid|fbclid|msclkid|mc_[ce]id|igshid|ocid|cmpid)(=|$)")


def identifies(url: str) -> bool:
    """Whether an address may be one article's. A site's front page is not.

    >>> identifies("https://example.org/2024/a-fire"), identifies("https://example.org/")
    (True, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return bool(url)
    if not parts.netloc:
        return bool(url.strip("/"))
    return bool(parts.path.strip("/") or parts.query)


def variants(url: str) -> tuple[str, ...]:
    """An address and others that surely lead to the same page, the given one first.

    With and without encryption, "www.", the slash at the end, a fragment, and what only says where
    a reader came from. Empty for an address that is no single article's.

    >>> variants("http://example.org/a?utm_source=x")[:2]
    ('http://example.org/a?utm_source=x', 'https://example.org/a')
    """
    if not identifies(url):
        return ()
    try:
        parts = urlsplit(url)
    except ValueError:
        return (url,)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return (url,)
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.match(pair)]
    query = f"?{'&'.join(kept)}" if any(kept) else ""
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.rstrip("/")
    return (
        url,
        *dict.fromkeys(
            f"{scheme}://{netloc}{end}{query}"
            for scheme in ("https", "http")
            for netloc in dict.fromkeys((host, f"www.{host}", parts.netloc))
            for end in dict.fromkeys((parts.path, path, f"{path}/"))
        ),
    )
