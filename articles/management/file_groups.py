"""What is imported and reported together."""

from dataclasses import dataclass, field
from typing import Self

from articles.management.reports import FileReport
from articles.services.arrivals import Arrival, Group


@dataclass
class FileGroup(Group):
    """A group as it is imported and reported: `entries` are arrivals and what there is to say of
    paths between them, in their order."""

    entries: list[Arrival | FileReport] = field(default_factory=list)

    @classmethod
    def of(cls, group: Group, arrivals: list[Arrival]) -> Self:
        """A group of a file with these arrivals for its own."""
        return cls(
            arrivals,
            group.file,
            group.files,
            group.before,
            group.after,
            group.is_last,
            group.problems,
            group.size,
            entries=[*arrivals],
        )

    def add(self, arrival: Arrival) -> None:
        super().add(arrival)
        self.entries.append(arrival)
