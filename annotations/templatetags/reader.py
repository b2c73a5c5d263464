"""The text and the cards of the reader as HTML.

Written here and not in templates, because a page has thousands of them (2,000 cards: 0.2 s and not
1.5 s), and because in the text every character counts.
"""

from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from annotations.models import Annotation, Kind, Reply
from annotations.views.cards import Card, cut, ids
from annotations.views.panes import MarkedBlock, MarkedRun

register = template.Library()

ELEMENTS = {"heading": "h2", "quotation": "blockquote"}
NOTHING = SafeString("")


@register.simple_tag
def text_block(block: MarkedBlock) -> SafeString:
    """A block element that contains the text and nothing else: its characters are counted."""
    return format_html(
        '<{element} class="block block-{kind}" id="{id}" data-start="{start}">{runs}</{element}>',
        element=ELEMENTS.get(block.kind, "p"),
        kind=block.kind,
        id=block.element_id,
        start=block.start,
        runs=format_html_join("", "{}", ((_run(run),) for run in block.runs)),
    )


@register.simple_tag
def annotation_card(card: Card, desk: str) -> SafeString:
    """The card of an annotation; `desk` is the address of the project."""
    row = card.annotation
    return format_html(
        '<article class="card kind-{kind}"{attributes} data-kind="{kind}">'
        '<p class="card-head"><span class="chip">{name}</span>{chips}</p>'
        '<blockquote class="card-quote" dir="auto">{quote}</blockquote>{says}{note}'
        '{replies}<p class="card-foot"><span>{who}</span>{when}{edit}</p></article>',
        kind=row.kind,
        attributes=_attributes(card),
        name=row.kind.capitalize(),
        chips=_chips(row),
        quote=cut(row.quote, 140),
        says=SAYS[Kind(row.kind)](card, desk),
        note=format_html('<p class="card-note" dir="auto">{}</p>', row.note)
        if row.note
        else NOTHING,
        replies=_replies(list(row.replies.all())),
        who=row.created_by.get_username() if row.created_by else NOTHING,
        when=format_html(
            ' <a class="card-time" href="#a-{}">{}</a>', row.pk, _time(row.created_at)
        ),
        edit=format_html(
            ' <a class="card-edit" href="{}annotations/{}/edit/" data-open>Edit</a>', desk, row.pk
        )
        if card.may_edit
        else NOTHING,
    )


def _attributes(card: Card) -> SafeString:
    """What the scripts read. Numbers only, which `:d` makes sure of, and so nothing to escape."""
    row = card.annotation
    return SafeString(
        f' id="a-{row.pk:d}" tabindex="-1" data-card="{row.pk:d}"'
        f' data-start="{row.start:d}" data-end="{row.end:d}"'
        f' data-label="{f"{row.label_id:d}" if row.label_id else ""}"'
        f' data-by="{f"{row.created_by_id:d}" if row.created_by_id else ""}"'
        f' data-e="{ids(card.named.entities)}" data-c="{ids(card.named.claims)}"'
        f"{' data-editable' if card.may_edit else ''}{'' if card.shown else ' hidden'}"
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


def _chips(row: Annotation) -> SafeString:
    chips = NOTHING
    if row.label:
        chips += format_html(
            ' <span class="chip hue-{}">{}</span>', row.label.colour, row.label.name
        )
    if row.state != "exact":
        chips += format_html(' <span class="chip chip-state">{}</span>', row.state)
    return chips


def _entity(card: Card, desk: str) -> SafeString:
    entity = card.named.mentioned[0]
    return format_html(
        '<p class="card-referent"><a href="{}entities/{}/">{}</a>'
        ' <span class="muted">{}</span></p>',
        desk,
        entity.pk,
        entity.name,
        entity.kind,
    )


def _claim(card: Card, desk: str) -> SafeString:
    claim, row = card.named.claims[0], card.annotation
    speakers = card.named.entities
    return format_html(
        '<p class="card-referent" dir="auto"><a href="{desk}claims/{pk}/">{statement}</a></p>'
        '<p class="card-how"><span class="rendering rendering-{how}">{how}</span>'
        ' <span class="muted">{who}</span></p>',
        desk=desk,
        pk=claim.pk,
        statement=cut(claim.statement, 300),
        how=row.rendering,
        who=f"speaker: {speakers[0].name}" if speakers else "the outlet itself",
    )


def _stance(card: Card, desk: str) -> SafeString:
    named = card.named
    holders = named.entities[len(named.mentioned) :]
    target = named.mentioned[0] if named.mentioned else named.claims[0]
    return format_html(
        '<p class="card-referent"><span class="holder">{holder}</span>'
        ' <span class="position position-{position}">{position}</span>'
        ' <a href="{desk}{page}/{pk}/" dir="auto">{target}</a></p>',
        holder=holders[0].name if holders else "The outlet",
        position=card.annotation.position,
        desk=desk,
        page="entities" if named.mentioned else "claims",
        pk=target.pk,
        target=cut(str(target), 300),
    )


def _highlight(card: Card, desk: str) -> SafeString:
    return NOTHING


SAYS = {
    Kind.ENTITY: _entity,
    Kind.CLAIM: _claim,
    Kind.STANCE: _stance,
    Kind.HIGHLIGHT: _highlight,
}


def _replies(replies: list[Reply]) -> SafeString:
    if not replies:
        return NOTHING
    items = format_html_join(
        "",
        '<li class="reply"><span class="reply-text" dir="auto">{}</span>'
        ' <span class="muted">{}, {}{}</span></li>',
        (
            (
                reply.text,
                reply.created_by.get_username(),
                _time(reply.created_at),
                ", edited" if reply.edited_at else "",
            )
            for reply in replies
        ),
    )
    return format_html('<ol class="replies plain-list">{}</ol>', items)


def _time(moment: datetime) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="minutes"),
        f"{moment:%-d %B %Y, %H:%M} UTC",
        f"{moment:%-d %b %Y}",
    )
