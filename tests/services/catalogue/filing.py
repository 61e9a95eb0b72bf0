"""Files of products, sent and worked on as the worker does."""

import io

from sqlalchemy import select

from extensions import db
from models import OfferSettings, OutboxEntry
from services import catalogue_imports, outbox


def work():
    """All that a worker does with the files that wait."""
    while entry_id := db.session.scalar(
        select(OutboxEntry.id)
        .where(OutboxEntry.kind == "catalogue.read")
        .filter_by(state="pending")
    ):
        outbox.keep(entry_id)
    db.session.expire_all()


def send(studio, data):
    taken = catalogue_imports.receive(studio, "katalog.csv", io.BytesIO(data))
    work()
    return taken


def bring_in(studio, data):
    taken = send(studio, data)
    catalogue_imports.confirm(taken)
    work()
    assert taken.finished_at
    return taken


def counts(taken):
    return taken.made_count, taken.changed_count, taken.same_count, taken.refused_count


def written(studio):
    return b"".join(catalogue_imports.write_all(studio))


def csv(*lines):
    return "\r\n".join(lines).encode()


def version(studio):
    db.session.expire_all()
    return db.session.get(OfferSettings, studio.id).version
