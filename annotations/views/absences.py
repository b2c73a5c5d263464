"""Records that a claim was looked for in an article and not found."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from annotations.access import open_absence, open_claim, open_project
from annotations.forms.claims import AbsenceForm
from annotations.forms.refusals import add_refusal
from annotations.models import Role
from annotations.services import claims as services
from annotations.services.errors import Refused, StaleVersion
from annotations.views.claims import show_claim


@require_POST
def record_absence(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """I looked for the claim in the text that this names and did not find it."""
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    sought = open_claim(access, pk)
    form = AbsenceForm(request.POST, project=access.project)
    status = 422
    if form.is_valid():
        try:
            services.record_absence(
                claim=sought,
                version=form.cleaned_data["version"],
                note=form.cleaned_data["note"],
                by=access.user,
            )
        except StaleVersion:
            status = 409
            form.add_error(
                None,
                "The article's text has changed since you opened this page. Look through the new "
                "text, then record the absence for that one.",
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("annotations:claim", slug, pk)
    return show_claim(request, access, sought.canonical, absence_form=form, status=status)


@require_POST
def withdraw_absence(request: HttpRequest, slug: str, pk: int, absence_pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    absence = open_absence(access, absence_pk, claim=open_claim(access, pk))
    access.refuse_others(absence.created_by_id)
    services.withdraw_absence(absence=absence, by=access.user)
    messages.success(request, "Withdrawn.")
    return redirect("annotations:claim", slug, pk)
