"""Is this installation sound? Every check names what is wrong; nothing is repaired here."""

import ctypes.util
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from extensions import db
from models.document import Document
from models.feed_file import FeedFile
from models.photo import Photo, Rendition
from models.product_picture import ProductPicture
from services import document_rendering, queues
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
        yield Finding("storage can be written", error.strerror or type(error).__name__)
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
    known: dict[str, int] = {}
    kinds: tuple[tuple[Any, Any, Any], ...] = (
        (Photo, Photo.storage_key, Photo.size_bytes),
        (Rendition, Rendition.key, Rendition.size_bytes),
        (Document, Document.pdf_key, Document.pdf_bytes),
        (FeedFile, FeedFile.key, FeedFile.size_bytes),
        (FeedFile, FeedFile.gzip_key, FeedFile.gzip_bytes),
    )
    for model, key, size in kinds:
        rows: dict[str, int] = dict(
            db.session.execute(select(key, size).where(key.is_not(None))).all()
        )
        wrong = [name for name, expected in rows.items() if _size(name) != expected]
        fault = f"{len(wrong)} missing or cut, first: {wrong[0]}" if wrong else ""
        yield Finding(f"{len(rows)} files of {model.__tablename__}", fault)
        known |= rows
    yield _pictures(known)
    stored = chain(storage().list("galleries"), storage().list("products"), storage().list("feeds"))
    orphans = [name for name in stored if name not in known]
    fault = f"{len(orphans)} without a row, first: {orphans[0]}" if orphans else ""
    yield Finding("files without a row", fault)


def _pictures(known: dict[str, int]) -> Finding:
    """Adds the keys of products' pictures to `known`."""
    keys = (ProductPicture.source_key, ProductPicture.key, ProductPicture.icon_key)
    named = [db.session.scalars(select(key).where(key.is_not(None))).all() for key in keys]
    here = {key: _size(key) for key in chain.from_iterable(named) if key}
    gone = [key for key, size in here.items() if size is None]
    known |= {key: size or 0 for key, size in here.items()}
    fault = f"{len(gone)} missing, first: {gone[0]}" if gone else ""
    return Finding(f"{len(here)} files of {ProductPicture.__tablename__}", fault)


def _size(key: str) -> int | None:
    try:
        return storage().size(key)
    except (FileNotFoundError, ValueError):
        return None
