"""The parts of a Word file, read from its ZIP with nothing unpacked that is larger than allowed."""

import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, BinaryIO

from lxml import etree

from .records import Unreadable
from .zip_directory import directory_size

MOST_UNPACKED = 128 * 1024 * 1024
"""Bytes of one part after unpacking; that of a 2,000-page document has some 40 MB."""

# Of what is held of a part at the same time: a tree takes a hundred bytes for each, and no document
# that a program wrote has so many outside of its paragraphs.
_MOST_ELEMENTS = 500_000
_LOOK_EVERY = 200_000
_LONGEST_LIST = 2 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ADVICE = "Open it and save it as a Word document (.docx) or as plain text (UTF-8)."
_OTHERS = (
    ("xl/workbook.xml", "an Excel workbook: save its table as CSV"),
    ("ppt/presentation.xml", "a PowerPoint presentation: save its text as plain text (UTF-8)"),
    ("content.xml", "an OpenDocument file: save it as a Word document (.docx)"),
    ("META-INF/container.xml", "an EPUB book: save its text as plain text (UTF-8)"),
)
_MAIN_PART = "/relationships/officeDocument"
_DAMAGED = (
    *(etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError),
)


class Package:
    """The parts of a Word file by name. Raises Unreadable where it can't be one."""

    def __init__(self, file: BinaryIO) -> None:
        head = file.read(8)
        file.seek(0)
        if head == _OLE:
            raise _old_or_encrypted(file)
        _check_list(file)
        try:
            self._zip = zipfile.ZipFile(file)
            self._names = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
            raise Unreadable(
                "The file is not a Word document, or it is cut off: its contents can't be listed. "
                "Export it again.",
                code="damaged",
            ) from None

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def main(self) -> str:
        """The name of the part with the document's text."""
        if "word/document.xml" in self:
            return "word/document.xml"
        if "_rels/.rels" in self:
            for _, element in self.elements("_rels/.rels", ("start",)):
                target = element.get("Target", "").lstrip("/")
                if element.get("Type", "").endswith(_MAIN_PART) and target.startswith("word/"):
                    return str(target)
        for name, what in _OTHERS:
            if name in self:
                raise Unreadable(f"This is {what}.", code="other-office-file")
        raise Unreadable(
            "This Word file has no text part (word/document.xml). Open it in Word and save it "
            "again.",
            code="no-document",
        )

    def elements(self, name: str, events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """The XML events of a part. What is closed may be cleared by the caller."""
        info = self._names[name]
        if info.flag_bits & 1:
            raise _protected()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(name)
        if info.file_size > MOST_UNPACKED:
            raise Unreadable(
                f"The part {name} of this Word file has {info.file_size / 2**20:,.0f} MB unpacked; "
                f"at most {MOST_UNPACKED // 2**20} MB are read. Split the document.",
                code="too-large-unpacked",
            )
        try:
            with self._zip.open(info) as part:
                yield from _events(part, events, name)
        except Unreadable:
            raise
        except _DAMAGED:
            raise _damaged(name) from None


def _check_list(file: BinaryIO) -> None:
    """Refuse a list of parts that would fill the memory before any part is read."""
    try:
        size = directory_size(file)
    except Unreadable:
        # What is wrong with the file, opening it tells.
        return
    if size > _LONGEST_LIST:
        raise Unreadable(
            f"The list of the parts of this Word file has more than {_LONGEST_LIST // 2**20} MB: "
            "no document has so many parts.",
            code="too-many-parts",
        )


def _events(part: IO[bytes], events: tuple[str, ...], name: str) -> Iterator[tuple[str, Any]]:
    parser = etree.iterparse(
        part,
        events=events,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    for count, (event, element) in enumerate(parser):
        if count % _LOOK_EVERY == _LOOK_EVERY - 1 and _is_large(element):
            raise Unreadable(
                f"The part {name} of this Word file has more than {_MOST_ELEMENTS:,} elements that "
                "are no paragraphs. Open it in Word and save it again, or split it.",
                code="too-many-elements",
            )
        if first:
            first = False
            if element.getroottree().docinfo.doctype:
                raise Unreadable(
                    f"The part {name} of this Word file declares a document type, which Word never "
                    "does: it is not read. Open it in Word and save it again.",
                    code="declares-entities",
                )
        yield event, element


def _is_large(element: Any) -> bool:
    held = element.getroottree().getroot().iter()
    return sum(1 for _ in islice(held, _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        f"The part {name} of this Word file is damaged. Open it in Word, let it be repaired, and "
        "save it again.",
        code="damaged",
    )


def _protected() -> Unreadable:
    return Unreadable(
        "This Word file is protected by a password. Open it, remove the password and save it "
        "again.",
        code="password",
    )


def _old_or_encrypted(file: BinaryIO) -> Unreadable:
    """A compound file: an encrypted .docx, or one of the time before .docx."""
    start = file.read(1024 * 1024)
    end_at = file.seek(0, 2)
    file.seek(max(0, end_at - 1024 * 1024))
    content = start + file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _protected()
    if "WordDocument".encode("utf-16-le") in content:
        message = f"This is a Word file in the old format (.doc), which is not read. {_ADVICE}"
        return Unreadable(message, code="old-word")
    return Unreadable(f"This is an Office file in an old format. {_ADVICE}", code="old-office")
