"""The projects one is a member of, the page of one, and its settings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.access import open_article, open_project
from annotations.forms.projects import ArticleForm, ProjectForm
from annotations.forms.refusals import add_refusal
from annotations.models import Project, Role
from annotations.queries import projects as queries
from annotations.queries.anchor_states import count_unsettled
from annotations.services import projects as services
from annotations.services import sample
from annotations.services.errors import EditConflict, Refused
from annotations.views.frame import posted, project_frame, searched, signed_in, wants_fragment
from articles.models import Article


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    rows = queries.projects_of(signed_in(request))
    return render(request, "annotations/projects.html", {"rows": rows, "section": "projects"})


@require_http_methods(["GET", "POST"])
def create_project(request: HttpRequest) -> HttpResponse:
    form = ProjectForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            project = services.create_once(
                name=form.cleaned_data["name"],
                guidelines=form.cleaned_data["guidelines"],
                by=signed_in(request),
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(project)
    return render(
        request,
        "annotations/project_new.html",
        {"form": form, "section": "projects"},
        status=422 if form.errors else 200,
    )


@require_POST
def load_sample(request: HttpRequest) -> HttpResponse:
    """Bring the sample's articles and project, or find them, and show the two side by side."""
    if not signed_in(request).is_staff:
        raise PermissionDenied("Only staff brings articles into the archive.")
    try:
        project = sample.load(by=signed_in(request))
    except sample.SampleDamaged as error:
        messages.error(request, f"The sample could not be loaded. {error}")
        return redirect("articles:archive")
    articles = project.article_links.order_by("id").values_list("article", flat=True)[:2]
    return redirect("annotations:compare", project.slug, ",".join(map(str, articles)))


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug)
    text = searched(request)
    rows, page = queries.project_articles(
        project=access.project, text=text, page=request.GET.get("page")
    )
    context = {**project_frame(access, "overview"), "rows": rows, "page": page, "q": text}
    if wants_fragment(request):
        return render(request, "annotations/_project_articles.html", context)
    context["happenings"] = queries.happenings(access.project)
    context["counts"] = count_unsettled(access.project)
    return render(request, "annotations/project.html", context)


@require_http_methods(["GET", "POST"])
def edit_project(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.MANAGER)
    present = access.project
    form = ProjectForm(posted(request), initial={**_content(present), "revision": present.revision})
    status = 200
    conflict = False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.update(
                    project=present,
                    name=form.cleaned_data["name"],
                    guidelines=form.cleaned_data["guidelines"],
                    revision=form.started_from(),
                    by=access.user,
                )
            except EditConflict as refusal:
                present.refresh_from_db()
                conflict, status = True, 409
                add_refusal(form, refusal)
            except Refused as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, "Saved.")
                return redirect("annotations:edit_project", slug)
    context = {
        **project_frame(access, "settings"),
        "form": form,
        "present": present,
        "conflict": conflict,
        "differing": form.differing(_content(present)) if conflict else {},
    }
    return render(request, "annotations/project_settings.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add_article(request: HttpRequest, slug: str) -> HttpResponse:
    """Articles of the archive to choose from; POST adds one of them."""
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    if request.method == "POST":
        form = ArticleForm(request.POST)
        if form.is_valid():
            article: Article = form.cleaned_data["article"]
            services.add_article(
                project_id=access.project.pk, article_id=article.pk, by=access.user
            )
            messages.success(request, f"“{article.title}” is in the project now.")
        else:
            messages.error(request, "There is no such article in the archive.")
        return redirect(_back(request, reverse("annotations:project", args=[slug])))
    text = searched(request)
    context = {
        **project_frame(access, "overview"),
        "q": text,
        "choices": queries.article_choices(project=access.project, text=text),
    }
    if wants_fragment(request):
        return render(request, "annotations/_addable_articles.html", context)
    return render(request, "annotations/project_add_article.html", context)


@require_POST
def remove_article(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.CURATOR)
    article = open_article(pk)
    try:
        services.remove_article(project=access.project, article=article, by=access.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{article.title}” was taken out of the project.")
    return redirect(access.project)


def _content(present: Project) -> dict[str, str]:
    """A project as the form has it."""
    return {"name": present.name, "guidelines": present.guidelines}


def _back(request: HttpRequest, otherwise: str) -> str:
    """The page of this site that a form names to go back to."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return address
    return otherwise
