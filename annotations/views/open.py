"""Ways from the archive to the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from annotations.access import open_project
from annotations.queries.desk import remember_project
from annotations.views.frame import row_ids
from annotations.views.panes import MOST_PANES


@require_safe
def compare_selected(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles ticked in a list, side by side; a single one in the reader."""
    access = open_project(request.user, slug)
    remember_project(request.session, access.project)
    ticked = row_ids(request.GET.getlist("article"))
    if not ticked:
        messages.warning(request, "Tick the articles that you want to open, two to compare them.")
        return redirect(_back(request.GET.get("back", "")))
    if len(ticked) == 1:
        return redirect("annotations:read", slug, *ticked)
    if len(ticked) > MOST_PANES:
        messages.info(
            request, f"{len(ticked)} articles are ticked; the first {MOST_PANES} are shown."
        )
    chosen = ",".join(str(pk) for pk in ticked[:MOST_PANES])
    return redirect(reverse("annotations:compare", kwargs={"slug": slug, "ids": chosen}))


@require_POST
def use_project(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the project that articles are opened in."""
    access = open_project(request.user, slug)
    remember_project(request.session, access.project)
    return redirect(_back(request.POST.get("next", "")))


def _back(address: str) -> str:
    """An address of this site's, or the archive."""
    if url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/"):
        return address
    return reverse("articles:archive")
