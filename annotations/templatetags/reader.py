"""The text and the cards of the reader as HTML.

Written in Python and not in templates, because a page has thousands of them (2,000 cards: 0.1 s and
not 1.5 s), and because in the text every character counts.
"""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from annotations.views.card_markup import annotation_card
from annotations.views.cards import Card
from annotations.views.markup import NOTHING, joined, markup, number, plain
from annotations.views.panes import Choice, MarkedBlock, MarkedRun
from articles.core import languages

register = template.Library()
register.simple_tag(annotation_card)

ELEMENTS = {"heading": "h2", "quotation": "blockquote"}


@register.simple_tag
def text_block(block: MarkedBlock) -> SafeString:
    """A block element that contains the text and nothing else: its characters are counted."""
    element = ELEMENTS.get(block.kind, "p")
    return markup(
        '<{} class="block block-{}" id="{}" data-start="{}"{}>{}</{}>',
        element,
        block.kind,
        block.element_id,
        number(block.start),
        _own_language(block.language),
        joined(map(_run, block.runs)),
        element,
    )


def _own_language(language: str) -> SafeString:
    if not language:
        return NOTHING
    return markup(' lang="{}" dir="{}"', language, languages.direction(language))


def _run(run: MarkedRun) -> SafeString:
    if not run.ids:
        return plain(run.text)
    return markup(
        '<mark class="{}" data-a="{}" data-e="{}" data-c="{}">{}</mark>',
        run.classes,
        run.ids,
        run.entities,
        run.claims,
        run.text,
    )


@register.simple_tag
def annotation_cards(cards: Iterable[Card], desk: str) -> SafeString:
    """All cards at once: a tag in a template's loop takes longer than what it makes."""
    return joined(annotation_card(card, desk) for card in cards)


@register.simple_tag
def filter_options(choices: Iterable[Choice], chosen: str) -> SafeString:
    return joined(
        markup(
            '<option value="{}"{}>{}</option>',
            number(pk),
            SafeString(" selected") if chosen == str(pk) else NOTHING,
            name,
        )
        for pk, name in choices
    )
