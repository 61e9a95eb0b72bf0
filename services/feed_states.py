"""How it stands with the files of a partner's shop, for the partner's card."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from extensions import db
from models.edition import Edition
from models.feed_download import FeedDownload
from models.feed_file import FeedFile
from models.partner_shop import PartnerShop
from models.types import utc_now
from services import editions, feed_files, feed_plans
from services.feed_addresses import FULL, LIGHT, may_have


@dataclass(frozen=True)
class FeedState:
    """`written_at` None: never yet. `size_bytes` and `product_count` are of the full file, of the
    light one for who gets only that. While it is being written, `written_count` of `total_count`
    products are done; the files that are there stay good. `problem` is a sentence. `next_at`:
    the full file is written anew, whatever happens."""

    written_at: datetime | None = None
    size_bytes: int = 0
    product_count: int = 0
    is_being_written: bool = False
    written_count: int = 0
    total_count: int = 0
    problem: str = ""
    downloaded_at: datetime | None = None
    next_at: datetime | None = None


def state_of(shop: PartnerShop) -> FeedState:
    last = select(FeedDownload.at).where(FeedDownload.partner_shop_id == shop.id)
    downloaded_at = db.session.scalar(last.order_by(FeedDownload.id.desc()).limit(1))
    edition = editions.edition_of(shop)
    if edition is None:
        return FeedState(is_being_written=True, downloaded_at=downloaded_at)
    file = _main_file(edition, shop)
    return FeedState(
        edition.full_at if file else None,
        file.size_bytes if file else 0,
        file.product_count if file else 0,
        _is_at_work(edition),
        edition.written_count,
        edition.total_count,
        edition.problem,
        downloaded_at,
        feed_plans.next_full_at(edition, utc_now()),
    )


def _is_at_work(edition: Edition) -> bool:
    """Just now, or as soon as a worker is free."""
    is_awaited = edition.asked_at is not None or edition.issue_at is not None
    return edition.is_being_written or (is_awaited and not edition.problem)


def _main_file(edition: Edition, shop: PartnerShop) -> FeedFile | None:
    current = feed_files.current(edition.id)
    if may_have(shop.partner, FULL):
        return db.session.scalar(current.where(FeedFile.name == FULL))
    own = current.where(FeedFile.name == LIGHT, FeedFile.discount_bp == shop.partner.discount_bp)
    return db.session.scalar(own)
