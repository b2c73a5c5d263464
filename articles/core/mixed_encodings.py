"""UTF-8 in which some bytes are of another encoding, as where files were joined: "utf-8+cp1252".

Importing this makes Python know such names.
"""

import codecs
from typing import TYPE_CHECKING

from .problems import Problem

if TYPE_CHECKING:
    from typing_extensions import Buffer

_PREFIX = "utf-8+"


def mixed(other: str) -> str:
    """The name of UTF-8 whose broken bytes are read in this encoding.

    >>> "caf\\u00e9 ".encode() + b"caf\\xe9" == b"caf\\xc3\\xa9 caf\\xe9"
    True
    >>> b"caf\\xc3\\xa9 caf\\xe9".decode(mixed("cp1252"))
    'café café'
    """
    return _PREFIX + other


def is_single_byte(encoding: str) -> bool:
    """Whether each byte is a character in it, ASCII among them: broken bytes can be read so."""
    try:
        every = bytes(range(256)).decode(encoding, "replace")
        return len(every) == 256 and every[:128].isascii()
    except (LookupError, UnicodeError):
        return False


def note(content: bytes, encoding: str) -> tuple[Problem, ...]:
    """What to know of a record that was read in this encoding, if it has broken bytes of UTF-8."""
    if not encoding.startswith(_PREFIX):
        return ()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        message = (
            f"Some bytes are not valid UTF-8; they were read as {encoding.removeprefix(_PREFIX)}. "
            "Compare with the original."
        )
        return (Problem(None, "broken-characters", message),)
    return ()


def _found(name: str) -> codecs.CodecInfo | None:
    # Python has put an underscore for all that is neither letter nor digit.
    other = name.removeprefix("utf_8_")
    if other == name or not is_single_byte(other):
        return None
    other = codecs.lookup(other).name
    errors = mixed(other)

    def other_bytes(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(other, "replace"), error.end

    codecs.register_error(errors, other_bytes)

    class Decoder(codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, input: "Buffer", _: str, final: bool) -> tuple[str, int]:
            return codecs.utf_8_decode(input, errors, final)

    def decode(input: "Buffer", _: str = "strict") -> tuple[str, int]:
        return codecs.utf_8_decode(input, errors, True)

    return codecs.CodecInfo(
        codecs.utf_8_encode, decode, incrementaldecoder=Decoder, name=mixed(other)
    )


codecs.register(_found)
