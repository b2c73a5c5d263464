"""Which few words can be the name of a source."""

import pytest

from articles.core.source_names import looks_like_source


@pytest.mark.parametrize(
    ("text", "is_source"),
    [
        ("Valley News Live", True),
        ("Valley TV Schedule", True),
        ("More Magazine", True),
        ("Follow CNN Valley", False),
        ("Follow Reuters", False),
        ("Valley Media Contacts", False),
        ("Valley Press Relations", False),
    ],
)
def test_a_name_and_a_command_of_the_site(text: str, is_source: bool) -> None:
    assert looks_like_source(text) is is_source
