"""The entities of a project: who and what its articles name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.access import ProjectAccess, open_entity, open_project
from annotations.forms.entities import EntityForm
from annotations.forms.refusals import add_refusal
from annotations.models import Entity, EntityKind, Label, Role
from annotations.queries import entities as queries
from annotations.queries.pickers import suggest_entities
from annotations.services import entities as services
from annotations.services.errors import EditConflict, NameTaken, Refused
from annotations.views.frame import posted, project_frame, row_ids, searched, wants_fragment

CANDIDATES_SHOWN = 12


@require_safe
def entities(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug)
    text = searched(request)
    kind, sort = request.GET.get("kind", ""), request.GET.get("sort", "")
    rows, page = queries.entity_rows(
        project=access.project, text=text, kind=kind, sort=sort, page=request.GET.get("page")
    )
    context = {
        **project_frame(access, "entities"),
        "rows": rows,
        "page": page,
        "q": text,
        "kind": kind,
        "sort": sort if sort in queries.SORTS else "name",
        "filtered": bool(text or kind),
    }
    if wants_fragment(request):
        return render(request, "annotations/_entity_list.html", context)
    context["sorts"] = queries.SORTS
    context["kinds"] = queries.kind_counts(access.project)
    return render(request, "annotations/entities.html", context)


@require_http_methods(["GET", "POST"])
def create_entity(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    initial = {"kind": EntityKind.PERSON, "name": request.GET.get("name", "")}
    form = EntityForm(posted(request), initial=initial)
    namesake = None
    if request.method == "POST" and form.is_valid():
        try:
            entity = services.create(project=access.project, by=access.user, **form.content())
        except NameTaken as refusal:
            namesake = refusal.holder
            if _is_sent_twice(access, form, namesake):
                return redirect("annotations:entity", slug, namesake.pk)
            add_refusal(form, refusal)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("annotations:entity", slug, entity.pk)
    context = {**project_frame(access, "entities"), "form": form, "namesake": namesake}
    return render(
        request, "annotations/entity_form.html", context, status=422 if form.errors else 200
    )


@require_safe
def entity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An entity with its mentions, names, stances and claims; a merged one leads to its whole."""
    access = open_project(request.user, slug)
    shown = open_entity(access, pk)
    if shown.merged_into_id:
        return redirect("annotations:entity", slug, shown.merged_into_id)
    context = {
        **project_frame(access, "entities"),
        "shown": queries.entity_page(entity=shown, page=request.GET.get("page")),
        "entity": shown,
        "may_edit": access.may_change(shown.created_by_id),
    }
    return render(request, "annotations/entity.html", context)


@require_http_methods(["GET", "POST"])
def edit_entity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    present = _own_or_curated(access, pk)
    form = EntityForm(posted(request), initial={**_content(present), "revision": present.revision})
    conflict, namesake = False, None
    if request.method == "POST" and form.is_valid():
        try:
            services.update(
                entity=present,
                revision=form.started_from(),
                by=access.user,
                **form.content(),
            )
        except EditConflict as refusal:
            conflict, present = True, open_entity(access, pk)
            add_refusal(form, refusal)
        except NameTaken as refusal:
            namesake = refusal.holder
            add_refusal(form, refusal)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("annotations:entity", slug, pk)
    context = {
        **project_frame(access, "entities"),
        "form": form,
        "entity": present,
        "conflict": conflict,
        "differing": form.differing(_content(present)) if conflict else {},
        "namesake": namesake,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "annotations/entity_form.html", context, status=status)


@require_POST
def add_alias(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A wording that articles use becomes one of the entity's names."""
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    named = open_entity(access, pk)
    try:
        services.add_alias(entity=named, alias=request.POST.get("alias", ""), by=access.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("annotations:entity", slug, pk)


@require_http_methods(["GET", "POST"])
def merge_entity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Find what is the same, see what merging would do (GET with `absorb`), do it (POST)."""
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    kept = open_entity(access, pk)
    if kept.merged_into_id:
        return redirect("annotations:merge_entity", slug, kept.merged_into_id)
    chosen = request.POST if request.method == "POST" else request.GET
    effects = queries.merge_effects(entity=kept, absorbed=row_ids(chosen.getlist("absorb")))
    if request.method == "POST":
        return _merged(request, access, kept, effects)
    text = searched(request)
    suggestions = suggest_entities(
        project=access.project, text=text or kept.name, limit=CANDIDATES_SHOWN
    )
    context = {
        **project_frame(access, "entities"),
        "entity": kept,
        "q": text,
        "candidates": [one for one in suggestions if one.entity.pk != kept.pk],
        "effects": effects,
    }
    if wants_fragment(request):
        return render(request, "annotations/_entity_candidates.html", context)
    return render(request, "annotations/entity_merge.html", context)


@require_POST
def unmerge_entity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Undo the merge of one entity, which gets its own mentions back."""
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    absorbed = open_entity(access, pk)
    try:
        services.unmerge(entity=absorbed, by=access.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{absorbed.name}” stands on its own again.")
    return redirect("annotations:entity", slug, pk)


def _merged(
    request: HttpRequest,
    access: ProjectAccess,
    kept: Entity,
    effects: tuple[queries.EntityRow, ...],
) -> HttpResponse:
    if not effects:
        messages.warning(request, "Tick what is to be merged.")
        return redirect("annotations:merge_entity", access.project.slug, kept.pk)
    try:
        services.merge(into=kept, absorbed=[row.entity for row in effects], by=access.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        names = ", ".join(f"“{row.entity.name}”" for row in effects)
        messages.success(request, f"Merged: {names}. It can be undone below.")
    return redirect("annotations:entity", access.project.slug, kept.pk)


def _is_sent_twice(access: ProjectAccess, form: EntityForm, holder: Entity | Label) -> bool:
    """True when the name is taken by what the same form made just before."""
    return (
        isinstance(holder, Entity)
        and holder.created_by_id == access.user.pk
        and not form.differing(_content(holder))
    )


def _own_or_curated(access: ProjectAccess, pk: int) -> Entity:
    """The entity, for who made it and for curators."""
    present = open_entity(access, pk)
    access.refuse_others(present.created_by_id)
    return present


def _content(present: Entity) -> dict[str, str]:
    """An entity as the form has it."""
    return {
        "name": present.name,
        "kind": present.kind,
        "aliases": "\n".join(present.aliases),
        "description": present.description,
    }
