import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.core.blocks import (
    Block,
    BlockKind,
    check_tiling,
    compose,
    from_json,
    to_json,
    with_languages,
)

P = BlockKind.PARAGRAPH
PIECES = st.lists(
    st.tuples(
        st.sampled_from(list(BlockKind)),
        st.text(min_size=1).map(str.strip).filter(lambda text: text and "\n\n" not in text),
    ),
    min_size=1,
)


@given(PIECES)
def test_composed_blocks_tile_the_body(pieces: list[tuple[BlockKind, str]]) -> None:
    body, blocks = compose(pieces)
    assert check_tiling(body, blocks) == []
    assert [(block.kind, body[block.start : block.end]) for block in blocks] == pieces
    assert from_json(to_json(blocks)) == blocks


@pytest.mark.parametrize("text", ["", " a", "a\n", "a\n\nb"])
def test_pieces_that_would_blur_borders(text: str) -> None:
    with pytest.raises(ValueError, match="block 0"):
        compose([(P, text)])


@pytest.mark.parametrize(
    ("body", "blocks", "complaint"),
    [
        ("", [], "the body is empty"),
        ("ab", [], "no blocks"),
        ("ab\n\ncd", [(0, 2)], "last block ends at 2"),
        ("ab\n\ncd", [(0, 2), (5, 6)], "starts at 5, expected 4"),
        ("ab\n\ncd", [(1, 2), (4, 6)], "starts at 1, expected 0"),
        ("ab\n\ncd", [(0, 6)], "contains a blank line"),
        ("ab cd", [(0, 2), (4, 5)], "not followed by a blank line"),
        ("ab", [(0, 3)], "not inside the body"),
        ("ab ", [(0, 3)], "white space at its ends"),
    ],
)
def test_complaints(body: str, blocks: list[tuple[int, int]], complaint: str) -> None:
    found = check_tiling(body, [Block(P, start, end) for start, end in blocks])
    assert any(complaint in line for line in found), found


def test_a_block_in_another_language_keeps_it() -> None:
    _, blocks = compose([(P, "He said:"), (P, "Oui.")])
    marked = with_languages(blocks, ["", "fr"])
    assert to_json(marked) == [["paragraph", 0, 8], ["paragraph", 10, 14, "fr"]]
    assert from_json(to_json(marked)) == marked


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        ["x"],
        [["paragraph", 0]],
        [["poem", 0, 1]],
        [["paragraph", "0", 1]],
        [["paragraph", 0, 1, 2]],
        [["paragraph", 0, 1, "fr", "de"]],
    ],
)
def test_json_that_is_not_blocks(value: object) -> None:
    with pytest.raises(ValueError, match=r"list|poem"):
        from_json(value)
