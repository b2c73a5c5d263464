"""The formats that a project can be exported in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from annotations.exports import lines, spreadsheet, web_annotation
from annotations.exports.addresses import Addresses
from annotations.exports.rows import Selection
from annotations.models import Project


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how it is called, what it is for, and what writes it."""

    name: str
    title: str
    summary: str
    ending: str
    content_type: str
    write: Callable[[Project, Selection, Addresses], Iterator[str]]

    def file_name(self, project: Project, day: date) -> str:
        """The name of the file: the project and the day, in characters safe everywhere."""
        slug = re.sub(r"[^\w-]", "-", project.slug, flags=re.ASCII)
        return f"{slug}-{day.isoformat()}.{self.ending}"


FORMATS = {
    choice.name: choice
    for choice in (
        Format(
            "csv",
            "Table (CSV)",
            "One row per annotation, for Excel, LibreOffice, R or pandas.",
            "csv",
            "text/csv; charset=utf-8; header=present",
            lambda project, selection, _: spreadsheet.stream(project, selection),
        ),
        Format(
            "jsonl",
            "Everything (JSON Lines)",
            "One record per line: codebook, entities, claims and their links, the articles’ texts, "
            "annotations with replies, checked absences.",
            "jsonl",
            "application/jsonl; charset=utf-8",
            lambda project, selection, _: lines.stream(project, selection),
        ),
        Format(
            "w3c",
            "W3C Web Annotation (JSON-LD)",
            "One annotation collection in the standard that other annotation tools read.",
            "jsonld",
            'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"; charset=utf-8',
            web_annotation.stream,
        ),
        Format(
            "w3c-lines",
            "W3C Web Annotation, one per line",
            "The same annotations, each a JSON-LD document of its own on a line of its own.",
            "jsonld.jsonl",
            "application/jsonl; charset=utf-8",
            web_annotation.stream_lines,
        ),
    )
}
