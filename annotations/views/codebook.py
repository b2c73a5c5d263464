"""The codebook: the labels of a project and what is marked with each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.access import ProjectAccess, open_label, open_project
from annotations.forms.codebook import LabelForm
from annotations.forms.refusals import add_refusal
from annotations.models import Entity, Label, Role
from annotations.queries import codebook as queries
from annotations.services import codebook as services
from annotations.services.errors import EditConflict, LabelInUse, NameTaken, Refused
from annotations.views.frame import posted, project_frame


@require_safe
def codebook(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug)
    context = {
        **project_frame(access, "codebook"),
        "rows": queries.label_rows(access.project),
    }
    return render(request, "annotations/codebook.html", context)


@require_http_methods(["GET", "POST"])
def create_label(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    form = LabelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            label = services.create_label(project=access.project, by=access.user, **form.content())
        except NameTaken as refusal:
            if _is_sent_twice(access, form, refusal.holder):
                return redirect("annotations:codebook", slug)
            add_refusal(form, refusal)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"“{label.name}” is in the codebook now.")
            return redirect("annotations:codebook", slug)
    context = {**project_frame(access, "codebook"), "form": form}
    return render(
        request, "annotations/label_form.html", context, status=422 if form.errors else 200
    )


@require_safe
def label(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A label's definition and everything marked with it."""
    access = open_project(request.user, slug)
    shown = open_label(access, pk)
    passages, page = queries.label_passages(label=shown, page=request.GET.get("page"))
    context = {
        **project_frame(access, "codebook"),
        "label": shown,
        "mentions": passages,
        "page": page,
    }
    return render(request, "annotations/label.html", context)


@require_http_methods(["GET", "POST"])
def edit_label(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    present = open_label(access, pk)
    form = LabelForm(
        posted(request),
        initial={**_content(present), "revision": present.revision},
    )
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            services.update_label(
                label=present, revision=form.started_from(), by=access.user, **form.content()
            )
        except EditConflict as refusal:
            conflict = True
            present = open_label(access, pk)
            add_refusal(form, refusal)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("annotations:codebook", slug)
    context = {
        **project_frame(access, "codebook"),
        "form": form,
        "label": present,
        "conflict": conflict,
        "differing": form.differing(_content(present)) if conflict else {},
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "annotations/label_form.html", context, status=status)


@require_POST
def move_label(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One place up or down in the codebook, as the button says."""
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    moved = open_label(access, pk)
    labels = list(access.project.labels.all())
    place = labels.index(moved)
    target = place + (-1 if request.POST.get("direction") == "up" else 1)
    if 0 <= target < len(labels):
        labels[place], labels[target] = labels[target], labels[place]
        services.order_labels(project=access.project, labels=labels, by=access.user)
    return redirect("annotations:codebook", slug)


@require_POST
def delete_label(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    unwanted = open_label(access, pk)
    try:
        services.delete_label(label=unwanted, by=access.user)
    except LabelInUse as refusal:
        messages.error(request, f"{refusal} Here is where it stands.")
        return redirect("annotations:label", slug, pk)
    messages.success(request, f"“{unwanted.name}” was deleted.")
    return redirect("annotations:codebook", slug)


def _is_sent_twice(access: ProjectAccess, form: LabelForm, holder: Entity | Label) -> bool:
    """True when the name is taken by what the same form made just before."""
    return (
        isinstance(holder, Label)
        and holder.created_by_id == access.user.pk
        and not form.differing(_content(holder))
    )


def _content(present: Label) -> dict[str, str]:
    """A label as the form has it."""
    return {
        "name": present.name,
        "colour": present.colour,
        "shortcut": present.shortcut,
        "definition": present.definition,
    }
