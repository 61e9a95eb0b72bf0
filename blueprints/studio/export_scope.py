"""What is exported: the orders of a session, or one of them."""

from dataclasses import dataclass

from flask import abort, url_for
from sqlalchemy import ColumnElement

from extensions import db
from formats.exports.picked import PickedPhoto
from models.gallery import Gallery
from models.order import Order
from models.order_list import Ordered, ordered_in
from services import exports


@dataclass(frozen=True)
class Scope:
    """The orders of a session, or `order` alone.

    `page` is where the panel stands, `panel` its address as a fragment; its files are below that.
    """

    gallery: Gallery
    order: Order | None
    page: str
    panel: str

    @property
    def title(self) -> str:
        title = self.gallery.title
        return f"{title} {self.order.number}" if self.order else title

    @property
    def orders(self) -> ColumnElement[bool]:
        if self.order:
            return Order.id == self.order.id
        return Order.gallery_id == self.gallery.id

    def picked(self) -> list[PickedPhoto]:
        found = db.session.scalars(Order.with_photos(self.orders))
        return exports.picked_photos(self.gallery, found)

    def figures(self) -> Ordered:
        return Ordered(*db.session.execute(ordered_in(self.orders)).one())

    def prints_url(self, form: str) -> str:
        if self.order:
            return url_for("studio.download_order_prints", order_id=self.order.id, form=form)
        gallery_id = self.gallery.id
        return url_for("studio.download_gallery_prints", gallery_id=gallery_id, form=form)

    @classmethod
    def of_gallery(cls, gallery: Gallery) -> "Scope":
        page = url_for("studio.show_gallery_orders", gallery_id=gallery.id)
        panel = url_for("studio.show_gallery_export", gallery_id=gallery.id)
        return cls(gallery, None, page, panel)

    @classmethod
    def of_order(cls, order: Order) -> "Scope":
        """Aborts 404 for an order that comes from no session: it names no photo."""
        page = url_for("studio.show_order", order_id=order.id)
        panel = url_for("studio.show_order_export", order_id=order.id)
        return cls(order.gallery or abort(404), order, page, panel)
