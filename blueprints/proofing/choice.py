"""What a visitor has picked so far, as every page of theirs tells it."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from blueprints.access import Visitor
from extensions import db
from models.cart import Cart, CartLine
from models.gallery import Gallery
from models.quote import Quote

SLOTS_SHOWN = 20


@dataclass(frozen=True)
class Choice:
    """`cart` is None until the first photo is picked: looking makes no rows."""

    gallery: Gallery
    cart: Cart | None

    @classmethod
    def of(cls, visitor: Visitor) -> "Choice":
        cart = db.session.scalar(Cart.open_of(visitor.invitation.id))
        return cls(visitor.gallery, cart)

    @cached_property
    def notes(self) -> dict[int, str]:
        """The picked photos: id and the wish for it, "" when there is none."""
        if self.cart is None:
            return {}
        lines = select(CartLine.photo_id, CartLine.note).where(CartLine.cart_id == self.cart.id)
        return {photo_id: note for photo_id, note in db.session.execute(lines)}

    @cached_property
    def quote(self) -> Quote:
        return Quote(len(self.notes), self.gallery.package_left(), self.gallery.extra_photo_cents)

    @property
    def noted_count(self) -> int:
        return sum(1 for note in self.notes.values() if note)

    @property
    def slots(self) -> list[str]:
        """One class per little box of the bar; none when there would be too many to see."""
        quote = self.quote
        if not 0 < quote.package_photo_count + quote.extra_count <= SLOTS_SHOWN:
            return []
        if not quote.package_photo_count:
            return []
        taken = quote.package_photo_count - quote.free_count
        return [""] * taken + ["free"] * quote.free_count + ["over"] * quote.extra_count
