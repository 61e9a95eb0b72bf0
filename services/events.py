"""Facts for the timelines of orders and galleries; steps of verbs."""

from typing import Any

from extensions import db
from models.event import Event
from models.gallery import Gallery
from models.order import Order
from services import partner_news


def note_of_order(order: Order, kind: str, actor: str, **detail: Any) -> None:
    """A partner who has ordered it is told, where it is news for one."""
    db.session.add(
        Event(
            studio_id=order.studio_id,
            gallery_id=order.gallery_id,
            order_id=order.id,
            kind=kind,
            actor=actor,
            detail=detail,
        )
    )
    partner_news.tell(order, kind)


def note_of_gallery(gallery: Gallery, kind: str, actor: str, **detail: str) -> None:
    db.session.add(
        Event(
            studio_id=gallery.studio_id,
            gallery_id=gallery.id,
            kind=kind,
            actor=actor,
            detail=detail,
        )
    )
