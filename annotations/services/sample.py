"""The sample: an invented pair of articles on one event, and a project in which they are annotated."""

import json
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from annotations.models import Project

FOLDER = Path(__file__).resolve().parent.parent / "sample"
SLUG = "sample-the-blue-river"


class SampleDamaged(ValueError):
    """The sample's files do not fit together: a quote that its article does not have."""


@transaction.atomic
def load(*, by: User) -> Project:
    """Import the sample's articles and annotate them as `by`, who becomes the project's manager.

    Loaded already, the project is returned as it is, with `by` as a manager of it; articles with
    the same bytes are not imported again.
    """
    # One at a time: a double click must not make two projects.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    description = json.loads((FOLDER / "project.json").read_text("utf-8"))
