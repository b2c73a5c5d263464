"""What holds for every request: who may come in, whose address it is, what caches must know."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from newsarchive.views import refused_request

GetResponse = Callable[[HttpRequest], HttpResponse]


def vary_on_htmx_middleware(get_response: GetResponse) -> GetResponse:
    """Page and fragment share an address: without this header, Back may show a bare fragment."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return answer


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every view but those marked `login_not_required` needs a signed-in user.

    A fragment requested after the session ended sends the whole page to the sign-in page, and from
    there back to the page the fragment was wanted for.
    """

    def handle_no_permission(  # type: ignore[override]  # the stubs know only the redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request") != "true":
            return super().handle_no_permission(request, view_func)
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = page._replace(scheme="", netloc="").geturl() or "/"
        login = redirect_to_login(back, self.get_login_url(view_func))
        return HttpResponseClientRedirect(login["Location"])


def body_limit_middleware(get_response: GetResponse) -> GetResponse:
    """Refuses a body that is too long before anything stores it, whoever sends it.

    It must be the last one: the views, and the CSRF check just before them, are what reads a body.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if "Transfer-Encoding" in request.headers:
            return refused_request(
                request, "The request does not say how long it is. Nothing was saved.", status=411
            )
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit, name, advice = settings.REQUEST_MAX_BYTES, "", "send less"
        if not length.isdecimal() or int(length) <= limit:
            return get_response(request)  # Django reads nothing of a length that is no number
        if _may_send_many_files(request):
            if int(length) <= settings.IMPORT_MAX_REQUEST_BYTES:
                return get_response(request)
            limit, name = settings.IMPORT_MAX_FILE_BYTES, " (IMPORT_MAX_FILE_BYTES)"
        elif request.path.startswith(settings.IMPORT_PATH):
            advice += ", or sign in again if you were signed out"
        return refused_request(
            request,
            f"More than {filesizeformat(limit)}{name} came at once. Nothing was saved; {advice}.",
            status=413,
        )

    return answer


def _may_send_many_files(request: HttpRequest) -> bool:
    if not request.path.startswith(settings.IMPORT_PATH):
        return False
    return isinstance(request.user, User) and request.user.is_active and request.user.is_staff


def client_address(request: HttpRequest) -> str:
    """The address a request came from, past PROXY_COUNT proxies of ours."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    hops.append(str(request.META.get("REMOTE_ADDR", "")))
    # A proxy appends who asked it; what is further left, the client may have made up.
    return hops[-1 - min(settings.PROXY_COUNT, len(hops) - 1)] or hops[-1]
