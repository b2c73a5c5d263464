"""What is sent to the site, written to the disk as it comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class NoRoom(BadRequest):
    """The folder for what is on its way is full, or cannot be written to; says why."""


class TooSlow(BadRequest):
    """What a client sent came too slowly, or stopped coming, and was not waited for any more."""


class DiskUploadHandler(TemporaryFileUploadHandler):
    """As Django's own; that there is no room is said instead of being an error of the program."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        with _said():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with _said():
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        with _said():  # what is still in the buffer is written now
            return super().file_complete(file_size)


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NoRoom(error.strerror or str(error)) from error
