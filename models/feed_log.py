"""What a partner fetched of the offer lately, and how much of it was for nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from models.feed_download import FeedDownload
from models.partner_shop import PartnerShop
from models.types import utc_now

WATCHED = timedelta(days=7)


def latest(partner_id: int) -> Select[FeedDownload, str | None]:
    """(download, code of its shop), the newest first."""
    return (
        select(FeedDownload, PartnerShop.code)
        .outerjoin(PartnerShop, PartnerShop.id == FeedDownload.partner_shop_id)
        .where(FeedDownload.partner_id == partner_id)
        .order_by(FeedDownload.id.desc())
    )


def wasted(partner_id: int, now: datetime | None = None) -> Select[str, int]:
    """(name of the file, how often the same bytes went out again in the last week)."""
    since = (now or utc_now()) - WATCHED
    times = func.count().label("times")
    return (
        select(FeedDownload.name, times)
        .where(
            FeedDownload.partner_id == partner_id,
            FeedDownload.is_wasted,
            FeedDownload.at >= since,
        )
        .group_by(FeedDownload.name)
        .order_by(times.desc(), FeedDownload.name)
    )
