"""Web archives as crawlers write them."""

import io

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = "<html><body><p>The mayor’s talks failed.</p></body></html>"
Answer = tuple[bytes, dict[str, str]]
HTML = {"Content-Type": "text/html"}


def archive(*answers: Answer, packed: bool = False, kind: str = "response") -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for number, (payload, headers) in enumerate(answers, 1):
        head = StatusAndHeaders("200 OK", list(headers.items()), protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"https://planet.example/{number}",
                kind,
                payload=io.BytesIO(payload),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2024-03-04T10:00:00Z"},
            )
        )
    return file.getvalue()


def pages(count: int) -> list[bytes]:
    return [
        f"<html><body><p>Page {n} of the paper.</p></body></html>".encode() for n in range(count)
    ]
