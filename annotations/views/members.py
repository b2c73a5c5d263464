"""Who works on a project, and in which role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from annotations.access import open_member, open_project
from annotations.forms.projects import MemberForm, RoleForm
from annotations.forms.refusals import add_refusal
from annotations.models import Role
from annotations.queries import projects as queries
from annotations.services import projects as services
from annotations.services.errors import Refused
from annotations.views.frame import posted, project_frame


@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The members; POST adds one by user name."""
    adding = request.method == "POST"
    access = open_project(request.user, slug, at_least=Role.MANAGER if adding else Role.READER)
    form = MemberForm(posted(request))
    if adding and form.is_valid():
        user, role = form.cleaned_data["username"], form.chosen_role()
        try:
            services.set_member(project=access.project, user=user, role=role, by=access.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{user} is a member now: {role.label}.")
            return redirect("annotations:members", slug)
    context = {
        **project_frame(access, "members"),
        "form": form,
        "memberships": queries.members(access.project),
        "roles": Role.choices,
    }
    return render(request, "annotations/members.html", context, status=422 if form.errors else 200)


@require_POST
def change_role(request: HttpRequest, slug: str, user_pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.MANAGER)
    member = open_member(access, user_pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "There is no such role.")
        return redirect("annotations:members", slug)
    role = form.chosen_role()
    try:
        services.set_member(project=access.project, user=member.user, role=role, by=access.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{member.user} is {role.label} now.")
    return redirect("annotations:members", slug)


@require_POST
def remove_member(request: HttpRequest, slug: str, user_pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.MANAGER)
    member = open_member(access, user_pk)
    try:
        services.remove_member(project=access.project, user=member.user, by=access.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("annotations:members", slug)
    messages.success(
        request, f"{member.user} is no longer a member. What they annotated stays in the project."
    )
    if member.user == access.user:
        return redirect("annotations:projects")
    return redirect("annotations:members", slug)
