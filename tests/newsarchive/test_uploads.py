"""Files on their way to the site, for which there may be no room."""

import subprocess
import sys
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.conftest import REPOSITORY
from tests.factories import make_batch


@pytest.mark.django_db
@pytest.mark.parametrize("accepted", ["text/html", "application/json"])
def test_no_room_for_an_upload_is_said(admin_client: Client, settings: Any, accepted: str) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = "/dev/null/nowhere"
    upload = reverse("admin:articles_importbatch_upload", args=[make_batch().pk])
    sent = {"files": SimpleUploadedFile("a.txt", b"A title\n\nA text.\n")}
    response = admin_client.post(upload, sent, headers={"Accept": accepted})
    assert response.status_code == 507
    assert "no room for what was sent" in response.content.decode()
    assert response.headers["Content-Type"].startswith("text/html") is (accepted == "text/html")


def test_a_process_goes_on_with_memory_that_is_given_back_early() -> None:
    command = (
        "from articles.core.memory import give_back_early; give_back_early();"
        "print(sum(len(bytes(1_000_000)) for _ in range(20)))"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, cwd=REPOSITORY)
    assert done.stdout == b"20000000\n"
