"""One commit for the business rows and the promises made with them; then the workers are woken."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from sqlalchemy import CursorResult, Update, insert

from extensions import db
from models.outbox import OutboxEntry
from models.photo import Photo
from services import files, queues
from services.queues import Wake

OUTBOX_JOB = "jobs.outbox.run"
RENDITION_JOB = "jobs.renditions.run"
WEB_VERSION_JOB = "jobs.renditions.make_web_version"
AT_ONCE = ("shop.push_order", "shop.set_tracking")
COVER_JOB = "jobs.renditions.make_cover"
EXAMPLE_JOB = "jobs.renditions.make_example"
LOGO_JOB = "jobs.renditions.prepare_logo"
PRODUCT_PICTURE_JOB = "jobs.renditions.prepare_product_picture"
EXCHANGE_JOB = "jobs.shops.exchange"
FEED_JOB = "jobs.feeds.write"


@contextmanager
def transaction(*, reread: bool = True) -> Iterator[None]:
    """Commit once at the end, then delete what is forgotten and wake workers for the promises.

    Anything raised inside rolls everything back, deletes nothing and wakes nobody. Afterwards rows
    are read afresh when they are looked at; without `reread` they keep what they held, for an
    answer that only shows what was changed here.
    """
    session = db.session()
    info = session.info
    if info.get("in_transaction"):
        raise RuntimeError("A verb never calls another verb: one transaction is open already.")
    info["in_transaction"], info["woken"], info["forgotten"] = True, [], []
    try:
        yield
        session.flush()
        wakes = [_wake_for(row) for row in info["woken"]]
        session.expire_on_commit = reread
        session.commit()
        forgotten = info["forgotten"]
    except BaseException:
        session.rollback()
        raise
    finally:
        session.expire_on_commit = True
        info.pop("in_transaction")
        info.pop("woken")
        info.pop("forgotten")
    files.forget(forgotten)
    queues.wake(wakes)


def changed_rows(statement: Update) -> int:
    """How many rows the statement changed. One or none decides between two who came at once."""
    return cast(CursorResult, db.session.execute(statement)).rowcount


def promise(
    kind: str,
    subject_id: int,
    studio_id: int,
    *,
    dedupe: str = "",
    recipient: str = "",
    after: OutboxEntry | None = None,
    shop_id: int | None = None,
) -> OutboxEntry:
    """Write down, inside a transaction, what must be told to the outside world.

    `dedupe` tells apart several promises of one kind about one row; `after` has to be sent first.
    What is told to a shop says so with `shop_id`.
    """
    entry = OutboxEntry(
        kind=kind,
        subject_id=subject_id,
        studio_id=studio_id,
        recipient=recipient,
        dedupe_key=_key(kind, subject_id, dedupe),
        attempts=0,
        after=after,
        shop_id=shop_id,
    )
    db.session.add(entry)
    if after is None:
        db.session.info["woken"].append(entry)
    return entry


def promise_backlog(
    kind: str, subjects: Mapping[int, str], studio_id: int, *, shop_id: int
) -> None:
    """Many at once, by the subject's id with its `dedupe`. Nobody is woken: they go when nothing
    else waits for that shop."""
    rows = [
        {
            "kind": kind,
            "subject_id": subject_id,
            "studio_id": studio_id,
            "dedupe_key": _key(kind, subject_id, dedupe),
            "shop_id": shop_id,
            "is_backlog": True,
        }
        for subject_id, dedupe in subjects.items()
    ]
    if rows:
        db.session.execute(insert(OutboxEntry), rows)


def ask_for_renditions(photo: Photo) -> None:
    """Have the renditions of a photo made once the transaction is committed."""
    db.session.info["woken"].append(photo)


def ask_for_web_version(photo: Photo) -> None:
    """Have the web version of a photo made once the transaction is committed."""
    db.session.info["woken"].append(Wake("renditions", WEB_VERSION_JOB, photo.id))


def ask_for_picture(job: str, row_id: int) -> None:
    """Have one picture made before the photos that wait, once the transaction is committed."""
    db.session.info["woken"].append(Wake("renditions", job, row_id, is_urgent=True))


def forget_files(keys: Iterable[str]) -> None:
    """Have the bytes of these keys deleted once the transaction is committed."""
    db.session.info["forgotten"].extend(keys)


def _key(kind: str, subject_id: int, dedupe: str) -> str:
    return ":".join(part for part in (kind, str(subject_id), dedupe) if part)


def _wake_for(row: OutboxEntry | Photo | Wake) -> Wake:
    if isinstance(row, Wake):
        return row
    if isinstance(row, Photo):
        return Wake("renditions", RENDITION_JOB, row.id)
    # What is promised to a shop now goes before the backlogs that wake each other (B-10, B-39).
    is_urgent = row.kind in AT_ONCE and not row.is_backlog
    return Wake(row.queue, OUTBOX_JOB, row.id, is_urgent=is_urgent)
