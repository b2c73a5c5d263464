"""The list of what waits since articles were revised, and its rows as things are said of them."""

import json
from dataclasses import dataclass
from typing import Self

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from annotations.access import ProjectAccess, open_annotation, open_project
from annotations.models import AnchorState, Annotation, Project
from annotations.queries.anchor_states import (
    IN_DOUBT,
    UNSETTLED,
    Unsettled,
    count_unsettled,
    quotes_before,
    unsettled,
)
from annotations.queries.passages import by_article, in_context
from annotations.views.frame import project_frame, wants_fragment
from annotations.views.panes import int_or_none
from articles.core.text_diff import compare
from articles.core.word_diff import Part

PASSAGES_PER_PAGE = 50
SAID = {AnchorState.EXACT: "Confirmed", AnchorState.ORPHANED: "Kept under “Text gone”"}
"""What has been done to an annotation that stood in doubt, by its state since."""


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Which part of the list somebody looks at."""

    state: str = ""
    mine: bool = False
    page: int = 1
    has_pages: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        state = query.get("state", "")
        return cls(
            state=state if state in UNSETTLED else "",
            mine="mine" in query,
            page=int_or_none(query.get("page", "")) or 1,
            has_pages="pages" in query,
        )

    @classmethod
    def asking(cls, request: HttpRequest) -> Self | None:
        """The list that a form was sent from, if it was."""
        sent = request.POST.get("list")
        return None if sent is None else cls.of(QueryDict(sent))

    @property
    def as_sent(self) -> str:
        """As the forms of its rows have it."""
        return self._query(page=self.page > 1 and self.page, pages=self.has_pages and 1)

    def address(self, project: Project, **more: int) -> str:
        query = self._query(page=self.page > 1 and self.page, **more)
        return f"{reverse('annotations:waiting', args=[project.slug])}?{query}"

    @property
    def from_the_first(self) -> str:
        """The query of its first page."""
        return self._query()

    def _query(self, **more: int) -> str:
        asked = {"state": self.state, "mine": self.mine and 1, **more}
        return urlencode({name: value for name, value in asked.items() if value})

    def by(self, access: ProjectAccess) -> int | None:
        return access.user.pk if self.mine else None

    def shown_of(self, counts: Unsettled) -> int:
        return getattr(counts, self.state) if self.state else counts.total


@require_safe
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """The annotations that somebody has to look at since their articles were revised."""
    access = open_project(request.user, slug)
    asked = WaitingList.of(request.GET)
    found = in_context(unsettled(access.project, state=asked.state, by=asked.by(access)))
    page = Paginator(found, PASSAGES_PER_PAGE).get_page(asked.page)
    shown = WaitingList(asked.state, asked.mine, page.number, page.paginator.num_pages > 1)
    rows = list(page.object_list)
    settled = _settled(request, access)
    context = {
        **_context(access, shown),
        "differences": _differences(rows),
        "groups": by_article(rows),
        "page": page,
        "settled": settled,
        "settled_said": SAID[AnchorState(settled.state)] if settled else "",
    }
    return render(request, "annotations/waiting.html", context)


def answer_in_list(
    request: HttpRequest,
    access: ProjectAccess,
    shown: WaitingList,
    annotation: Annotation,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    """To a script the annotation's row and the counts, to a plain form the list.

    Where nothing was done (409) the row says what changed meanwhile, or `problem`.
    """
    pk = annotation.pk
    if not wants_fragment(request):
        if annotation.state in IN_DOUBT:
            return redirect(f"{shown.address(access.project)}#waiting-{pk}")
        return redirect(f"{shown.address(access.project, settled=pk)}#settled-{pk}")
    row = in_context(Annotation.objects.filter(pk=pk)).get()
    row.project = access.project
    (group,) = by_article([row])
    said = SAID.get(AnchorState(row.state), "It waits again") if status == 200 else ""
    context = _context(access, shown) | {
        "group": group,
        "passage": group.passages[0],
        "differences": _differences([row]),
        "said": said if row.state not in IN_DOUBT else "",
        "conflict": row if status == 409 and not problem else None,
        "problem": problem,
    }
    response = render(request, "annotations/_waiting_answer.html", context, status=status)
    detail = {"id": pk, "said": said or problem, "left": context["left"]}
    response["HX-Trigger"] = json.dumps({"annotation:settled": detail})
    return response


def _context(access: ProjectAccess, shown: WaitingList) -> dict[str, object]:
    counts = count_unsettled(access.project, by=shown.by(access))
    return {
        **project_frame(access, "overview"),
        "waiting": shown,
        "counts": counts,
        "left": shown.shown_of(counts),
        "show_claim": True,
    }


def _differences(rows: list[Annotation]) -> dict[int, tuple[Part, ...]]:
    before = quotes_before(rows)
    return {
        row.pk: tuple(compare(before[row.pk], row.quote).parts) for row in rows if row.pk in before
    }


def _settled(request: HttpRequest, access: ProjectAccess) -> Annotation | None:
    """What a plain form has just said something of, to offer the way back."""
    pk = int_or_none(request.GET.get("settled", ""))
    if pk is None:
        return None
    try:
        found = open_annotation(access, pk)
    except Http404:
        # An old address: the list itself is there.
        return None
    if found.deleted_at or found.state in IN_DOUBT:
        return None
    return found if access.may_confirm(found) else None
