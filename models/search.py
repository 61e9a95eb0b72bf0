"""Looking for anything in a studio: sessions, clients, orders and photos, in eight queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from extensions import db
from models.client import Client
from models.folding import folded
from models.gallery import Gallery
from models.order import Order
from models.photo import Photo
from models.shop_link import ShopLink

SHOWN = 8
WORD_LIMIT = 6


@dataclass(frozen=True)
class Found:
    """What a studio has of one kind; `rows` are the first of `total`."""

    kind: str
    rows: Sequence[Any]
    total: int


def search(studio_id: int, text: str) -> list[Found]:
    """Everything that has all words of `text`: kinds gallery, client, order, photo that have any.

    Case, accents and Polish letters make no difference: "zurek" finds "Żurek". A number finds
    orders that begin with it.
    """
    words = folded(text).split()[:WORD_LIMIT]
    if not words:
        return []
    found = [_found(kind, look(studio_id, words)) for kind, look in _KINDS.items()]
    return [one for one in found if one.total]


def _found(kind: str, rows: Select) -> Found:
    entity = rows.column_descriptions[0]["entity"]
    ids = rows.with_only_columns(entity.id, maintain_column_froms=True).order_by(None)
    total = db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    first = db.session.scalars(rows.limit(SHOWN)).all() if total else ()
    return Found(kind, first, total)


def has_words(words: Sequence[str], *keys: ColumnElement[str] | Any) -> ColumnElement[bool]:
    """Each word stands in one of the keys."""
    return and_(*(or_(*(key.contains(word, autoescape=True) for key in keys)) for word in words))


def _galleries(studio_id: int, words: Sequence[str]) -> Select[Gallery]:
    whole = (contains_eager(Gallery.client), joinedload(Gallery.cover_photo))
    listed = Gallery.of_studio(studio_id).join(Gallery.client).options(*whole)
    return listed.where(has_words(words, Gallery.search_key, Client.search_key))


def _clients(studio_id: int, words: Sequence[str]) -> Select[Client]:
    named = Client.of_studio(studio_id).where(has_words(words, Client.search_key))
    return named.order_by(Client.id.desc())


def _orders(studio_id: int, words: Sequence[str]) -> Select[Order]:
    number = words[0].lstrip("#") if len(words) == 1 else ""
    by_name = has_words(words, Order.search_key, func.lower(Order.partner_reference))
    is_number = number.isascii() and number.isdigit()
    begins = cast(Order.number, String).startswith(number) if is_number else by_name
    in_shop = Order.id.in_(ShopLink.numbered(number)) if number else by_name
    wanted = Order.of_studio(studio_id).where(or_(by_name, begins, in_shop))
    return wanted.options(joinedload(Order.gallery), joinedload(Order.status))


def _photos(studio_id: int, words: Sequence[str]) -> Select[Photo]:
    """The names alone are looked through, in their index; the newest session comes first."""
    galleries = Gallery.of_studio(studio_id).with_only_columns(Gallery.id).order_by(None)
    named = (Photo.gallery_id.in_(galleries), has_words(words, Photo.search_key))
    return (
        select(Photo)
        .where(*named)
        .options(joinedload(Photo.gallery))
        .order_by(Photo.gallery_id.desc(), Photo.search_key, Photo.id)
    )


_KINDS: dict[str, Callable[[int, Sequence[str]], Select[Any]]] = {
    "gallery": _galleries,
    "client": _clients,
    "order": _orders,
    "photo": _photos,
}
