"""Files of others, handed out to be saved."""

from typing import IO, Any

from django.http import FileResponse


def attachment(content: IO[Any], name: str) -> FileResponse:
    """A file to save: never shown, whatever a browser thinks that it is."""
    response = FileResponse(
        content,
        as_attachment=True,
        filename=name.replace("\\", "/").rpartition("/")[2] or "file",
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
