"""Files that tests of the import bring in."""

from playwright.sync_api import FilePayload

from tests.articles.texts import plain_page

BODY = "The council voted on Monday to close the old {} hall. Its friends dispute it strongly {}."


def text_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


def numbered(number: int) -> bytes:
    return plain_page(title=f"Story {number} of the harbour", number=number)
