"""Many rows at once: by COPY, under numbers that are taken beforehand."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Model


def take_ids(model: type[Model], count: int) -> list[int]:
    """Numbers for `count` new rows of a table, ascending; nobody else gets them.

    Rows that refer to each other can be written in any order when their numbers are known.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, model._meta.pk.column, count],
        )
        return sorted(number for (number,) in cursor.fetchall())


def copy(rows: Sequence[Model]) -> None:
    """Insert new objects of one model, which have their primary keys, in one statement.

    Several times quicker than bulk_create: PostgreSQL has no statement to parse and plan. Raises
    IntegrityError or DataError as any insert does.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = model._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream,
    ):
        for row in rows:
            stream.write_row(
                [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
            )
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias
