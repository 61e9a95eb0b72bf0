"""Who fetched which file of an offer, and whether that was needed. Kept for FEED_DOWNLOAD_DAYS."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Select, delete, select

from extensions import db
from models.feed_download import FeedDownload
from models.partner_shop import PartnerShop
from models.types import utc_now
from services.transaction import transaction

SENT, UNCHANGED = 200, 304
# Who asks often and has nothing to fetch does it right: once a minute is told.
UNCHANGED_EVERY = timedelta(minutes=1)


def note(
    shop: PartnerShop, name: str, status: int, md5: str = "", sent_bytes: int = 0, address: str = ""
) -> None:
    """One answer. The same bytes sent whole again are wasted: a hash, a date or a tag would have
    spared them."""
    last = db.session.scalar(_last(shop.id, name, status))
    now = utc_now()
    if status == UNCHANGED and last and now - last.at < UNCHANGED_EVERY:
        return
    is_wasted = status == SENT and bool(md5) and last is not None and last.md5 == md5
    with transaction():
        db.session.add(
            FeedDownload(
                partner_id=shop.partner_id,
                partner_shop_id=shop.id,
                name=name,
                status=status,
                sent_bytes=sent_bytes,
                md5=md5,
                is_wasted=is_wasted,
                address=address,
                at=now,
            )
        )


def sweep(now: datetime) -> int:
    """Forget what is older than it is kept; returns how many."""
    last = now - timedelta(days=current_app.config["FEED_DOWNLOAD_DAYS"])
    with transaction():
        old = delete(FeedDownload).where(FeedDownload.at < last)
        return len(db.session.execute(old.returning(FeedDownload.id)).all())


def _last(shop_id: int, name: str, status: int) -> Select[FeedDownload]:
    own = select(FeedDownload).where(
        FeedDownload.partner_shop_id == shop_id,
        FeedDownload.name == name,
        FeedDownload.status == status,
    )
    return own.order_by(FeedDownload.id.desc()).limit(1)
