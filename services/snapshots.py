"""The whole database as one file, as it was at one moment, while everything else goes on."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, exists, inspect, select, text

from extensions import db
from media.storage import sync
from models.studio import Studio

MAKING = ".making"


class SnapshotFailed(Exception):
    """It could not be taken or put back; the sentence says why. Nothing half-done is left."""


def take(target: Path) -> int:
    """Write the file, on disk for good; returns its bytes. Raises SnapshotFailed."""
    if target.exists():
        raise SnapshotFailed(f"{target} is there already.")
    making = target.with_name(target.name + MAKING)
    making.unlink(missing_ok=True)
    url = db.engine.url
    if url.get_backend_name() == "sqlite":
        _copy(Path(str(url.database)), making)
    else:
        _run(["pg_dump", "--format=custom", f"--file={making}"], url)
    sync(making)
    making.chmod(0o600)
    making.rename(target)
    sync(target.parent)
    return target.stat().st_size


def put_back(source: Path, *, replaces: bool = False) -> None:
    """Make the database what it was. Nobody else may be using it: servers and workers are stopped.

    Raises SnapshotFailed when there is a studio in it, unless it `replaces` whatever is there.
    """
    url = db.engine.url
    if _is_used() and not replaces:
        raise SnapshotFailed("There are studios in this database. They would be lost.")
    if url.get_backend_name() == "sqlite":
        db.engine.dispose()
        _check(source)
        _fill(Path(str(url.database)), source)
    else:
        _run(["pg_restore", "--list", str(source)], url)
        with db.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        db.engine.dispose()
        words = ["pg_restore", "--no-owner", "--exit-on-error", "--single-transaction"]
        _run([*words, f"--dbname={url.database}", str(source)], url)


def _is_used() -> bool:
    if not inspect(db.engine).has_table(Studio.__tablename__):
        return False
    with db.engine.connect() as connection:
        return connection.scalar(select(exists(select(Studio.id)))) or False


def _copy(database: Path, target: Path) -> None:
    """VACUUM INTO reads one moment of a database that is written meanwhile."""
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        _check(target)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise SnapshotFailed(f"SQLite: {error}.") from error


def _check(database: Path) -> None:
    if not database.is_file():
        raise SnapshotFailed(f"There is no {database}.")
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise SnapshotFailed(f"{database} is no database: {error}.") from error
    if verdict != "ok":
        raise SnapshotFailed(f"{database} is damaged: {verdict}")


def _fill(database: Path, source: Path) -> None:
    """An empty database is a file, too, and its log would be played into the new one."""
    making = database.with_name(database.name + MAKING)
    shutil.copyfile(source, making)
    sync(making)
    for log in ("-wal", "-shm"):
        database.with_name(database.name + log).unlink(missing_ok=True)
    making.replace(database)
    sync(database.parent)


def _run(command: list[str], url: URL) -> None:
    """One of PostgreSQL's programs; the password is no argument that others could read."""
    told = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": str(url.port) if url.port else url.query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    environment |= {name: str(value) for name, value in told.items() if value}
    try:
        done = subprocess.run(  # noqa: S603 - words of this module
            command, env=environment, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise SnapshotFailed(
            f"{command[0]} is missing: apt-get install postgresql-client"
        ) from error
    if done.returncode:
        raise SnapshotFailed(f"{command[0]}: {done.stderr.strip()[-500:]}")
