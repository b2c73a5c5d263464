"""manage.py export_annotations."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Kind, Project
from tests.factories import make_annotation, make_article, make_label, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    project = make_project("Harbour Study")
    article = make_article()
    make_annotation(project, article, label=make_label(project, "lead"))
    make_annotation(project, article, kind=Kind.ENTITY)
    return project


def output(*arguments: str, **options: Any) -> str:
    stdout = io.StringIO()
    call_command("export_annotations", *arguments, stdout=stdout, **options)
    return stdout.getvalue()


def test_it_prints_a_table(project: Project) -> None:
    assert output(project.slug).count("\r\n") == 3


def test_it_writes_a_file_and_leaves_no_other(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    assert output(project.slug, format_name="jsonl", output=str(file)) == ""
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert records[-1] == {"type": "end", "annotations": 2}
    assert list(tmp_path.iterdir()) == [file]


def test_identifiers_are_urns_unless_the_sites_address_is_given(project: Project) -> None:
    document = json.loads(output(project.slug, format_name="w3c"))
    assert document["id"] == f"urn:newsarchive:project:{project.pk}"
    document = json.loads(
        output(project.slug, format_name="w3c", base_url="https://news.example.org")
    )
    assert document["id"].startswith("https://news.example.org/projects/harbour-study/")


def test_filters(project: Project) -> None:
    lines = output(project.slug, "--format", "w3c-lines", "--label", "lead").splitlines()
    assert [json.loads(line)["motivation"] for line in lines] == ["highlighting"]
    assert output(project.slug, "--kind", "claim").count("\r\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "no project 'nowhere'. There is: .*harbour-study"),
        (["harbour-study", "--label", "x"], "--label 'x' is not one of the project's: lead"),
        (["harbour-study", "--person", "eve"], "--person 'eve' is not one"),
        (["harbour-study", "--base-url", "news"], "starts with https://"),
        (["harbour-study", "--output", "/nowhere/file"], "/nowhere/file cannot be written"),
    ],
)
def test_what_is_wrong_is_said(project: Project, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        output(*arguments)
