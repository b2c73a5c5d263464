"""Lines that recur: in files brought together, and in what one source publishes.

A line that many articles share is hardly a part of any of them. Short lines are compared by their
keys (`lines.line_key`). Sentences do not count: agencies repeat some that belong to the article.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .lines import Disposition, Line, Role, line_key
from .prose import is_prose

RULE = "recurs"
"""The rule of a line whose role was learnt."""

LEAST = 3
_ENOUGH = 10
_SHARE = 0.05
_LONGEST = 200
_MOST_KEYS = 200_000


@dataclass(frozen=True, slots=True)
class Learnt:
    """The roles of lines by their key: of any text of a batch, and of those of a source, by its id.

    What a source's editors said wins over what was counted in a batch.
    """

    anywhere: Mapping[int, Role] = field(default_factory=dict)
    of_sources: Mapping[int, Mapping[int, Role]] = field(default_factory=dict)

    def of(self, source_id: int | None) -> Mapping[int, Role]:
        """What holds for a text of this source, None when it is not known."""
        of_source = self.of_sources.get(source_id) if source_id is not None else None
        return {**self.anywhere, **of_source} if of_source else self.anywhere

    def knows_one_of(self, lines: Sequence[Line], source_id: int | None) -> bool:
        """Whether something was learnt of one of these lines from this source."""
        of_source = self.of_sources.get(source_id) if source_id is not None else None
        return of_source is not None and any(line_key(line.text) in of_source for line in lines)


def candidates(lines: Sequence[Line]) -> tuple[int, ...]:
    """The keys of a text's lines that would be its boilerplate if other texts had them, too.

    Those are the short lines in its body that are no sentences, and those taken out because they
    recur: they must go on being counted.
    """
    return tuple(dict.fromkeys(key for line in lines if (key := _candidate(line))))


def _candidate(line: Line) -> int:
    if line.rule != RULE and line.role.disposition is not Disposition.BODY:
        return 0
    text = line.text.strip()
    return line_key(text) if len(text) <= _LONGEST and not is_prose(text) else 0


class Tally:
    """Counts the lines of texts as they are read; a text that comes again counts once.

    Of very many texts, lines that only one had are forgotten now and then.
    """

    def __init__(self) -> None:
        self._texts: set[int] = set()
        self._counts: Counter[int] = Counter()
        self._frequent: set[int] = set()
        self._most = _MOST_KEYS

    @property
    def total(self) -> int:
        """How many texts were counted."""
        return len(self._texts)

    def add(self, sha256: str, keys: Iterable[int]) -> None:
        """Count the lines of the text with this hash."""
        text = int(sha256[:15] or "0", 16)
        if text in self._texts:
            return
        self._texts.add(text)
        for key in set(keys):
            self._counts[key] += 1
            if self._counts[key] >= LEAST:
                self._frequent.add(key)
        if len(self._counts) > self._most:
            self._counts = Counter({key: n for key, n in self._counts.items() if n > 1})
            self._most = max(_MOST_KEYS, 2 * len(self._counts))

    def recurring(self) -> frozenset[int]:
        """The keys that recur in the texts so far."""
        needed = enough(self.total)
        return frozenset(key for key in self._frequent if self._counts[key] >= needed)


def enough(total: int) -> int:
    """In how many of this many texts a line must be to be taken for boilerplate."""
    return max(LEAST, min(_ENOUGH, int(total * _SHARE)))


def used(lines: Sequence[Line], learnt: Mapping[int, Role]) -> dict[int, Role]:
    """Of what was learnt, that which told the role of one of these lines."""
    found = {}
    for line in lines if learnt else ():
        if line.rule == RULE and (role := learnt.get(line_key(line.text))) is not None:
            found[line_key(line.text)] = role
    return found
