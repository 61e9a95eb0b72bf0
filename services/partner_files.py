"""Files that partners send to be printed: streamed to disk and checked like any photo."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from extensions import db
from media.incoming import Incoming, Readable, Received
from media.intake import MEDIA_TYPES, UnreadablePhoto, sniff
from media.picture_size import size_px
from models.order_line import OrderLine
from models.partner import Partner
from models.partner_file import PartnerFile
from services import quotas, uploads
from services.files import storage
from services.transaction import forget_files, transaction


def receive(partner: Partner, filename: str, stream: Readable) -> tuple[PartnerFile, bool]:
    """The file and whether it is new: the same bytes are kept once, under their first name.

    Raises uploads.PhotoRefused, FileTooLarge, DiskFull or OverQuota; nothing is left behind then.
    """
    try:
        uploads.check_filename(filename)
    except UnreadablePhoto as error:
        raise uploads.PhotoRefused(error.reason, error.detail) from error
    partner_id, studio_id = partner.id, partner.studio_id
    incoming = Incoming(storage(), f"partner-{partner_id}-{secrets.token_hex(16)}")
    # No transaction is kept open while the bytes come in.
    db.session.rollback()
    with _leaving_nothing(incoming), uploads.refusing(incoming):
        incoming.append(stream, 0, uploads.limit_bytes())
        received = incoming.finish()
        kind = sniff(received.head, received.size_bytes)
        return _keep(partner_id, studio_id, filename, received, kind)


def sweep(now: datetime) -> int:
    """Forget files that no order has named for PARTNER_FILE_DAYS; returns how many."""
    old = now - timedelta(days=current_app.config["PARTNER_FILE_DAYS"])
    printed = select(OrderLine.id).where(OrderLine.partner_file_id == PartnerFile.id)
    unused = select(PartnerFile).where(PartnerFile.created_at < old, ~printed.exists())
    with transaction():
        found = db.session.scalars(unused).all()
        forget_files([one.storage_key for one in found])
        for one in found:
            db.session.delete(one)
    return len(found)


def _keep(
    partner_id: int, studio_id: int, filename: str, received: Received, kind: str
) -> tuple[PartnerFile, bool]:
    same = PartnerFile.of_partner(partner_id).where(PartnerFile.sha256 == received.sha256)
    key = f"partners/{partner_id}/{received.sha256}"
    width, height = size_px(received.path, kind)
    storage().adopt(key, received.path)
    if known := db.session.scalar(same):
        return known, False
    file = PartnerFile(
        partner_id=partner_id,
        filename=filename,
        sha256=received.sha256,
        storage_key=key,
        media_type=MEDIA_TYPES[kind],
        size_bytes=received.size_bytes,
        width=width,
        height=height,
    )
    try:
        with quotas.storing(key), transaction():
            db.session.add(file)
            db.session.flush()
            quotas.hold(studio_id)
        return file, True
    except IntegrityError:
        return db.session.scalars(same).one(), False


@contextmanager
def _leaving_nothing(incoming: Incoming) -> Iterator[None]:
    try:
        yield
    except BaseException:
        incoming.discard()
        raise
