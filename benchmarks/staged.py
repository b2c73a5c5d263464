"""The page of an import with many items over HTTP: its table, filters, sorting, a later page.

Every tenth file says its date in two ways, every seventh states none, some names repeat and some
texts are there twice, so that problems, proposed sources and filters are those of a real import.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlencode

from benchmarks.bench import Bench, run, say
from benchmarks.corpus import MadeArticle, article
from benchmarks.figures import Figure, kilobytes, spread, timed

ITEMS = 10_000
_GROUP = 200
_PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("table", {}),
    ("page 50", {"page": "50"}),
    ("what is ready", {"state": "ready"}),
    ("a problem", {"problem": "ambiguous-date"}),
    ("sorted by source", {"sort": "source"}),
    ("words of a title", {"q": "harbour"}),
)


def measure(bench: Bench) -> Iterator[Figure]:
    visitor = bench.visitor
    path = f"/admin/articles/importbatch/{_staged(bench)}/change/"
    for what, query in _PAGES:
        address = f"{path}?{urlencode(query)}"
        series = timed(lambda address=address: visitor.get(address), bench.rounds)  # type: ignore[misc]
        size = kilobytes(len(visitor.get(address).body))
        yield Figure(f"import: {what}", f"{ITEMS:,} items", f"{spread(series)}, {size}")


def _staged(bench: Bench) -> int:
    """The key of an import of so many items, made when the folder has none yet."""
    # Imported late: the models read the settings of the scratch folder.
    from django.contrib.auth.models import User
    from django.db import connection

    from articles.models import ImportBatch
    from articles.services.batches import create_batch, keep, one_article
    from articles.services.examining import examine, light_of
    from benchmarks.loading import USERNAME

    User.objects.filter(username=USERNAME).update(is_staff=True, is_superuser=True)
    found = ImportBatch.objects.filter(items__position=ITEMS).first()
    if found is not None:
        return found.pk
    batch = create_batch(origin=ImportBatch.Origin.ADMIN, by=None)
    for start in range(0, ITEMS, _GROUP):
        arrivals = [
            one_article(f"week {number % 52}/{number:05}.txt", BytesIO(_page(bench.seed, number)))
            for number in range(start, start + _GROUP)
        ]
        keep(batch=batch, files=examine(arrivals, light_of(batch=batch)), by=None)
        say(f"{start + _GROUP:,} of {ITEMS:,} items staged")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_importitem")
    return batch.pk


def _page(seed: int, number: int) -> bytes:
    made = article(number - number % 50 if number % 50 == 1 else number, seed=seed)
    text = (
        f"{made.source}\n\nHome | News | Sport\n\n{made.title}\n\n{_date(made, number)}{made.body}"
    )
    return f"{text}\n\n{number} readers shared this page.\n".encode()


def _date(made: MadeArticle, number: int) -> str:
    if number % 7 == 0:
        return ""
    order = "%d/%m/%Y" if number % 10 == 0 else "%d %B %Y"
    return f"{made.published:{order}}\n\n"


if __name__ == "__main__":
    sys.exit(run(measure))
