"""Facts for the timelines of orders and galleries; steps of verbs."""

from typing import Any

from extensions import db
from models.event import Event
from models.gallery import Gallery
from models.order import Order


def note_of_order(order: Order, kind: str, actor: str, **detail: Any) -> None:
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
