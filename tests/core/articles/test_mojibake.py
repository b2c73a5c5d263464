import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.core.decoding import decode
from articles.core.mojibake import MOJIBAKE, problem, repaired, repairs

RIGHT = "“Naïve”, said Renée: the café’s façade costs 5 €."


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        "Прибыл в Тегеран — «для переговоров».",
        "قال وزير الدفاع إن المحادثات كانت مثمرة.",
        "国防部长抵达德黑兰。",
        "“Quotes” and ‘quotes’, ﬁne ligatures &amp; entities ｆｕｌｌ width",
        "Ångström’s µ-scale, 20 °C, §5 ¶2, ½ litre, AÑO",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert list(repairs(text)) == []
    assert repaired(text) == text
    assert problem(text) is None


def test_wrong_lines_are_found_and_put_right() -> None:
    text = "A heading\ncafÃ© dâ€™Orsay\n“Kept” as it is\nÐ¼Ð¸Ñ€\n"
    assert [(one.line, one.after) for one in repairs(text)] == [(2, "café d’Orsay"), (4, "мир")]
    found = problem(text)
    assert found is not None
    assert (found.line, found.code) == (2, MOJIBAKE)
    assert "2 lines seem" in found.message
    assert repaired(text) == "A heading\ncafé d’Orsay\n“Kept” as it is\nмир\n"


def test_decoding_proposes_and_repairs_only_when_told() -> None:
    raw = "Title\n\ncafÃ© dâ€™Orsay\n".encode()
    left = decode(raw)
    assert left.text == raw.decode()
    assert [found.code for found in left.problems] == [MOJIBAKE]
    right = decode(raw, repair=True)
    assert right.text == "Title\n\ncafé d’Orsay\n"
    assert right.problems == ()


def test_halves_that_are_control_characters_are_repaired_before_they_go() -> None:
    raw = "it’s".encode().decode("latin-1").encode()
    assert decode(raw, repair=True).text == "it’s"


@given(st.text(max_size=200))
def test_lines_stay_lines(text: str) -> None:
    assert repaired(text).count("\n") == text.count("\n")
