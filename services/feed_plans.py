"""Which files an edition must have for those who read it, and when the next ones are due."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app

from extensions import db
from models.edition import Edition
from models.feed_file import FeedFile
from models.partner import DataFormat
from models.partner_shop import PartnerShop
from models.studio import Studio
from services import feed_files, feed_pieces, feed_slices
from services.feed_addresses import DICTIONARIES, FULL, GATEWAY, LIGHT, offered_names

DAY = timedelta(days=1)
Place = tuple[str, int | None, int | None]


def is_due(edition: Edition, shops: Sequence[PartnerShop], now: datetime, stock_mark: str) -> bool:
    """Is there anything to be written, and nobody at it? `stock_mark` is the studio's."""
    if any(until and until > now for until in (edition.lease_until, edition.rests_until)):
        return False
    return (
        edition.issue_at is not None
        or edition.version != feed_pieces.version_of(edition.studio_id)
        or is_full_due(edition, now)
        or (wants_full(shops) and feed_slices.is_due(edition, now))
        or edition.stock_mark != stock_mark
        or _lacks(edition, shops, now)
    )


def is_full_due(edition: Edition, now: datetime) -> bool:
    """Never written, asked for, or not since the hour of the night."""
    if edition.full_at is None or is_asked(edition, now):
        return True
    return edition.full_at < night_before(edition, now)


def is_asked(edition: Edition, now: datetime) -> bool:
    """Until then: what is asked for later is for the issue after this one."""
    return edition.asked_at is not None and edition.asked_at <= now


def night_before(edition: Edition, now: datetime) -> datetime:
    """When the whole was due last; the next time is a day later, by the clock on the wall."""
    zone = ZoneInfo(db.session.get_one(Studio, edition.studio_id).timezone)
    hour = time(current_app.config["FEED_FULL_HOUR"], tzinfo=zone)
    today = datetime.combine(now.astimezone(zone).date(), hour)
    return today if today <= now else today - DAY


def next_full_at(edition: Edition, now: datetime) -> datetime | None:
    """None while it is due already."""
    return None if is_full_due(edition, now) else night_before(edition, now) + DAY


def wants_full(shops: Iterable[PartnerShop]) -> bool:
    return any(FULL in offered_names(shop.partner) for shop in shops)


def discounts(shops: Iterable[PartnerShop]) -> set[int]:
    return {shop.partner.discount_bp for shop in shops if LIGHT in offered_names(shop.partner)}


def dictionaries(edition: Edition, shops: Iterable[PartnerShop]) -> tuple[str, ...]:
    is_iof = edition.data_format == DataFormat.IOF
    return DICTIONARIES if is_iof and wants_full(shops) else ()


def gateways(shops: Iterable[PartnerShop]) -> list[PartnerShop]:
    return [shop for shop in shops if GATEWAY in offered_names(shop.partner)]


def needed(edition: Edition, shops: Sequence[PartnerShop]) -> set[Place]:
    """Name, discount and shop of every file but slices."""
    places: set[Place] = {(name, None, None) for name in dictionaries(edition, shops)}
    if wants_full(shops):
        places.add((FULL, None, None))
    places |= {(LIGHT, discount_bp, None) for discount_bp in discounts(shops)}
    return places | {(GATEWAY, None, shop.id) for shop in gateways(shops)}


def place_of(file: FeedFile) -> Place:
    return (file.name, file.discount_bp, file.partner_shop_id)


def _lacks(edition: Edition, shops: Sequence[PartnerShop], now: datetime) -> bool:
    shown = {place_of(file): file for file in db.session.scalars(feed_files.current(edition.id))}
    wanted = needed(edition, shops)
    return any(place not in shown or feed_files.is_stale(shown[place], now) for place in wanted)
