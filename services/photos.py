"""Reading and removing single photos."""

from collections.abc import Collection

from sqlalchemy import func, select

from extensions import db
from formats.stems import matching_key, stem
from models.cart import Cart, CartLine
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.order_line import OrderLine, OrderLinePhoto
from models.photo import Folder, Photo
from services import bursts, events, visibility, withdrawals
from services.transaction import forget_files, transaction


def delete_photo(photo: Photo, actor: str = "") -> None:
    """Row first, files after: an order keeps the file name, a cart is told what it has lost."""
    delete_photos(photo.gallery, [photo], actor)


def delete_photos(gallery: Gallery, photos: Collection[Photo], actor: str) -> None:
    """As `delete_photo`, all or none."""
    with transaction():
        visibility.renew(gallery)
        withdrawals.withdraw(gallery.id, photos, for_good=True)
        events.note_of_gallery(
            gallery, "gallery.photos_removed", actor, photos=visibility.names_of(photos)
        )
        for photo in photos:
            forget_files([photo.storage_key, *(rendition.key for rendition in photo.renditions)])
            db.session.delete(photo)
        if any(photo.burst_id is not None for photo in photos):
            bursts.arrange(gallery.id)


def orders_with(photo_ids: Collection[int]) -> list[int]:
    """Numbers of the standing orders that any of the photos is in, alone or in a product."""
    in_product = OrderLine.photos.any(OrderLinePhoto.photo_id.in_(photo_ids))
    numbers = (
        select(Order.number)
        .join(OrderLine)
        .where(OrderLine.photo_id.in_(photo_ids) | in_product, Order.cancelled_at.is_(None))
        .distinct()
        .order_by(Order.number)
    )
    return list(db.session.scalars(numbers))


def pickers_of(photo_ids: Collection[int]) -> list[str]:
    """Names of the people who have any of the photos in a cart that is not ordered yet."""
    names = (
        select(Invitation.name)
        .join(Cart)
        .join(CartLine)
        .where(CartLine.photo_id.in_(photo_ids), Cart.ordered_at.is_(None))
        .distinct()
        .order_by(Invitation.name)
    )
    return list(db.session.scalars(names))


def counts(gallery: Gallery, *, shown_only: bool = False) -> dict[str, int]:
    """How many photos each folder has: {"proofs": 342, "full": 24, "web": 0}.

    With `shown_only` hidden ones are not told of.
    """
    shown = (Photo.hidden_at.is_(None),) if shown_only else ()
    rows = db.session.execute(
        select(Photo.folder, func.count())
        .where(Photo.gallery_id == gallery.id, *shown)
        .group_by(Photo.folder)
    )
    return {"proofs": 0, "full": 0, "web": 0} | {folder: count for folder, count in rows}


def proof_stems(gallery: Gallery) -> set[str]:
    """Keys of the names to choose from, by which finished photos find their originals."""
    proofs = (Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS)
    names = db.session.scalars(select(Photo.filename).where(*proofs))
    return {matching_key(stem(name)) for name in names}
