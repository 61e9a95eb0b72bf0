"""What a visitor has picked so far, as every page of theirs tells it."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select

from blueprints.access import Visitor
from extensions import db
from models.cart import Cart, CartItem, CartLine
from models.gallery import Gallery
from models.invitation import Invitation
from models.package import PackageLeft
from models.price_item import PriceItem
from models.quote import Quote, Wish, reckon

SLOTS_SHOWN = 20


class Picked(NamedTuple):
    """What the cart says of one photo."""

    note: str
    is_retouched: bool
    version: int
    pin: tuple[int, int] | None


@dataclass(frozen=True)
class Choice:
    """`cart` is None until the first photo is picked: looking makes no rows.

    `has_offer` is True where everything that is sold of a photo is shown beside it.
    """

    invitation: Invitation
    cart: Cart | None
    has_offer: bool = False

    @classmethod
    def of(cls, visitor: Visitor, has_offer: bool = False) -> "Choice":
        cart = db.session.scalar(Cart.open_of(visitor.invitation.id))
        return cls(visitor.invitation, cart, has_offer)

    @property
    def gallery(self) -> Gallery:
        return self.invitation.gallery

    @cached_property
    def picked(self) -> dict[int, Picked]:
        """By the id of the photo, in order of picking."""
        if self.cart is None:
            return {}
        lines = (
            select(
                CartLine.photo_id,
                CartLine.note,
                CartLine.is_retouched,
                CartLine.version,
                CartLine.pin_x,
                CartLine.pin_y,
            )
            .where(CartLine.cart_id == self.cart.id)
            .order_by(CartLine.id)
        )
        return {
            photo_id: Picked(
                note, is_retouched, version, None if x is None or y is None else (x, y)
            )
            for photo_id, note, is_retouched, version, x, y in db.session.execute(lines)
        }

    @cached_property
    def pieces(self) -> dict[tuple[int, int | None], int]:
        """Quantities of prints, files and products by (price item, photo or None)."""
        if self.cart is None:
            return {}
        items = (
            select(CartItem.price_item_id, CartItem.photo_id, CartItem.quantity)
            .where(CartItem.cart_id == self.cart.id)
            .order_by(CartItem.id)
        )
        return {(item_id, photo_id): n for item_id, photo_id, n in db.session.execute(items)}

    @cached_property
    def items(self) -> dict[int, PriceItem]:
        """What the gallery sells by id; not read while nothing of it is wanted or shown."""
        if not self.pieces and not self.has_offer:
            return {}
        return {item.id: item for item in self.gallery.prices.items}

    @cached_property
    def left(self) -> PackageLeft:
        """What earlier orders have left of the package."""
        return PackageLeft.of(self.invitation, with_prints=bool(self.items))

    @cached_property
    def quote(self) -> Quote:
        return reckon(
            self.gallery.prices,
            self.left,
            [photo_id for photo_id, said in self.picked.items() if said.is_retouched],
            [
                Wish(self.items[item_id], n, photo_id)
                for (item_id, photo_id), n in self.pieces.items()
            ],
            fee_cents=self.invitation.fee_cents,
        )

    @property
    def is_empty(self) -> bool:
        return not self.picked and not self.pieces

    @property
    def noted_count(self) -> int:
        return sum(1 for said in self.picked.values() if said.note)

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
