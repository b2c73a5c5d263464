"""What no import can be quicker than: COPY of the same rows into the same tables and indexes."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg

from benchmarks.figures import Figure
from benchmarks.import_run import connected
from benchmarks.scratch import Scratch
from benchmarks.search_vectors import INSERT_VECTORS

_ARTICLES = ("articles_article", "articles_textversion")
_ALL = ("articles_importitem", *_ARTICLES, "articles_fingerprint")
_INDEX = "CREATE INDEX search_entry_vector ON articles_searchentry USING gin (vector)"

Step = Callable[[psycopg.Connection, int], None]


def limits(scratch: Scratch, *, processes: int) -> Iterator[Figure]:
    """The rows of the archive, taken out and put in again in several ways; it is empty then."""
    with connected(scratch) as connection:
        copies = _Copies(connection, scratch.folder, processes)
        where = f"{copies.count:,} articles, COPY"
        for name, tables in (("articles, texts", _ARTICLES), ("all rows of the import", _ALL)):
            for connections in (1, processes):
                seconds = copies.put_in(scratch, tables, connections)
                yield _figure(f"{name}, {connections} at a time", where, copies.count, seconds)
        yield from _searchable(scratch, connection, copies, where, processes)


def _searchable(
    scratch: Scratch,
    connection: psycopg.Connection,
    copies: "_Copies",
    where: str,
    processes: int,
) -> Iterator[Figure]:
    """The same with search vectors: without the index, building it afterwards, keeping it up."""
    for connections in (1, processes):
        connection.execute("DROP INDEX search_entry_vector")
        seconds = copies.put_in(scratch, _ARTICLES, connections, with_vectors=True)
        yield _figure(f"with vectors, {connections} at a time", where, copies.count, seconds)
        start = time.perf_counter()
        connection.execute("SET maintenance_work_mem = '256MB'")
        connection.execute(_INDEX)
        seconds += time.perf_counter() - start
        name = f"with vectors, {connections} at a time, index built afterwards"
        yield _figure(name, where, copies.count, seconds)
    seconds = copies.put_in(scratch, _ARTICLES, processes, with_vectors=True)
    name = f"with vectors, {processes} at a time, index kept up"
    yield _figure(name, where, copies.count, seconds)


class _Copies:
    """The rows of an archive in files, in as many parts as there are connections."""

    def __init__(self, connection: psycopg.Connection, folder: Path, parts: int) -> None:
        self._connection = connection
        self._folder = folder
        self._parts = parts
        found = connection.execute("SELECT count(*) FROM articles_article").fetchone()
        assert found is not None
        (self.count,) = found
        self._columns = {table: _columns(connection, table) for table in _ALL}
        rows = connection.execute("SELECT id FROM articles_article ORDER BY id").fetchall()
        ids = [pk for (pk,) in rows]
        size = -(-len(ids) // parts)
        self._ranges = [
            (ids[n], ids[min(n + size, len(ids)) - 1]) for n in range(0, len(ids), size)
        ]
        for part, (first, last) in enumerate(self._ranges):
            for table in _ALL:
                self._take_out(table, part, first, last)

    def put_in(
        self,
        scratch: Scratch,
        tables: Sequence[str],
        connections: int,
        *,
        with_vectors: bool = False,
    ) -> float:
        """Empty the archive and fill it again; how many seconds the filling takes."""
        self._connection.execute("TRUNCATE articles_article CASCADE")
        self._connection.execute("CHECKPOINT")

        def fill(part: int) -> None:
            with connected(scratch) as connection, connection.transaction():
                self._put_in(connection, tables, part)
                if with_vectors:
                    connection.execute(INSERT_VECTORS, self._ranges[part])

        start = time.perf_counter()
        with ThreadPoolExecutor(connections) as threads:
            list(threads.map(fill, range(len(self._ranges))))
        return time.perf_counter() - start

    def _take_out(self, table: str, part: int, first: int, last: int) -> None:
        key = "id" if table == "articles_article" else "article_id"
        columns = ", ".join(self._columns[table])
        statement = (
            f"COPY (SELECT {columns} FROM {table} WHERE {key} BETWEEN {first} AND {last} "
            f"ORDER BY {key}) TO STDOUT"
        )
        with (
            self._file(table, part).open("wb") as file,
            self._connection.cursor().copy(statement) as rows,
        ):
            for piece in rows:
                file.write(piece)

    def _put_in(self, connection: psycopg.Connection, tables: Sequence[str], part: int) -> None:
        with ExitStack() as stack:
            for table in tables:
                file = stack.enter_context(self._file(table, part).open("rb"))
                columns = ", ".join(self._columns[table])
                with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as rows:
                    while piece := file.read(1 << 16):
                        rows.write(piece)

    def _file(self, table: str, part: int) -> Path:
        return self._folder / f"{table}.{part}.copy"


def _columns(connection: psycopg.Connection, table: str) -> list[str]:
    """All but the reference of a text to its item, which is not there in every case."""
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
        "AND column_name <> 'import_item_id' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in rows]


def _figure(name: str, where: str, count: int, seconds: float) -> Figure:
    return Figure(f"limit: {name}", where, f"{seconds:.2f} s, {count / seconds:,.0f}/s")
