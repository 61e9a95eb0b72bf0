"""What a list of orders is narrowed to, and how it is sorted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, or_, select, union
from sqlalchemy.orm import joinedload

from extensions import db
from models.folding import folded
from models.gallery import Gallery
from models.order import Order, Source
from models.order_line import OrderLine, OrderLinePhoto
from models.order_list import STATUS
from models.shop_link import ShopLink
from models.studio import Studio

FOUND_BY_FILE = 1_000
PARTNER = "partner-"
SORTS = ("newest", "oldest", "client")
_ORDERS = {
    "newest": (Order.number.desc(),),
    "oldest": (Order.number,),
    "client": (Order.search_key, Order.number.desc()),
}

_DELIVERIES = {
    "none": Order.delivery_kind.is_(None),
    "form": (Order.source == Source.MANUAL)
    & Order.delivery_known_at.is_(None)
    & Order.cancelled_at.is_(None),
}


@dataclass(frozen=True)
class OrderFilter:
    """Days are inclusive and those of the studio.

    `text` is a number, or a part of a client, a partner's reference, a session or the name of a
    file; `payment` is paid, due, part or overdue, `cancelled` no or only, `delivery` a kind of
    delivery, none, or form while that is what an order waits for; `source` is a Source, or
    "partner-7" for the orders of one partner;
    `to_clarify` is anything for orders that somebody has to look at.
    """

    payment: str = ""
    status_id: int | None = None
    cancelled: str = ""
    source: str = ""
    delivery: str = ""
    to_clarify: str = ""
    from_on: date | None = None
    to_on: date | None = None
    text: str = ""
    sort: str = "newest"

    def __bool__(self) -> bool:
        return self != OrderFilter(sort=self.sort)

    @property
    def has_more(self) -> bool:
        """Is something asked for beyond text, payment, status and cancellation?"""
        days = self.from_on or self.to_on
        return bool(
            days or self.to_clarify or self.source or self.delivery or self.sort != SORTS[0]
        )

    def orders(self, studio: Studio) -> Select[Order]:
        listed = Order.of_studio(studio.id).options(STATUS, joinedload(Order.gallery))
        narrowed = listed.where(*self._wishes(studio), *self._days(studio))
        if text := self.text.strip():
            narrowed = narrowed.where(_mentions(text, studio.id))
        return narrowed.order_by(None).order_by(*_ORDERS.get(self.sort, _ORDERS["newest"]))

    def _wishes(self, studio: Studio) -> Iterator[ColumnElement[bool]]:
        yield from self._payments(studio)
        if self.status_id is not None:
            yield Order.status_id == self.status_id
        if self.cancelled:
            is_standing = Order.cancelled_at.is_(None)
            yield is_standing if self.cancelled == "no" else ~is_standing
        if self.to_clarify:
            yield (Order.to_clarify != "") | Order.id.in_(ShopLink.to_decide())
        if self.source:
            yield _comes_from(self.source)
        if self.delivery:
            yield _DELIVERIES.get(self.delivery, Order.delivery_kind == self.delivery)

    def _payments(self, studio: Studio) -> Iterator[ColumnElement[bool]]:
        is_open = Order.paid_at.is_(None) & Order.cancelled_at.is_(None)
        if self.payment == "paid":
            yield Order.paid_at.is_not(None)
        if self.payment == "due":
            yield is_open & _costs_something()
        if self.payment == "overdue":
            yield is_open & (Order.due_on < studio.today())
        if self.payment == "part":
            yield is_open & (Order.paid_cents > 0)

    def _days(self, studio: Studio) -> Iterator[ColumnElement[bool]]:
        if self.from_on:
            yield Order.placed_at >= _midnight(studio, self.from_on)
        if self.to_on:
            yield Order.placed_at < _midnight(studio, self.to_on + timedelta(days=1))


def _comes_from(source: str) -> ColumnElement[bool]:
    number = source.removeprefix(PARTNER)
    if number != source and number.isascii() and number.isdigit() and len(number) < 10:
        return Order.partner_id == int(number)
    return Order.source == source


def _midnight(studio: Studio, day: date) -> datetime:
    """When the day begins where the studio is."""
    return datetime.combine(day, time(), ZoneInfo(studio.timezone))


def _costs_something() -> ColumnElement[bool]:
    return or_(Order.delivery_cents > 0, Order.lines.any(OrderLine.unit_price_cents > 0))


def _mentions(text: str, studio_id: int) -> ColumnElement[bool]:
    found = [_has_number(text), Order.search_key.contains(folded(text), autoescape=True)]
    # SQLite folds the case of ASCII only, so the usual cases of Polish letters are asked for.
    spellings = {text, text.lower(), text.upper(), text.capitalize(), text.title()}
    titles = or_(*(Gallery.title.contains(word, autoescape=True) for word in spellings))
    galleries = select(Gallery.id).where(Gallery.studio_id == studio_id, titles)
    found.append(Order.gallery_id.in_(galleries))
    found.append(Order.id.in_(ShopLink.numbered(text.lstrip("#"))))
    found.append(func.lower(Order.partner_reference).contains(text.lower(), autoescape=True))
    # No camera gives a name without a digit, and to look through all names takes longest: once.
    if re.search(r"\d", text) and "@" not in text:
        found.append(Order.id.in_(_naming(text, studio_id)))
    return or_(*found)


def _has_number(text: str) -> ColumnElement[bool]:
    number = text.lstrip("#")
    if number.isascii() and number.isdigit() and len(number) < 10:
        return Order.number == int(number)
    return Order.number.is_(None)


def _naming(text: str, studio_id: int) -> Sequence[int]:
    """The orders in which a file has such a name, alone or in a product; the newest, if many."""
    lines = select(OrderLine.order_id).where(_named(OrderLine, text))
    chosen = select(OrderLine.order_id).join(OrderLine.photos).where(_named(OrderLinePhoto, text))
    own = select(Order.id).where(Order.studio_id == studio_id, Order.id.in_(union(lines, chosen)))
    return db.session.scalars(own.order_by(Order.id.desc()).limit(FOUND_BY_FILE)).all()


def _named(row: type[OrderLine] | type[OrderLinePhoto], text: str) -> ColumnElement[bool]:
    spelled = sorted({text, text.lower(), text.upper()})
    return or_(*(row.filename.contains(one, autoescape=True) for one in spelled))
