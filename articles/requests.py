"""What a request asks for."""

from django.http import HttpRequest


def is_swap(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; Back and Forward ask with the same header for the page."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )
