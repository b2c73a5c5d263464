"""Many rows at once: by COPY, under numbers that are taken beforehand."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Written = Callable[[Any], Any]

# Their values are given to the database as they are.
_PLAIN = (
    models.AutoField,
    models.BinaryField,
    models.BooleanField,
    models.CharField,
    models.FloatField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
)


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers for `count` new rows of a table, ascending; nobody else gets them.

    Rows that refer to each other can be written in any order when their numbers are known.
    """
    if not count:
        return []
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, model._meta.pk.column, count],
        )
        return sorted(number for (number,) in cursor.fetchall())


def copy(rows: Sequence[models.Model]) -> None:
    """Insert new objects of one model, which have their primary keys, in one statement.

    Several times quicker than bulk_create: PostgreSQL has no statement to parse and plan. Raises
    IntegrityError or DataError as any insert does.
    """
    if not rows:
        return
    # The connection itself and not what stands for it: it is asked for each value of each row.
    database = connections[DEFAULT_DB_ALIAS]
    meta = type(rows[0])._meta
    fields = meta.concrete_fields
    names = ", ".join(database.ops.quote_name(field.column) for field in fields)
    statement = f"COPY {database.ops.quote_name(meta.db_table)} ({names}) FROM STDIN"
    values = attrgetter(*(field.attname for field in fields))
    # Some say on writing what they are: the time of a change.
    said = [field for field in fields if _speaks(field)]
    written = [
        (place, _written(field, database))
        for place, field in enumerate(fields)
        if not isinstance(field, _PLAIN)
    ]
    with (
        database.cursor() as cursor,
        database.wrap_database_errors,
        cursor.copy(statement) as stream,
    ):
        for row in rows:
            for field in said:
                field.pre_save(row, True)
            line: list[Any] = list(values(row))
            for place, form in written:
                line[place] = form(line[place])
            stream.write_row(line)
            row._state.adding = False
            row._state.db = DEFAULT_DB_ALIAS


def _speaks(field: "models.Field[Any, Any]") -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _written(field: "models.Field[Any, Any]", database: BaseDatabaseWrapper) -> Written:
    """How a value of a field is given to the database; of those that there are many of, quickly."""
    if type(field) is models.JSONField and field.encoder is None:
        return _json
    if isinstance(field, ArrayField) and isinstance(field.base_field, models.IntegerField):
        return _numbers
    return partial(field.get_db_prep_save, connection=database)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _numbers(value: Sequence[int] | None) -> str | None:
    return None if value is None else f"{{{','.join(map(str, value))}}}"
