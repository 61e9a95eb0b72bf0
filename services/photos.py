"""Reading and removing single photos."""

from sqlalchemy import func, select

from extensions import db
from formats.stems import matching_key, stem
from models.cart import Cart, CartLine
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.order_line import OrderLine, OrderLinePhoto
from models.photo import Folder, Photo
from services import bursts
from services.transaction import forget_files, transaction


def delete_photo(photo: Photo) -> None:
    """Row first, files after: an order keeps the file name, a cart loses the photo."""
    with transaction():
        forget_files([photo.storage_key, *(rendition.key for rendition in photo.renditions)])
        gallery_id, had_alike = photo.gallery_id, photo.burst_id is not None
        db.session.delete(photo)
        if had_alike:
            bursts.arrange(gallery_id)


def orders_with(photo: Photo) -> list[int]:
    """Numbers of the standing orders that the photo is in, alone or in a product."""
    in_product = OrderLine.photos.any(OrderLinePhoto.photo_id == photo.id)
    numbers = (
        select(Order.number)
        .join(OrderLine)
        .where((OrderLine.photo_id == photo.id) | in_product, Order.cancelled_at.is_(None))
        .distinct()
        .order_by(Order.number)
    )
    return list(db.session.scalars(numbers))


def pickers_of(photo: Photo) -> list[str]:
    """Names of the people who have the photo in a cart that is not ordered yet."""
    names = (
        select(Invitation.name)
        .join(Cart)
        .join(CartLine)
        .where(CartLine.photo_id == photo.id, Cart.ordered_at.is_(None))
        .order_by(Invitation.id)
    )
    return list(db.session.scalars(names))


def counts(gallery: Gallery) -> dict[str, int]:
    """How many photos each folder has: {"proofs": 342, "full": 24, "web": 0}."""
    rows = db.session.execute(
        select(Photo.folder, func.count())
        .where(Photo.gallery_id == gallery.id)
        .group_by(Photo.folder)
    )
    return {"proofs": 0, "full": 0, "web": 0} | {folder: count for folder, count in rows}


def proof_stems(gallery: Gallery) -> set[str]:
    """Keys of the names to choose from, by which finished photos find their originals."""
    proofs = (Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS)
    names = db.session.scalars(select(Photo.filename).where(*proofs))
    return {matching_key(stem(name)) for name in names}
