"""Shots of one moment as a client compares them: which there are, which are shown, what the cart
says of them."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import func, select

from blueprints.proofing import captions, conflict
from blueprints.proofing.choice import Choice
from blueprints.proofing.figures import UNKNOWN_SHAPE, Cell, cell, frame_of
from extensions import db
from models.cart import CartItem, CartItemPhoto
from models.photo import Photo
from models.price_item import PriceItem

SHOWN = 4


class Loss(NamedTuple):
    """A shot that would leave the cart, and what the cart says of it."""

    cell: Cell
    facts: list[str]


class Series:
    """`photos` are all shots in the order of the wall; `shown` are one to four of their ids."""

    def __init__(self, choice: Choice, photos: Sequence[Photo], shown: Sequence[int]):
        self.choice = choice
        self.photos = photos
        known = {photo.id for photo in photos}
        self.shown = [photo_id for photo_id in dict.fromkeys(shown) if photo_id in known][:SHOWN]

    @classmethod
    def of(cls, choice: Choice, photo: Photo, shown: Sequence[int]) -> "Series":
        """The series of a photo; without `shown` it and those after it."""
        photos: Sequence[Photo] = [photo]
        if photo.burst_id is not None:
            whole = Photo.ready_in_bursts(photo.gallery_id).where(Photo.burst_id == photo.burst_id)
            photos = db.session.scalars(whole).all()
        ids = [one.id for one in photos]
        first = max(0, min(ids.index(photo.id), len(ids) - SHOWN))
        return cls(choice, photos, shown or ids[first : first + SHOWN])

    @cached_property
    def cells(self) -> list[Cell]:
        told = captions.of(self.choice)
        return [cell(frame_of(photo), self.choice.picked, told) for photo in self.photos]

    @property
    def compared(self) -> list[Cell]:
        return [one for one in self.cells if one.id in self.shown]

    @property
    def is_wide(self) -> bool:
        """Whether most of the shown ones lie rather than stand."""
        lying = [photo for photo in self.photos if photo.id in self.shown and _ratio(photo) > 1]
        return 2 * len(lying) > len(self.shown)

    @property
    def shots(self) -> str:
        """The shown ones as addresses and forms carry them."""
        return _joined(self.shown)

    def turned(self, photo_id: int) -> str:
        """`shots` after a press on one of the small pictures; never nothing."""
        if photo_id in self.shown:
            return _joined([one for one in self.shown if one != photo_id] or self.shown)
        return _joined([*self.shown[-(SHOWN - 1) :], photo_id])

    def losses(self, best_id: int) -> list[Loss]:
        """The shown ones, besides the best, that are in the cart now."""
        return [
            Loss(
                one, [*conflict.now_of(self.choice.picked[one.id], self.choice, one.id)[1:], *used]
            )
            for one in self.compared
            if one.is_picked and one.id != best_id
            for used in [self._products_with(one.id)]
        ]

    def _products_with(self, photo_id: int) -> list[str]:
        if self.choice.cart is None:
            return []
        names = (
            select(PriceItem.name)
            .join(CartItem, CartItem.price_item_id == PriceItem.id)
            .join(CartItemPhoto, CartItemPhoto.cart_item_id == CartItem.id)
            .where(CartItem.cart_id == self.choice.cart.id, CartItemPhoto.photo_id == photo_id)
        )
        return [_("chosen for: %(name)s", name=name) for name in db.session.scalars(names)]


def count_alike(photo: Photo) -> int:
    """How many shots a photo's series has, itself included; 0 without a series."""
    if photo.burst_id is None:
        return 0
    alike = Photo.ready_in_bursts(photo.gallery_id).where(Photo.burst_id == photo.burst_id)
    count = db.session.scalar(alike.with_only_columns(func.count()).order_by(None)) or 0
    return count if count > 1 else 0


def all_series(choice: Choice) -> list[list[Cell]]:
    """Every series of the gallery, in the order of the wall."""
    found: dict[int | None, list[Photo]] = {}
    for photo in db.session.scalars(Photo.ready_in_bursts(choice.gallery.id)):
        found.setdefault(photo.burst_id, []).append(photo)
    series = (Series(choice, photos, []) for photos in found.values() if len(photos) > 1)
    return [one.cells for one in series]


def count_series(gallery_id: int) -> int:
    """From an index alone: every view of a wall asks."""
    bursts = select(func.count(func.distinct(Photo.burst_id))).where(
        Photo.gallery_id == gallery_id, Photo.burst_id.is_not(None)
    )
    return db.session.scalar(bursts) or 0


def _joined(ids: Sequence[int]) -> str:
    return ",".join(map(str, ids))


def _ratio(photo: Photo) -> float:
    wide, high = UNKNOWN_SHAPE
    return (photo.width_px or wide) / (photo.height_px or high)
