"""What a page showed of a cart, so that nobody orders what they have not seen."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import lazy_gettext, lazy_ngettext
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from extensions import db
from models.cart import Cart
from models.photo import Photo
from models.price_item import PriceItem

_TOKEN = re.compile(r"(p)(\d{1,9})\.(\d{1,9})|(i)(\d{1,9})\.(\d{1,6})(?::([\d,]{1,9999}))?")


@dataclass
class _Seen:
    """`versions` by photo, `pieces` and the photos of a product by price item."""

    versions: dict[int, int] = field(default_factory=dict)
    pieces: Counter[int] = field(default_factory=Counter)
    chosen: dict[int, str] = field(default_factory=dict)


def text_of(cart: Cart) -> str:
    """Everything a page shows of the cart, in a short text that travels with its order form."""
    now = _of(cart)
    lines = [f"p{photo_id}.{version}" for photo_id, version in now.versions.items()]
    pieces = [
        f"i{item_id}.{count}" + (f":{now.chosen[item_id]}" if item_id in now.chosen else "")
        for item_id, count in sorted(now.pieces.items())
    ]
    return " ".join(lines + pieces)


def differences(cart: Cart, text: str) -> list[LazyString]:
    """A sentence for each thing that is not any more as `text` says; unknown words are skipped."""
    before, now = _read(text), _of(cart)
    told = [*_of_photos(cart, before, now), *_of_products(cart, before, now)]
    return told or list(_of_pieces(cart, before, now))


def _of(cart: Cart) -> _Seen:
    seen = _Seen({line.photo_id: line.version for line in cart.lines})
    for item in cart.items:
        seen.pieces[item.price_item_id] += item.quantity
        if item.photos:
            ids = ",".join(str(one.photo_id) for one in item.photos)
            seen.chosen[item.price_item_id] = ids
    return seen


def _read(text: str) -> _Seen:
    seen = _Seen()
    for token in text.split():
        if not (found := _TOKEN.fullmatch(token)):
            continue
        if found[1]:
            seen.versions[int(found[2])] = int(found[3])
        else:
            seen.pieces[int(found[5])] = int(found[6])
            if found[7]:
                seen.chosen[int(found[5])] = found[7]
    return seen


def _of_photos(cart: Cart, before: _Seen, now: _Seen) -> Iterator[LazyString]:
    gone = [photo_id for photo_id in before.versions if photo_id not in now.versions]
    names = _names(cart, gone)
    for photo_id in gone:
        if photo_id in names:
            yield lazy_gettext("%(name)s was taken out in another window.", name=names[photo_id])
    if deleted := len(gone) - len(names):
        yield lazy_ngettext(
            "The studio has removed %(num)s photo of your choice.",
            "The studio has removed %(num)s photos of your choice.",
            deleted,
        )
    for line in cart.lines:
        known = before.versions.get(line.photo_id)
        if known is None:
            yield lazy_gettext("%(name)s was put in, in another window.", name=line.photo.filename)
        elif known != line.version:
            yield lazy_gettext("%(name)s was changed in another window.", name=line.photo.filename)


def _of_products(cart: Cart, before: _Seen, now: _Seen) -> Iterator[LazyString]:
    changed = {
        item_id
        for item_id in now.pieces
        if before.chosen.get(item_id) != now.chosen.get(item_id) and item_id in before.pieces
    }
    for item in _items(cart, changed):
        yield lazy_gettext("%(name)s: the chosen photos have changed.", name=item.full_name)


def _of_pieces(cart: Cart, before: _Seen, now: _Seen) -> Iterator[LazyString]:
    counted = before.pieces.keys() | now.pieces.keys()
    changed = {one for one in counted if before.pieces[one] != now.pieces[one]}
    offered = _items(cart, changed)
    for item in offered:
        yield lazy_gettext(
            "%(name)s: before %(before)s pcs, now %(now)s pcs.",
            name=item.full_name,
            before=before.pieces[item.id],
            now=now.pieces[item.id],
        )
    if len(offered) < len(changed):
        yield lazy_gettext("Something in your cart is not sold any more; it was taken out.")


def _items(cart: Cart, ids: set[int]) -> list[PriceItem]:
    return [item for item in cart.invitation.gallery.prices.items if item.id in ids]


def _names(cart: Cart, photo_ids: list[int]) -> dict[int, str]:
    """File names of photos that are still to be chosen in the gallery of the cart."""
    if not photo_ids:
        return {}
    found = select(Photo.id, Photo.filename).where(
        Photo.gallery_id == cart.invitation.gallery_id,
        Photo.id.in_(photo_ids[:1000]),
        Photo.hidden_at.is_(None),
    )
    return {photo_id: name for photo_id, name in db.session.execute(found)}
