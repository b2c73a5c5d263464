"""Digests that identify raw files and texts."""

import hashlib


def sha256_hex(raw: bytes) -> str:
    """The lower-case hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(raw).hexdigest()


def text_sha256(text: str) -> str:
    """The hexadecimal SHA-256 of a text's UTF-8 form. Lone surrogates raise UnicodeEncodeError."""
    return sha256_hex(text.encode("utf-8"))
