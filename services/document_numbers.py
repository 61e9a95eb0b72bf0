"""Numbers of documents: without a gap within a studio, a kind and a year; a step of a verb."""

from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from extensions import db
from models.document import DocumentSeries
from models.studio import Studio

_INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def take_number(studio: Studio, kind: str) -> tuple[int, date]:
    """The next number, and the day it was given, where the studio is.

    The UPDATE makes two documents wait for each other, and is undone with their transaction. The
    day is read behind that lock, so days never run against numbers.
    """
    year = studio.today().year
    series = {"studio_id": studio.id, "kind": kind, "year": year}
    first = _INSERTS[db.engine.dialect.name](DocumentSeries).values(next_number=1, **series)
    db.session.execute(first.on_conflict_do_nothing())
    taken = (
        update(DocumentSeries)
        .where(*(getattr(DocumentSeries, name) == value for name, value in series.items()))
        .values(next_number=DocumentSeries.next_number + 1)
        .returning(DocumentSeries.next_number)
    )
    number = db.session.execute(taken).scalar_one() - 1
    return number, min(studio.today(), date(year, 12, 31))
