"""What a partner's terms come to, shown by one price of the catalogue."""

from dataclasses import dataclass

from sqlalchemy import select

from extensions import db
from models.offer_price import OfferPrice
from models.partner import Partner
from models.partner_shop import PartnerShop
from models.product import Product
from models.product_size import ProductSize


@dataclass(frozen=True)
class Example:
    """`cents` is in the studio's currency, `partner_cents` in the partner's; both gross."""

    name: str
    cents: int
    partner_cents: int


def example_of(partner: Partner) -> Example | None:
    """Of the first size that one of the partner's shops sells; None when none sells anything."""
    sold = (
        select(ProductSize, OfferPrice)
        .join(OfferPrice, OfferPrice.size_id == ProductSize.id)
        .join(ProductSize.product)
        .join(PartnerShop, PartnerShop.price_list_id == OfferPrice.price_list_id)
        .where(PartnerShop.partner_id == partner.id, OfferPrice.cents > 0)
        .where(Product.removed_at.is_(None))
        .order_by(Product.id, ProductSize.position)
        .limit(1)
    )
    found = db.session.execute(sold).first()
    if found is None:
        return None
    size, price = found
    theirs = partner.price_of(size, price.price_list_id)
    name = " ".join(filter(None, (size.product.name, size.name)))
    return Example(name, price.cents, theirs.gross_cents if theirs else 0)
