"""What holds for every request: who may come in, whose address it is, what caches must know."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

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


def client_address(request: HttpRequest) -> str:
    """The address a request came from, past PROXY_COUNT proxies of ours."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    hops.append(str(request.META.get("REMOTE_ADDR", "")))
    # A proxy appends who asked it; what is further left, the client may have made up.
    return hops[-1 - min(settings.PROXY_COUNT, len(hops) - 1)] or hops[-1]
