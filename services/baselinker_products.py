"""The studio's price lists as the products of a shop."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from extensions import db
from formats import baselinker_file
from formats.baselinker_call import BadArgument, cents_of, ids, whole
from models.price_item import PriceItem
from models.price_list import PriceList
from models.studio import Studio

Sent = Mapping[str, str]
PAGE, DATA_LIMIT = 200, 100
ORDERS_BY = {
    "id": PriceItem.id,
    "name": PriceItem.name,
    "price": PriceItem.price_cents,
    "quantity": PriceItem.id,
}


def categories(studio: Studio, _sent: Sent) -> dict[str, Any]:
    return {str(one.id): one.name for one in db.session.scalars(PriceList.of_studio(studio.id))}


def listed(studio: Studio, sent: Sent) -> dict[str, Any]:
    """A page of what passes the filters."""
    wanted = _filtered(_of_studio(studio), sent)
    size = min(whole(sent, "filter_limit") or PAGE, PAGE)
    found, pages = _page(_sorted(wanted, sent.get("filter_sort", "")), sent, size)
    named = {
        str(one.id): baselinker_file.product(one.id, one.full_name, one.price_cents)
        for one in found
    }
    return named | {"pages": pages}


def data(studio: Studio, sent: Sent) -> dict[str, Any]:
    """At most a hundred at once; those that are not the studio's are left out."""
    numbers = ids(sent, "products_id")
    if len(numbers) > DATA_LIMIT:
        raise BadArgument("products_id")
    wanted = _of_studio(studio).where(PriceItem.id.in_(numbers))
    found = db.session.scalars(wanted.options(joinedload(PriceItem.price_list)))
    return {str(one.id): _data(one) for one in found}


def quantities(studio: Studio, sent: Sent) -> dict[str, Any]:
    found, pages = _page(_of_studio(studio).order_by(PriceItem.id), sent, PAGE)
    return baselinker_file.quantities((one.id for one in found), pages)


def _of_studio(studio: Studio) -> Select[PriceItem]:
    """Of the studio's own lists: what a session sells is a copy."""
    own = (PriceList.studio_id == studio.id, PriceList.gallery_id.is_(None))
    return select(PriceItem).join(PriceItem.price_list).where(*own)


def _filtered(wanted: Select[PriceItem], sent: Sent) -> Select[PriceItem]:
    if category := whole(sent, "category_id"):
        wanted = wanted.where(PriceItem.price_list_id == category)
    if number := whole(sent, "filter_id"):
        wanted = wanted.where(PriceItem.id == number)
    if sent.get("filter_ids_list"):
        wanted = wanted.where(PriceItem.id.in_(ids(sent, "filter_ids_list")))
    if name := sent.get("filter_name", "").strip():
        wanted = wanted.where(PriceItem.name.icontains(name, autoescape=True))
    if sku := sent.get("filter_sku", "").strip():
        wanted = wanted.where(PriceItem.id == _of_sku(sku))
    if sent.get("filter_ean", "").strip():
        wanted = wanted.where(PriceItem.id == 0)
    return _priced(wanted, sent)


def _priced(wanted: Select[PriceItem], sent: Sent) -> Select[PriceItem]:
    for name, is_least in (("filter_price_from", True), ("filter_price_to", False)):
        text = sent.get(name, "").strip()
        if not text:
            continue
        cents = cents_of(text, name)
        bound = PriceItem.price_cents >= cents if is_least else PriceItem.price_cents <= cents
        wanted = wanted.where(bound)
    return wanted


def _of_sku(sku: str) -> int:
    number = sku.removeprefix("KADR-")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0


def _sorted(wanted: Select[PriceItem], order: str) -> Select[PriceItem]:
    """As "id ASC" or "price DESC"; by id otherwise."""
    name, _, direction = order.strip().partition(" ")
    column = ORDERS_BY.get(name.lower(), PriceItem.id)
    is_down = direction.strip().upper() == "DESC"
    return wanted.order_by(column.desc() if is_down else column, PriceItem.id)


def _page(wanted: Select[PriceItem], sent: Sent, size: int) -> tuple[list[PriceItem], int]:
    """The rows of a page, counted from 1, and how many pages there are."""
    count = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    place = max(0, whole(sent, "page", 1) - 1)
    rows = db.session.scalars(wanted.limit(size).offset(min(place * size, 2**31))).all()
    return list(rows), max(1, ceil(count / size))


def _data(item: PriceItem) -> dict[str, Any]:
    category = item.price_list_id, item.price_list.name
    return baselinker_file.product_data(
        item.id, item.full_name, item.price_cents, item.vat_rate, item.hint, category
    )
