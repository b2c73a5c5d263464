"""What a request asks for."""

from django.http import HttpRequest


def is_swap(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; Back and Forward ask with the same header for the page.

    No page of the library is asked for as a whole to take a part of it (`hx-select`): where some
    are, see `annotations.views.frame.wants_fragment`.
    """
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )
