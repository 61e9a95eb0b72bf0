"""The whole database into another one, table by table, as from SQLite to PostgreSQL.

What was copied is written down in the target, in the same commit as the rows: a copy that was
killed goes on where it was. Nobody may use either database meanwhile.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from extensions import db
from services import crash_points

ROOT = Path(__file__).resolve().parents[1]
BATCH = 1000
MARK = Table(
    "data_copy", MetaData(), Column("name", String, primary_key=True), Column("rows", String)
)
SOURCE = "source"


class CopyRefused(Exception):
    """Nothing was copied, or not all of it; the sentence says why."""


@dataclass(frozen=True)
class Copied:
    """A table that is in the target as it is in the source."""

    table: str
    rows: int


def copy(target_url: str) -> Iterator[Copied]:
    """Copy and compare everything; a table at a time is told once it is there.

    Raises CopyRefused: the target holds something else, or a table differs in the end.
    """
    source, target = _engine(str(_source_url())), _engine(target_url)
    try:
        _begin(source, target)
        with source.connect() as reading:
            for table in _tables():
                yield Copied(table.name, _copy(table, reading, target))
            for table in _tables():
                _link(table, reading, target)
            _compare(reading, target)
        _end(target)
    finally:
        source.dispose()
        target.dispose()


def _source_url() -> str:
    return db.engine.url.render_as_string(hide_password=False)


def _engine(url: str) -> Engine:
    """JSON goes over as the text that it is: null and no value are two things."""
    return create_engine(url, json_serializer=_as_it_is, json_deserializer=_as_it_is)


def _as_it_is(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def _tables() -> list[Table]:
    """In an order in which every row finds those that it names, but for `_late` columns."""
    copied = MetaData()
    for table in db.metadata.sorted_tables:
        table.to_metadata(copied)
    for column in (column for table in copied.tables.values() for column in table.columns):
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)
    return [copied.tables[table.name] for table in db.metadata.sorted_tables]


def _late(table: Table) -> list[str]:
    """Columns that name rows of the same table, or of a later one."""
    return [
        column.name
        for key in table.foreign_key_constraints
        for column in key.columns
        if key.use_alter or key.referred_table is table
    ]


def _begin(source: Engine, target: Engine) -> None:
    """Make the tables of the target, unless this copy has begun before. Raises CopyRefused."""
    here = source.url.render_as_string(hide_password=True)
    begun = inspect(target).has_table(MARK.name)
    if begun:
        with target.connect() as connection:
            theirs = connection.scalar(select(MARK.c.rows).where(MARK.c.name == SOURCE))
        if theirs != here:
            raise CopyRefused(f"The target holds the unfinished copy of {theirs}.")
    elif inspect(target).get_table_names():
        raise CopyRefused("The target is not empty. Make a new database for the copy.")
    with target.begin() as connection:
        MARK.create(connection, checkfirst=True)
        if not begun:
            connection.execute(insert(MARK).values(name=SOURCE, rows=here))
    _migrate(target)


def _migrate(target: Engine) -> None:
    """The tables are made by the migrations, in a process of its own. Raises CopyRefused."""
    told = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "DATABASE_URL": target.url.render_as_string(hide_password=False),
        "KADR_INSTANCE": str(current_app.config["KADR_INSTANCE"]),
        "SECRET_KEY": current_app.config["SECRET_KEY"],
        "SECRETS_KEY": ",".join(current_app.config["SECRETS_KEY"]),
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
    done = subprocess.run(  # noqa: S603 - words of this module
        command, cwd=ROOT, env=told, capture_output=True, text=True
    )
    if done.returncode:
        raise CopyRefused(f"The tables cannot be made: {done.stderr.strip()[-500:]}")


def _copy(table: Table, reading: Connection, target: Engine) -> int:
    """What is not there yet, a batch and its mark in one commit; how many rows there are."""
    with target.connect() as writing:
        told = writing.scalar(select(MARK.c.rows).where(MARK.c.name == table.name))
    copied, late = int(told or 0), dict.fromkeys(_late(table))
    wanted = select(table).order_by(*table.primary_key).offset(copied)
    rows = reading.execute(wanted, execution_options={"yield_per": BATCH}).mappings()
    if told is None:
        with target.begin() as writing:
            writing.execute(table.delete())
            writing.execute(insert(MARK).values(name=table.name, rows="0"))
    for batch in rows.partitions():
        with target.begin() as writing:
            writing.execute(insert(table), [{**row, **late} for row in batch])
            copied += len(batch)
            _mark(writing, table, copied)
        crash_points.here("copy:after_batch")
    return copied


def _mark(writing: Connection, table: Table, copied: int) -> None:
    writing.execute(update(MARK).where(MARK.c.name == table.name).values(rows=str(copied)))


def _link(table: Table, reading: Connection, target: Engine) -> None:
    """Fill in the `_late` columns, and have the next row counted on from the last."""
    with target.begin() as writing:
        for name in _late(table):
            column = table.c[name]
            for key, value in reading.execute(
                select(table.c.id, column).where(column.is_not(None))
            ):
                writing.execute(update(table).where(table.c.id == key).values({name: value}))
        if target.dialect.name == "postgresql" and "id" in table.primary_key.columns:
            last = writing.scalar(select(func.max(table.c.id)))
            sequence = func.pg_get_serial_sequence(table.name, "id")
            writing.execute(select(func.setval(sequence, last or 1, last is not None)))


def _compare(reading: Connection, target: Engine) -> None:
    """Raises CopyRefused when a table has other rows here than there."""
    with target.connect() as there:
        for table in _tables():
            if _sum(table, reading) != _sum(table, there):
                raise CopyRefused(
                    f"{table.name} differs: somebody wrote meanwhile. "
                    "Make a new database and copy again, with the services stopped."
                )


def _sum(table: Table, connection: Connection) -> tuple[int, int]:
    """(how many rows, the sum of their digests): the same in whatever order they come."""
    count = total = 0
    for row in connection.execute(select(table), execution_options={"yield_per": BATCH}):
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())
    return count, total % 2**256


def _end(target: Engine) -> None:
    with target.begin() as writing:
        writing.execute(text(f"DROP TABLE {MARK.name}"))
