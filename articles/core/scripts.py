"""Scripts that matter to how text is cut into words."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese, which put no spaces between words: ranges for a
character class of a regular expression."""

_MARKS = "“”‘’«»–—…•"


def without_marks(text: str) -> str:
    """A text with spaces for the punctuation beyond ASCII that news texts have most.

    It stands in no word. Of an English text only ASCII is left, which is cut into words quickly.
    """
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text
