"""Where sentences begin and end, for moving and selecting by sentence."""


def sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Half-open code-point spans of the sentences of `text`, in order, without surrounding space.

    An unknown language falls back to English rules. Everything between two spans is white space.

    >>> sentences("It rained. Nobody came. ", "en")
    ((0, 10), (11, 23))
    """
    from sentencex import get_sentence_boundaries

    spans = []
    for boundary in get_sentence_boundaries(language or "en", text):
        start, end = boundary["start_index"], boundary["end_index"]
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            spans.append((start, end))
    return tuple(spans)
