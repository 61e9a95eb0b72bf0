"""The studio's prints and products as products of a shop: searched, linked, their stock read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import select

from connectors import Capability, Product
from extensions import db
from models.price_item import ItemKind, PriceItem
from models.price_list import PriceList
from models.shop import Shop
from models.shop_mapping import ShopMapping, Subject
from models.types import utc_now
from services import shop_checks, shops
from services.delivery_errors import NotDelivered
from services.refusals import Refused
from services.transaction import transaction

NEEDS = Capability.FIND_PRODUCTS
SEARCH_LETTERS = 100


class ProductUnknown(Refused):
    """The shop has no product of this id or SKU, or we have none of this name."""

    status = 422


@dataclass(frozen=True)
class Linked:
    """One of our prints or products, and its product in the shop, if it has one."""

    ours: str
    mapping: ShopMapping | None = None


def items(shop: Shop) -> list[Linked]:
    """Ours by name; those that are linked and no longer offered, too."""
    linked = {one.ours: one for one in shop.mappings if one.subject == Subject.PRODUCT}
    names = sorted({*_offered(shop), *linked})
    return [Linked(name, linked.get(name)) for name in names]


def find(shop: Shop, text: str) -> Sequence[Product]:
    """At most 50 of the shop's whose name or SKU holds the text. Raises ShopCannot and
    ShopUnreachable."""
    shops.demand(shop, NEEDS)
    with shops.asked(shop) as connector:
        return connector.find_products(text.strip()[:SEARCH_LETTERS])


def link(shop: Shop, ours: str, key: str) -> None:
    """`key` is the id of a product in the shop, or its SKU; an id wins where both exist.

    Raises ShopCannot, ShopUnreachable, ProductUnknown.
    """
    shops.demand(shop, NEEDS)
    if ours not in {one.ours for one in items(shop)}:
        raise ProductUnknown(lazy_gettext("There is no such print or product."))
    with shops.asked(shop) as connector:
        found = connector.read_products(ids=[key]) or connector.read_products(skus=[key])
    if not key or not found:
        raise ProductUnknown(lazy_gettext("The shop has no product with this id or SKU."))
    with transaction():
        kept = _linked(shop, ours)
        if kept is None:
            kept = ShopMapping(subject=Subject.PRODUCT, ours=ours)
            shop.mappings.append(kept)
        kept.code = found[0].id
        _note(kept, found[0], utc_now())


def unlink(shop: Shop, ours: str) -> None:
    """From now on it is passed as a line of its own."""
    with transaction():
        if kept := _linked(shop, ours):
            shop.mappings.remove(kept)


def read_stock(shop: Shop) -> int:
    """For somebody who waits; returns how many were read. Raises ShopCannot, ShopUnreachable."""
    shops.demand(shop, NEEDS)
    try:
        return shop_checks.read_stock(shop)
    except NotDelivered as error:
        raise shops.unreachable(error) from error


def _offered(shop: Shop) -> set[str]:
    sold = (
        select(PriceItem)
        .join(PriceList)
        .where(PriceList.studio_id == shop.studio_id, PriceItem.kind != ItemKind.DIGITAL)
    )
    return {one.full_name for one in db.session.scalars(sold)}


def _linked(shop: Shop, ours: str) -> ShopMapping | None:
    mine = (one for one in shop.mappings if one.subject == Subject.PRODUCT)
    return next((one for one in mine if one.ours == ours), None)


def _note(mapping: ShopMapping, product: Product, now: datetime) -> None:
    mapping.label, mapping.sku, mapping.stock = product.name, product.sku, product.stock
    mapping.read_at, mapping.gone_at = now, None
