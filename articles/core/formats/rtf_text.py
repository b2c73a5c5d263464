"""What RTF tokens say: paragraphs of text in the right code page, their styles, properties."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..lines import Role
from . import rtf_words as words
from .paragraph_styles import role_of
from .rtf_tokens import Kind, Token

_DEEPEST = 2_000
_LONGEST_SKIP = 100


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `text` has \\n where a line ends inside it.

    `role` is what its style or its numbering makes of it, None where they say nothing.
    """

    text: str
    role: Role | None = None
    note: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it. `target` is where its text goes."""

    target: str = "text"
    font: int | None = None
    skips: int = 1
    hidden: bool = False
    deleted: bool = False


@dataclass(slots=True)
class _Block:
    """The paragraph that is being read."""

    pieces: list[str] = field(default_factory=list)
    style: int = 0
    outlined: bool = False
    listed: bool = False


class Reader:
    """Reads one document; afterwards it knows its properties and what was wrong with it."""

    def __init__(self) -> None:
        self.encoding = "cp1252"
        self.properties: dict[str, str] = {}
        self.created: tuple[int, int, int] | None = None
        self.broken = 0
        self.unbalanced = False
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._default_font: int | None = None
        self._state = _State()
        self._stack: list[_State] = []
        self._deeper = 0
        self._block = _Block()
        self._bytes = bytearray()
        self._skip = 0
        self._surrogate = 0
        self._starred = False
        self._entry = 0
        self._entry_text: list[str] = []
        self._day: dict[str, int] = {}
        self._note: list[str] = []

    def paragraphs(self, tokens: Iterator[Token]) -> Iterator[Paragraph]:
        """The paragraphs in order; those of foot- and endnotes come last."""
        notes: list[Paragraph] = []
        for token in tokens:
            if token.kind is Kind.BYTES:
                self._take(token)
                continue
            self._flush()
            if token.kind is Kind.OPEN:
                self._open()
            elif token.kind is Kind.CLOSE:
                if self._close():
                    break
                if self._note and self._state.target != "note":
                    notes.append(Paragraph("".join(self._note).strip("\n "), note=True))
                    self._note = []
            else:
                ends = token.name in words.PARAGRAPH_ENDS and self._state.target == "text"
                # Cells and sections without text are no empty lines, paragraphs are.
                if ends and (token.name == "par" or self._block.pieces):
                    yield self._ended()
                self._control(token)
        else:
            self.unbalanced = True
        self._flush()
        if not self.unbalanced:
            self.unbalanced = any(token.text.strip() for token in tokens)
        if "".join(self._block.pieces).strip():
            yield self._ended()
        yield from (note for note in notes if note.text)

    def _open(self) -> None:
        self._starred, self._skip = False, 0
        if len(self._stack) < _DEEPEST:
            self._stack.append(self._state)
        else:
            # Groups this deep are an attack; they share the state of the one around them.
            self._deeper += 1

    def _close(self) -> bool:
        """Whether the document has ended."""
        self._starred, self._skip = False, 0
        if self._deeper:
            self._deeper -= 1
            return False
        before = self._state.target
        if self._stack:
            self._state = self._stack.pop()
        if before != self._state.target:
            self._left(before)
        return not self._stack

    def _left(self, target: str) -> None:
        if target in words.ENTRIES:
            self.properties[target] = "".join(self._entry_text)
            self._entry_text = []
        elif target == "style":
            name = "".join(self._entry_text).strip().rstrip(";").strip().lower()
            self._styles.setdefault(self._entry, name)
            self._entry_text, self._entry = [], 0
        elif target == "created" and {"yr", "mo", "dy"} <= self._day.keys():
            self.created = (self._day["yr"], self._day["mo"], self._day["dy"])

    def _control(self, token: Token) -> None:
        name, number = token.name, token.number
        if token.kind is Kind.SYMBOL:
            if name == "*":
                self._starred = True
            elif name in words.SYMBOLS:
                self._put_one(words.SYMBOLS[name])
            return
        if name == "u" and number is not None:
            self._unicode(number)
        elif name in words.CHARACTERS:
            self._put_one(words.CHARACTERS[name])
        elif name == "uc":
            self._state = replace(self._state, skips=min(max(0, number or 0), _LONGEST_SKIP))
        elif not self._destination(name):
            self._property(name, 1 if number is None else number)
        self._starred = False

    def _destination(self, name: str) -> bool:
        target = self._state.target
        if name in words.NOT_TEXT:
            target = "nothing"
        elif name in words.LIST_MARKS:
            self._block.listed = True
            target = "nothing"
        elif name in words.TABLES or (target == "info" and name in words.ENTRIES):
            target = name
        elif target == "info" and name == "creatim":
            target = "created"
        elif target == "text" and name == "footnote":
            target = "note"
        elif target == "text" and self._starred and name not in words.TEXT_BOXES:
            # An optional destination that isn't known is left out whole, as the format says.
            target = "nothing"
        else:
            return False
        self._state = replace(self._state, target=target)
        return True

    def _property(self, name: str, number: int) -> None:
        state, target = self._state, self._state.target
        if name == "f":
            self._state = replace(state, font=number)
            self._entry = number if target == "fonttbl" else self._entry
        elif name == "fcharset" and target == "fonttbl":
            if number in words.CHARSETS:
                self._fonts[self._entry] = words.CHARSETS[number]
        elif name == "cpg" and target == "fonttbl":
            self._fonts[self._entry] = words.codec(number) or self.encoding
        elif name == "ansicpg":
            self.encoding = words.codec(number) or self.encoding
        elif name in words.CHARACTER_SETS:
            self.encoding = words.CHARACTER_SETS[name]
        elif name == "deff":
            self._default_font = number
        elif name == "plain":
            self._state = replace(state, font=None, hidden=False)
        elif name == "v":
            self._state = replace(state, hidden=number != 0)
        elif name == "deleted":
            self._state = replace(state, deleted=number != 0)
        elif name == "pard" and target == "text":
            self._block.style, self._block.outlined, self._block.listed = 0, False, False
        elif name == "s" and target in ("stylesheet", "style"):
            self._entry = number
        elif name == "s" and target == "text":
            self._block.style = number
        elif name == "outlinelevel" and target == "text":
            self._block.outlined = 0 <= number < 9
        elif name in ("yr", "mo", "dy") and target == "created":
            self._day[name] = number
        elif name == "par" and target == "note":
            self._note.append("\n")

    def _take(self, token: Token) -> None:
        text = token.text
        if self._skip:
            dropped = min(self._skip, len(text))
            self._skip -= dropped
            text = text[dropped:]
        if self._state.target == "stylesheet" and text:
            self._state = replace(self._state, target="style")
        if text and self._state.target not in ("nothing", "fonttbl", "info", "created"):
            self._bytes += text

    def _flush(self) -> None:
        """Decode the bytes collected: characters of several bytes are whole only together."""
        if not self._bytes:
            return
        raw = bytes(self._bytes)
        self._bytes.clear()
        if raw.isascii():
            self._put(raw.decode("ascii"))
            return
        font = self._default_font if self._state.font is None else self._state.font
        text = raw.decode(
            self._fonts.get(font if font is not None else -1, self.encoding), "replace"
        )
        self.broken += text.count("\ufffd")
        self._put(text)

    def _unicode(self, number: int) -> None:
        code = number % 0x10000 if number < 0 else number
        self._skip = self._state.skips
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
            return
        if 0xDC00 <= code < 0xE000:
            pair, self._surrogate = self._surrogate, 0
            code = 0x10000 + ((pair - 0xD800) << 10) + (code - 0xDC00) if pair else 0xFFFD
        self._surrogate = 0
        self._put(chr(code) if code <= 0x10FFFF else "\ufffd")

    def _put_one(self, character: str) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._put(character)

    def _put(self, text: str) -> None:
        state = self._state
        if state.hidden or state.deleted:
            return
        if state.target == "text":
            self._block.pieces.append(text)
        elif state.target == "note":
            self._note.append(text)
        elif state.target in ("style", *words.ENTRIES) and len(self._entry_text) < 1_000:
            self._entry_text.append(text)

    def _ended(self) -> Paragraph:
        block = self._block
        text = "".join(block.pieces).strip("\n")
        style = self._styles.get(block.style, "")
        role = role_of(style)
        if role is None and (block.outlined or block.listed):
            role = Role.HEADING if block.outlined else Role.LIST_ITEM
        # A paragraph keeps its properties until \\pard sets them back.
        self._block = _Block(style=block.style, outlined=block.outlined)
        return Paragraph(text, role)
