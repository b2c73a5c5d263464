"""One annotation saved over HTTP, as the reader's script sends it: on an empty and a full text."""

import itertools
import sys
import uuid
from collections.abc import Iterator
from statistics import median

from benchmarks.bench import Bench, Subject, run
from benchmarks.figures import Figure, kilobytes, spread, timed
from benchmarks.site import Answer
from benchmarks.subjects import EMPTY, SLUG


def measure(bench: Bench) -> Iterator[Figure]:
    for name in (EMPTY, "spans2000"):
        subject = bench.subjects[name]
        answers: list[int] = []
        places = itertools.count()

        def save(subject: Subject = subject, places: Iterator[int] = places) -> None:
            answers.append(len(_save(bench, subject, next(places)).body))  # noqa: B023

        series = timed(save, bench.rounds)
        _remove_added(bench, subject)
        yield Figure(
            f"save one annotation where {subject.annotations:,} are",
            f"{subject.characters:,} characters",
            f"{spread(series)}, answer {kilobytes(median(answers))}",
        )


def _save(bench: Bench, subject: Subject, number: int) -> Answer:
    start = 100 + number * 37 % (subject.characters - 200)
    return bench.visitor.annotate(
        f"/projects/{SLUG}/annotations/new/",
        {
            "version": subject.version,
            "start": start,
            "end": start + 20,
            "kind": "highlight",
            "note": f"saved {number}",
            "key": uuid.uuid4(),
        },
    )


def _remove_added(bench: Bench, subject: Subject) -> None:
    from annotations.models import Annotation

    Annotation.objects.filter(version=subject.version, note__startswith="saved ").delete()


if __name__ == "__main__":
    sys.exit(run(measure))
