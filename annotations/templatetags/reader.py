"""Tags of the reader."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from annotations.views.panes import MarkedBlock, MarkedRun

register = template.Library()

ELEMENTS = {"heading": "h2", "quotation": "blockquote"}


@register.simple_tag
def text_block(block: MarkedBlock) -> SafeString:
    """A block element that contains the text and nothing else: its characters are counted.

    Written here and not in a template because of that, and because a page has thousands of runs.
    """
    return format_html(
        '<{element} class="block block-{kind}" id="{id}" data-start="{start}">{runs}</{element}>',
        element=ELEMENTS.get(block.kind, "p"),
        kind=block.kind,
        id=block.element_id,
        start=block.start,
        runs=format_html_join("", "{}", ((_run(run),) for run in block.runs)),
    )


def _run(run: MarkedRun) -> str | SafeString:
    if not run.ids:
        return run.text
    return format_html(
        '<mark class="{}" data-a="{}" data-e="{}" data-c="{}">{}</mark>',
        run.classes,
        run.ids,
        run.entities,
        run.claims,
        run.text,
    )
