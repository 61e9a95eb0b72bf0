"""Is this installation sound? Every check names what is wrong; nothing is repaired here."""

import ctypes.util
import importlib.util
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from extensions import db
from services import document_rendering, inventory, queues, rereading, stored_keys
from services.files import storage

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
MODULES = {"pyvips": "pyvips[binary]", "pillow_heif": "pillow-heif"}
FREE_BYTES_MIN = 1_000_000_000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `fault` is empty when all is well."""

    check: str
    fault: str = ""


def examine() -> Iterator[Finding]:
    """Every check in turn; a check that depends on a broken one is left out."""
    yield from _libraries()
    database = list(_database())
    yield from database
    yield from _redis()
    yield from _storage()
    yield from _documents()
    if not any(finding.fault for finding in database):
        yield from _files()
        yield _bytes()


def _libraries() -> Iterator[Finding]:
    for library, package in LIBRARIES.items():
        missing = "" if ctypes.util.find_library(library) else f"apt-get install {package}"
        yield Finding(f"library {library}", missing)
    for module, package in MODULES.items():
        missing = "" if importlib.util.find_spec(module) else f"pip install {package}"
        yield Finding(f"module {module}", missing)


def _database() -> Iterator[Finding]:
    try:
        with db.engine.connect() as connection:
            here = set(MigrationContext.configure(connection).get_current_heads())
            if connection.dialect.name == "sqlite":
                verdict = connection.scalar(text("PRAGMA quick_check"))
                yield Finding("database pages", "" if verdict == "ok" else str(verdict))
                orphans = len(connection.execute(text("PRAGMA foreign_key_check")).all())
                yield Finding("foreign keys", f"{orphans} rows without parent" if orphans else "")
    except SQLAlchemyError as error:
        yield Finding("database", f"cannot be read: {type(error).__name__}")
        return
    wanted = set(ScriptDirectory(str(Path(__file__).parents[1] / "migrations")).get_heads())
    yield Finding("migrations", "" if here == wanted else "run: flask db upgrade")


def _redis() -> Iterator[Finding]:
    try:
        queues.connect().ping()
        yield Finding("redis")
    except RedisError as error:
        yield Finding("redis", f"away: {type(error).__name__}")


def _storage() -> Iterator[Finding]:
    probe = "doctor/probe"
    try:
        storage().put(probe, b"kadr")
        storage().delete(probe)
        yield Finding("storage can be written")
    except OSError as error:
        yield Finding("storage can be written", error.strerror or str(error))
    free = storage().free_bytes()
    short = f"only {free // 1_000_000} MB left" if free < FREE_BYTES_MIN else ""
    yield Finding("free disk space", short)


def _documents() -> Iterator[Finding]:
    """Is everything here that a PDF is made with? WeasyPrint itself stays with the workers."""
    fonts = Path(current_app.root_path, "static", "fonts")
    gone = [name for name in document_rendering.FONTS if not (fonts / name).is_file()]
    yield Finding("fonts of documents", f"missing: {', '.join(gone)}" if gone else "")
    module = importlib.util.find_spec("weasyprint")
    yield Finding("module weasyprint", "" if module else "pip install weasyprint")


def _files() -> Iterator[Finding]:
    """Every row has its file, whole; every file has its row."""
    counts: Counter[str] = Counter()
    wrong: defaultdict[str, dict[str, inventory.Naming]] = defaultdict(dict)
    orphans: list[str] = []
    for place in chain.from_iterable(map(inventory.places, stored_keys.FOLDERS)):
        if not place.namings:
            orphans.append(place.key)
        for naming in place.namings:
            counts[naming.table] += naming.sure or place.stored is not None
            if not naming.is_kept(place.size_bytes):
                wrong[naming.table][place.key] = naming
    for table in sorted({one.table for one in stored_keys.NAMED}):
        fault = _fault(_still_wrong(wrong[table]), "missing or cut")
        yield Finding(f"{counts[table]} files of {table}", fault)
    left = sorted(set(orphans) - stored_keys.named(orphans))
    yield Finding("files without a row", _fault(left, "without a row"))


def _bytes() -> Finding:
    """What reading the photos again, night by night, has found."""
    read = rereading.progress()
    wrong = [f"{key} ({fault})" for key, fault in rereading.wrong_ones()]
    told = f"{read.checked} of {read.total} photos read again"
    return Finding(told, _fault(wrong, "not as they were received"))


def _still_wrong(suspects: dict[str, inventory.Naming]) -> list[str]:
    """Files come and go while they are looked at."""
    named = sorted(stored_keys.named(suspects))
    return [key for key in named if not suspects[key].is_kept(_size(key))]


def _fault(keys: Sequence[str], what: str) -> str:
    return f"{len(keys)} {what}, first: {keys[0]}" if keys else ""


def _size(key: str) -> int | None:
    try:
        return storage().size(key)
    except (FileNotFoundError, ValueError):
        return None
