"""The claims of a project and how its articles treat each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.access import (
    ProjectAccess,
    open_claim,
    open_claim_link,
    open_project,
)
from annotations.forms.claims import AbsenceForm, ClaimForm, LinkForm
from annotations.forms.refusals import add_refusal
from annotations.models import Claim, ClaimLink, Role
from annotations.queries import claims as queries
from annotations.queries.pickers import suggest_claims
from annotations.services import claims as services
from annotations.services.errors import EditConflict, Refused
from annotations.views.frame import posted, project_frame, row_ids, searched, wants_fragment

CANDIDATES_SHOWN = 12


@require_safe
def claims(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug)
    text, sort = searched(request), request.GET.get("sort", "")
    rows, page = queries.claim_rows(
        project=access.project, text=text, sort=sort, page=request.GET.get("page")
    )
    context = {
        **project_frame(access, "claims"),
        "rows": rows,
        "page": page,
        "q": text,
        "sort": sort if sort in queries.SORTS else "recent",
    }
    if wants_fragment(request):
        return render(request, "annotations/_claim_list.html", context)
    context["sorts"] = queries.SORTS
    return render(request, "annotations/claims.html", context)


@require_http_methods(["GET", "POST"])
def create_claim(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    form = ClaimForm(posted(request))
    known = None
    if request.method == "POST" and form.is_valid():
        known = services.find(project=access.project, statement=form.cleaned_data["statement"])
        try:
            claim = services.create(
                project=access.project,
                statement=form.cleaned_data["statement"],
                note=form.cleaned_data["note"],
                by=access.user,
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            if form.cleaned_data["note"].strip() in ("", claim.note):
                if known:
                    messages.info(request, "The project has this claim already: here it is.")
                return redirect("annotations:claim", slug, claim.pk)
            # What was noted must not be lost.
            form.add_error("statement", "The project has this claim already.")
            known = claim
    context = {**project_frame(access, "claims"), "form": form, "known": known}
    return render(
        request, "annotations/claim_form.html", context, status=422 if form.errors else 200
    )


@require_safe
def claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A claim with every article's treatment of it; a merged one leads to its whole."""
    access = open_project(request.user, slug)
    shown = open_claim(access, pk)
    if shown.merged_into_id:
        return redirect("annotations:claim", slug, shown.merged_into_id)
    return show_claim(request, access, shown)


def show_claim(
    request: HttpRequest,
    access: ProjectAccess,
    shown: Claim,
    *,
    absence_form: AbsenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The claim's page, above all an absence that could not be recorded, when there is one."""
    context = {
        **project_frame(access, "claims"),
        "shown": queries.claim_page(
            claim=shown, page=request.GET.get("page"), codings_page=request.GET.get("articles")
        ),
        "claim": shown,
        "absence_form": absence_form,
        "page_path": reverse("annotations:claim", args=[access.project.slug, shown.pk]),
    }
    return render(request, "annotations/claim.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    present = open_claim(access, pk)
    access.refuse_others(present.created_by_id)
    form = ClaimForm(posted(request), initial={**_content(present), "revision": present.revision})
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            services.update(
                claim=present,
                revision=form.started_from(),
                statement=form.cleaned_data["statement"],
                note=form.cleaned_data["note"],
                by=access.user,
            )
        except EditConflict as refusal:
            conflict, present = True, open_claim(access, pk)
            add_refusal(form, refusal)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("annotations:claim", slug, pk)
    context = {
        **project_frame(access, "claims"),
        "form": form,
        "claim": present,
        "conflict": conflict,
        "differing": form.differing(_content(present)) if conflict else {},
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "annotations/claim_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def merge_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Find what is the same, see what merging would do (GET with `absorb`), do it (POST)."""
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    kept = open_claim(access, pk)
    if kept.merged_into_id:
        return redirect("annotations:merge_claim", slug, kept.merged_into_id)
    chosen = request.POST if request.method == "POST" else request.GET
    effects = queries.merge_effects(claim=kept, absorbed=row_ids(chosen.getlist("absorb")))
    if request.method == "POST":
        return _merged(request, access, kept, effects)
    context = {
        **project_frame(access, "claims"),
        "claim": kept,
        "q": searched(request),
        "candidates": _candidates(request, access, kept),
        "effects": effects,
    }
    if wants_fragment(request):
        return render(request, "annotations/_claim_candidates.html", context)
    return render(request, "annotations/claim_merge.html", context)


@require_POST
def unmerge_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Undo the merge of one claim, which gets its own mentions back."""
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    absorbed = open_claim(access, pk)
    try:
        services.unmerge(claim=absorbed, by=access.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The claim stands on its own again.")
    return redirect("annotations:claim", slug, pk)


@require_http_methods(["GET", "POST"])
def link_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Find another claim and say how this one bears on it."""
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    linked = open_claim(access, pk)
    form = LinkForm(posted(request), claim=linked)
    if request.method == "POST":
        if form.is_valid():
            try:
                services.link(
                    from_claim=linked,
                    to_claim=form.cleaned_data["claim"],
                    kind=ClaimLink.Kind(form.cleaned_data["kind"]),
                    by=access.user,
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
            return redirect("annotations:claim", slug, pk)
        messages.error(request, "Choose a claim of this project and how this one bears on it.")
    context = {
        **project_frame(access, "claims"),
        "claim": linked,
        "q": searched(request),
        "candidates": _candidates(request, access, linked, or_recent=True),
        "kinds": ClaimLink.Kind.choices,
    }
    if wants_fragment(request):
        return render(request, "annotations/_claim_linkable.html", context)
    return render(
        request, "annotations/claim_link.html", context, status=422 if form.errors else 200
    )


@require_POST
def unlink_claim(request: HttpRequest, slug: str, pk: int, link_pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    link = open_claim_link(access, link_pk, claim=open_claim(access, pk))
    access.refuse_others(link.created_by_id)
    services.unlink(link=link, by=access.user)
    messages.success(request, "The link was removed.")
    return redirect("annotations:claim", slug, pk)


def _candidates(
    request: HttpRequest, access: ProjectAccess, claim: Claim, *, or_recent: bool = False
) -> list[Claim]:
    """Claims that the search field asks for; without a search, those worded alike."""
    asked = searched(request)
    texts = [asked] if asked else [claim.statement, *([""] if or_recent else [])]
    found = {
        suggestion.claim.pk: suggestion.claim
        for text in texts
        for suggestion in suggest_claims(project=access.project, text=text, limit=CANDIDATES_SHOWN)
    }
    found.pop(claim.pk, None)
    return list(found.values())[:CANDIDATES_SHOWN]


def _merged(
    request: HttpRequest,
    access: ProjectAccess,
    kept: Claim,
    effects: tuple[queries.ClaimRow, ...],
) -> HttpResponse:
    if not effects:
        messages.warning(request, "Tick what is to be merged.")
        return redirect("annotations:merge_claim", access.project.slug, kept.pk)
    try:
        services.merge(into=kept, absorbed=[row.claim for row in effects], by=access.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Merged. It can be undone below.")
    return redirect("annotations:claim", access.project.slug, kept.pk)


def _content(present: Claim) -> dict[str, str]:
    """A claim as the form has it."""
    return {"statement": present.statement, "note": present.note}
