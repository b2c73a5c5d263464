"""The same answers as py3langid gives with its own code."""

import functools

import numpy
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from articles.core.language_model import LONGEST, LanguageModel

ours = functools.cache(LanguageModel)


@functools.cache
def theirs() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@pytest.mark.parametrize(
    "text",
    [
        "The council said on Monday that the talks would resume next week, officials said.",
        "THE COUNCIL SAID ON MONDAY THAT THE TALKS WOULD RESUME NEXT WEEK.",
        "Le ministre a déclaré lundi que les négociations reprendraient bientôt.",
        "Der Außenminister sagte am Montag, die Gespräche würden bald fortgesetzt.",
        "قال وزير الدفاع إن المحادثات في طهران كانت مثمرة للغاية.",
        "Министр заявил в понедельник, что переговоры возобновятся на следующей неделе.",
        "Министар је у понедељак изјавио да ће се преговори наставити.",
        "部长周一表示，会谈将于下周恢复。",
        "会談は来週再開されると大臣は月曜日に述べた。",
        "मंत्री ने सोमवार को कहा कि वार्ता अगले सप्ताह फिर शुरू होगी।",
        "O ministro disse na segunda-feira que as negociac\u0327o\u0303es seriam retomadas.",
        "1914 – 1918",
        "Half a character: \ud83d",
        "",
    ],
)
def test_sentences(text: str) -> None:
    assert ours().classify(text) == theirs().classify(text)


@given(st.text(max_size=300) | st.text("abcdefghijklmnopqrstuvwxyz ", max_size=300))
@example("\x00" * 7)
def test_any_text(text: str) -> None:
    assert ours().classify(text) == theirs().classify(text)


def test_no_sequence_is_longer_than_is_looked_at() -> None:
    rows = numpy.asarray(theirs().tk_row)
    moves = numpy.asarray(theirs().tk_nextmove).reshape(-1, 256)
    is_seen = numpy.zeros(len(rows), bool)
    is_seen[0] = True
    length, last = 0, numpy.array([0])
    while True:
        is_next = numpy.zeros(len(rows), bool)
        is_next[moves[rows[last]]] = True
        is_next &= ~is_seen
        if not is_next.any():
            break
        is_seen |= is_next
        length, last = length + 1, numpy.flatnonzero(is_next)
    assert length == LONGEST
