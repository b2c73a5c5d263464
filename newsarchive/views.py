"""The pages that belong to no app: sign-in and what to say when something goes wrong."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from newsarchive.sign_in import redeem
from newsarchive.uploads import NoRoom, TooSlow


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return redirect("articles:archive")


@login_not_required
@never_cache
@require_GET
def sign_in_by_link(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    user = redeem(uid, token)
    if user is None:
        return render(request, "registration/link_dead.html", status=410)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home")


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Too many wrong passwords for one name from one address."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "registration/locked_out.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose CSRF token is not this session's: most often, one signed in again meanwhile."""
    if request.headers.get("HX-Request") == "true" or not request.accepts("text/html"):
        return HttpResponse(
            "This page is out of date. Nothing was lost: reload it and try again.",
            content_type="text/plain; charset=utf-8",
            status=403,
        )
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, NoRoom):
        message = (
            f"The server has no room for what was sent ({exception}). Nothing of it was saved: "
            "tell who looks after it, then send it again."
        )
        return refused_request(request, message, status=507)
    if isinstance(exception, TooSlow):
        rate = settings.REQUEST_MIN_RATE
        least = f"less than {filesizeformat(rate)} a second (REQUEST_MIN_RATE), or " if rate else ""
        message = (
            f"What was sent came too slowly: {least}nothing for a minute. "
            "Nothing of it was saved; send it again, on a better line."
        )
        return refused_request(request, message, status=408)
    if isinstance(exception, RequestDataTooBig):
        limit = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        message = f"The form holds more than {limit} of text. Nothing was saved; send it as a file."
    elif isinstance(exception, TooManyFilesSent):
        message = (
            f"More than {settings.DATA_UPLOAD_MAX_NUMBER_FILES} files came at once. "
            "Nothing was saved; send fewer at a time."
        )
    elif isinstance(exception, TooManyFieldsSent):
        message = "The form has too many fields. Nothing was saved; send it in parts."
    else:
        # The name of a host that is not ours makes every page fail, the frame of the site too.
        return HttpResponseBadRequest("Bad request.\n", content_type="text/plain; charset=utf-8")
    return refused_request(request, message, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """As Django's own, which reads what was sent to look for a token, and fails where it can't."""
    return render(request, "404.html", status=404)


def refused_request(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    """What a request did wrong: a page for people, plain text for scripts."""
    if request.headers.get("HX-Request") == "true" or not request.accepts("text/html"):
        return HttpResponse(message, content_type="text/plain; charset=utf-8", status=status)
    return render(request, "400.html", {"message": message}, status=status)
