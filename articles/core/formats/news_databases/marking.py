"""One article of an export while it is read: its lines, what each is, and what they state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ... import boilerplate, dates, languages
from ...extracted import Given
from ...lines import Role, Verdict
from ...prose import ends_sentence, is_prose, words
from ..records import ArticleField

_DAY = re.compile(
    r"[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:1[6-9]|20)\d\d"
    r"|\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?(?:1[6-9]|20)\d\d"
    r"|(?:1[6-9]|20)\d\d年\d{1,2}月\d{1,2}日|(?:1[6-9]|20)\d\d-\d\d-\d\d"
    r"|\d{1,2}[./]\d{1,2}[./](?:1[6-9]|20)\d\d"
)
_LONGEST_DATE = 100
_LONG = 120
_HEADING_WORDS = 12
_OWN_NAMES = {
    "english": "en", "deutsch": "de", "german": "de", "français": "fr", "francais": "fr",
    "french": "fr", "español": "es", "spanish": "es", "italiano": "it", "português": "pt",
    "nederlands": "nl", "русский": "ru", "العربية": "ar", "中文": "zh", "日本語": "ja",
    "simplified chinese": "zh", "traditional chinese": "zh", "chinese - simplified": "zh",
    "chinese - traditional": "zh", "norwegian": "no", "türkçe": "tr", "farsi": "fa",
}  # fmt: skip
_LANGUAGES = {name.casefold(): code for code, name in languages.NAMES.items()} | _OWN_NAMES


@dataclass(slots=True)
class Marked:
    """`verdicts` are by line number from 1; `title` is "" where none is found."""

    producer: str
    lines: list[str] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    given: dict[ArticleField, Given] = field(default_factory=dict)

    @property
    def title(self) -> str:
        found = self.given.get(ArticleField.TITLE)
        return found.values[0] if found else ""

    def add(self, text: str, role: Role | None = None, what: str = "", reason: str = "") -> None:
        """A line of the article; without a role, the rules for plain text judge it."""
        self.lines.append(text)
        if role is not None and text.strip():
            rule = f"{self.producer}-{what}"
            self.verdicts[len(self.lines)] = Verdict(role, rule, reason, 0.95)

    def add_text(self, lines: Sequence[str]) -> None:
        """Lines of the article's own text. What surely is no paragraph or heading has no role."""
        sure = [_is_paragraph(lines, index) for index in range(len(lines))]
        above_text = [False] * len(lines)
        stands_above = False
        for index in reversed(range(len(lines))):
            above_text[index] = stands_above
            if lines[index].strip():
                stands_above = sure[index]
        below_text = False
        for index, line in enumerate(lines):
            if sure[index]:
                below_text = True
                self.add(line, Role.PARAGRAPH, "text", "The line is in the article’s text.")
            elif below_text and above_text[index] and _is_heading(line):
                reason = "The short line without a full stop stands above running text."
                self.add(line, Role.HEADING, "heading", reason)
            else:
                self.add(line)

    def add_label(self, text: str) -> None:
        """A line that is a label, a code or a mark of the database."""
        reason = "The line is a label of the database, not text of the article."
        self.add(text, Role.BOILERPLATE, "label", reason)

    def state(self, name: ArticleField, *values: str, confidence: float = 0.95) -> None:
        """A field's value, unless one is stated already or there is none."""
        kept = tuple(" ".join(value.split()) for value in values if value.strip())
        if kept and name not in self.given:
            self.given[name] = Given(kept, f"{self.producer}-label", confidence)

    def state_date(self, text: str, confidence: float = 0.95) -> bool:
        """The date in a line; whether there is one."""
        found = day_of(text)
        if found is None:
            return False
        if isinstance(found, dates.AmbiguousDate):
            self.state(ArticleField.PUBLISHED, found.raw, confidence=0.3)
        else:
            self.state(ArticleField.PUBLISHED, found.value, confidence=confidence)
        return True

    def state_language(self, text: str) -> None:
        name = re.split(r"[;,(]", text)[0].strip().casefold()
        if code := language_of(name):
            self.state(ArticleField.LANGUAGE, code)


def _is_paragraph(lines: Sequence[str], index: int) -> bool:
    """Whether a line is a whole paragraph, rather than a part of one that was wrapped."""
    text = lines[index].strip()
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    whole = len(text) > _LONG or not any(line.strip() for line in beside)
    return whole and ends_sentence(text) and is_prose(text) and not boilerplate.judge(text)


def _is_heading(line: str) -> bool:
    text = line.strip()
    if not text or text[-1] in ",;:" or ends_sentence(text) or text[0].islower():
        return False
    return words(text) <= _HEADING_WORDS and boilerplate.judge(text) is None


def language_of(name: str) -> str:
    """The code of a language by its English or its own name; "" for what is none."""
    return _LANGUAGES.get(name.strip().casefold(), "")


def day_of(text: str) -> dates.DateReading | dates.AmbiguousDate | None:
    """The day in a short line that has one, beside weekday, time, page or edition."""
    if len(text) > _LONGEST_DATE:
        return None
    for found in _DAY.finditer(text):
        reading = dates.read(" ".join(found.group().replace(" de ", " ").split()))
        if isinstance(reading, dates.AmbiguousDate):
            return reading
        if reading is not None and reading.precision is dates.Precision.DAY:
            return reading
    return None
