"""What an edition says of prices, stock and times: its settings, read once for a whole run."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from extensions import db
from formats.offer_values import FileHead
from formats.offers import WRITERS, OfferWriter
from models.edition import Edition
from models.offer_price import Price, partner_cents
from models.studio import Studio


@dataclass(frozen=True)
class OfferTerms:
    """Times are told in the studio's zone. `home_language` is the one products are written in."""

    edition_id: int
    studio_id: int
    price_list_id: int
    data_format: str
    language: str
    home_language: str
    currency: str
    rate_e4: int
    only_in_stock: bool
    unlimited_as: int
    zone: ZoneInfo

    @property
    def writer(self) -> OfferWriter:
        return WRITERS[self.data_format]

    def price(self, cents: int, vat_rate: str, discount_bp: int = 0) -> Price:
        """In the currency of the edition."""
        ours = partner_cents(cents, rate_e4=self.rate_e4, discount_bp=discount_bp)
        return Price(ours, vat_rate)

    def quantity(self, stock_count: int | None) -> int:
        return self.unlimited_as if stock_count is None else stock_count

    def offers(self, cents: int | None, stock_count: int | None) -> bool:
        """Is a size with this price and stock a part of the offer?"""
        return cents is not None and not (self.only_in_stock and stock_count == 0)

    def local(self, moment: datetime) -> datetime:
        """Without a zone and in whole seconds, as files tell times."""
        return moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0)

    def head(self, generated: datetime, expires: datetime) -> FileHead:
        return FileHead(self.local(generated), self.local(expires), self.language, self.currency)


def terms_of(edition_id: int) -> OfferTerms | None:
    """None when the edition is gone."""
    edition = db.session.get(Edition, edition_id)
    if edition is None:
        return None
    studio = db.session.get_one(Studio, edition.studio_id)
    return OfferTerms(
        edition.id,
        studio.id,
        edition.price_list_id,
        edition.data_format,
        edition.language,
        studio.locale,
        edition.currency,
        edition.rate_e4,
        edition.only_in_stock,
        edition.unlimited_as,
        ZoneInfo(studio.timezone),
    )
