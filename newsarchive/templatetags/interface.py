"""Tags that every template may use."""

from functools import cache

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of static/icons/lucide.svg: decoration, so its meaning stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("icons/lucide.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def same_page(context: template.RequestContext, **changes: object) -> str:
    """The query string of this page with some parameters changed; None or "" removes one."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
