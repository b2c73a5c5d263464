"""The card of an annotation as HTML."""

from collections.abc import Sequence
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString

from annotations.models import Annotation, Kind, Reply
from annotations.views.cards import Card, cut, ids
from annotations.views.markup import NOTHING, day, joined, markup, number, plain
from articles.core.text_diff import compare
from articles.core.word_diff import Part
from articles.models import TextVersion


def annotation_card(card: Card, desk: str) -> SafeString:
    """The card of an annotation; `desk` is the address of the project."""
    row = card.annotation
    return markup(
        '<article class="card kind-{}"{} data-kind="{}">'
        '<p class="card-head"><span class="chip">{}</span>{}</p>'
        "{}{}{}{}{}"
        '<p class="card-foot">{}{}{}{}</p></article>',
        row.kind,
        _attributes(card),
        row.kind,
        row.kind.capitalize(),
        _chips(row),
        _quoted(card),
        _standing(card, desk) if row.state != "exact" else NOTHING,
        SAYS[row.kind](card, desk),
        markup('<p class="card-note" dir="auto">{}</p>', row.note) if row.note else NOTHING,
        _replies(card.replies),
        row.created_by.get_username() if row.created_by else NOTHING,
        markup(' <a href="#a-{}">{}</a>', number(row.id), day(row.created_at)),
        markup(
            ' <a class="card-history" href="{}annotations/{}/history/">history</a>',
            desk,
            number(row.id),
        )
        if row.revision > 1
        else NOTHING,
        markup(
            ' <a class="card-edit" href="{}annotations/{}/edit/" data-open>Edit</a>',
            desk,
            number(row.id),
        )
        if card.may_edit
        else NOTHING,
    )


def _attributes(card: Card) -> SafeString:
    """What the scripts read. Numbers only, which `:d` makes sure of, and so nothing to escape."""
    row = card.annotation
    label = f' data-label="{row.label_id:d}"' if row.label_id else ""
    by = f' data-by="{row.created_by_id:d}"' if row.created_by_id else ""
    entities = ids(entity.id for entity in card.named.entities)
    claims = ids(claim.id for claim in card.named.claims)
    state = "" if row.state == "exact" else f' data-state="{escape(row.state)}"'
    return SafeString(
        f' id="a-{row.id:d}" tabindex="-1" data-card="{row.id:d}"'
        f' data-revision="{row.revision:d}"'
        f' data-start="{row.start:d}" data-end="{row.end:d}"{label}{by}{state}'
        f' data-e="{entities}" data-c="{claims}"'
        f"{' data-editable' if card.may_edit else ''}{'' if card.shown else ' hidden'}"
    )


def _chips(row: Annotation) -> SafeString:
    chips = NOTHING
    if row.label_id and row.label:
        chips += markup(' <span class="chip hue-{}">{}</span>', row.label.colour, row.label.name)
    if row.state != "exact":
        chips += markup(' <span class="chip chip-state">{}</span>', row.state)
    return chips


def _quoted(card: Card) -> SafeString:
    """The words of an annotation; an orphan's, which the text does not show, in their sentence."""
    quote = card.annotation.quote
    if card.stood is None:
        return markup('<blockquote dir="auto">{}</blockquote>', cut(quote, 140))
    return markup(
        '<blockquote class="card-stood" dir="auto">{}<s>{}</s>{}</blockquote>',
        card.stood.before,
        cut(quote, LONGEST_ORPHAN),
        card.stood.after,
    )


LONGEST_ORPHAN = 600
"""Characters of an orphan's quote that its card shows."""

STOOD = {
    "moved": "The same words, but they stand elsewhere since the article was revised.",
    "changed": "The text was edited since this was marked.",
    "orphaned": "The article’s present text does not have this passage any more.",
}
LONGEST_DIFF = 1_500
"""Characters of a quote that a card compares; the page of its form compares all."""


def _standing(card: Card, desk: str) -> SafeString:
    """What the article's revision did to it, and what can be done about that."""
    row = card.annotation
    return markup(
        '<div class="card-standing"><p class="muted">{}{}</p>{}{}</div>',
        STOOD[row.state],
        _version(card.stood.annotation.version) if card.stood else NOTHING,
        _difference(card.quote_before, row.quote) if card.quote_before else NOTHING,
        _standing_actions(card, desk),
    )


def _version(version: TextVersion) -> SafeString:
    return markup(
        ' It stood in <a href="{}?version={}">version {}</a>.',
        reverse("articles:article", args=[version.article_id]),
        number(version.number),
        number(version.number),
    )


def _difference(before: str, now: str) -> SafeString:
    parts = compare(before[:LONGEST_DIFF], now[:LONGEST_DIFF]).parts
    return markup('<p class="word-diff" dir="auto">{}</p>', joined(map(_part, parts)))


def _part(part: Part) -> SafeString:
    element = {"delete": "del", "insert": "ins"}.get(part.kind.value)
    if element is None:
        return plain(part.text)
    return markup("<{}>{}</{}>", element, part.text, element)


def _standing_actions(card: Card, desk: str) -> SafeString:
    row = card.annotation
    address = markup("{}annotations/{}/", desk, number(row.id))
    actions = NOTHING
    if row.state != "orphaned" and card.may_confirm:
        actions += markup('<a class="button" href="{}confirm/" data-confirm>Confirm</a>', address)
    if card.may_edit:
        actions += markup(
            ' <a class="button" href="{}reattach/" data-reattach>{}</a>',
            address,
            "Re-attach" if row.state == "orphaned" else "Move it",
        )
    if row.state != "orphaned" and card.may_confirm:
        actions += markup(' <a class="button" href="{}orphan/" data-orphan>It is gone</a>', address)
    if actions:
        return markup('<p class="card-actions">{}</p>', actions)
    who = row.created_by.get_username() if row.created_by else "its author"
    return markup('<p class="muted">{} is asked to look at it.</p>', who)


def _entity(card: Card, desk: str) -> SafeString:
    entity = card.named.mentioned[0]
    return markup(
        '<p class="card-referent"><a href="{}entities/{}/">{}</a>'
        ' <span class="muted">{}</span></p>',
        desk,
        number(entity.id),
        entity.name,
        entity.kind,
    )


def _claim(card: Card, desk: str) -> SafeString:
    claim, row = card.named.claims[0], card.annotation
    speakers = card.named.entities
    return markup(
        '<p class="card-referent" dir="auto"><a href="{}claims/{}/">{}</a></p>'
        '<p class="card-how"><span class="rendering rendering-{}">{}</span>'
        ' <span class="muted">{}</span></p>',
        desk,
        number(claim.id),
        cut(claim.statement, 300),
        row.rendering,
        row.rendering,
        f"speaker: {speakers[0].name}" if speakers else "the outlet itself",
    )


def _stance(card: Card, desk: str) -> SafeString:
    named, position = card.named, card.annotation.position
    holders = named.entities[len(named.mentioned) :]
    target = named.mentioned[0] if named.mentioned else named.claims[0]
    return markup(
        '<p class="card-referent"><span class="holder">{}</span>'
        ' <span class="position position-{}">{}</span>'
        ' <a href="{}{}/{}/" dir="auto">{}</a></p>',
        holders[0].name if holders else "The outlet",
        position,
        position,
        desk,
        "entities" if named.mentioned else "claims",
        number(target.id),
        cut(str(target), 300),
    )


def _highlight(card: Card, desk: str) -> SafeString:
    return NOTHING


SAYS = {
    Kind.ENTITY.value: _entity,
    Kind.CLAIM.value: _claim,
    Kind.STANCE.value: _stance,
    Kind.HIGHLIGHT.value: _highlight,
}


def _replies(replies: Sequence[Reply]) -> SafeString:
    if not replies:
        return NOTHING
    items = joined(
        markup(
            '<li class="reply"><span class="reply-text" dir="auto">{}</span>'
            ' <span class="muted">{}, {}{}</span></li>',
            reply.text,
            reply.created_by.get_username(),
            day(reply.created_at),
            ", edited" if reply.edited_at else "",
        )
        for reply in replies
    )
    return markup('<ol class="replies plain-list">{}</ol>', items)
