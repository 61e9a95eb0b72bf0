"""Sessions of the sizes that the goals speak of, written straight into the tables."""

from itertools import product

from sqlalchemy import insert, select

from extensions import db
from models import Cart, Folder, Gallery, Order, OrderLine, Photo, Rendition
from models.photo import natural_key
from models.types import utc_now
from tests import factories

SHAPES = ((6000, 4000), (4000, 6000), (6000, 4000), (5472, 3648))


def gallery_with(studio, count: int, **values) -> Gallery:
    """A session that was sent, with `count` photos ready to be looked at; no bytes on disk."""
    gallery = factories.make_gallery(studio, sent_at=utc_now(), **values)
    add_photos(gallery, Folder.PROOFS, count)
    return gallery


def add_photos(gallery: Gallery, folder: Folder, count: int, **values) -> None:
    names = [f"DSC_{number:05}.JPG" for number in range(1, count + 1)]
    rows = [_row(gallery.id, folder, number, name) | values for number, name in enumerate(names, 1)]
    db.session.execute(insert(Photo), rows)
    db.session.commit()


def add_renditions(photos: list[Photo], sizes: dict[str, int]) -> None:
    """Rows for renditions of the given byte sizes."""
    db.session.execute(
        insert(Rendition),
        [
            {
                "photo_id": photo.id,
                "kind": kind,
                "key": photo.rendition_key(kind),
                "width_px": 400,
                "height_px": 267,
                "size_bytes": size_bytes,
            }
            for photo in photos
            for kind, size_bytes in sizes.items()
        ],
    )
    db.session.commit()


def add_orders(gallery: Gallery, count: int, first_number: int) -> None:
    """Orders of twelve lines each, by four people in turn."""
    invitations = [factories.make_invitation(gallery) for _ in range(4)]
    cart_ids = _ordered_carts([invitations[n % 4].id for n in range(count)], gallery.id)
    db.session.execute(
        insert(Order),
        [
            _order(gallery, invitations[n % 4], cart_id, first_number + n)
            for n, cart_id in enumerate(cart_ids)
        ],
    )
    order_ids = db.session.scalars(db.select(Order.id).where(Order.gallery_id == gallery.id))
    photos = db.session.scalars(Photo.in_folder(gallery.id, Folder.PROOFS).limit(12)).all()
    lines = product(order_ids, enumerate(photos))
    db.session.execute(insert(OrderLine), [_line(order_id, *line) for order_id, line in lines])
    db.session.commit()


def _ordered_carts(invitation_ids: list[int], gallery_id: int) -> list[int]:
    """A cart that was ordered for each; their ids."""
    mark = f"bench-{gallery_id}-"
    rows = [
        {"invitation_id": invitation_id, "key": f"{mark}{number}", "ordered_at": utc_now()}
        for number, invitation_id in enumerate(invitation_ids)
    ]
    db.session.execute(insert(Cart), rows)
    made = select(Cart.id).where(Cart.key.startswith(mark)).order_by(Cart.id)
    return list(db.session.scalars(made))


def _row(gallery_id: int, folder: Folder, number: int, name: str) -> dict:
    width_px, height_px = SHAPES[number % len(SHAPES)]
    sha256 = f"{gallery_id:08x}{number:056x}"
    return {
        "gallery_id": gallery_id,
        "folder": folder,
        "number": number,
        "filename": name,
        "sort_key": natural_key(name),
        "format": "jpeg",
        "size_bytes": 8_800_000,
        "sha256": sha256,
        "crc32": 0,
        "storage_key": f"galleries/{gallery_id}/{folder}/{sha256}",
        "width_px": width_px,
        "height_px": height_px,
        "dominant_color": f"{number * 7919 % 0xFFFFFF:06x}",
        "rendered_at": utc_now(),
    }


def _order(gallery: Gallery, invitation, cart_id: int, number: int) -> dict:
    return {
        "studio_id": gallery.studio_id,
        "gallery_id": gallery.id,
        "invitation_id": invitation.id,
        "cart_id": cart_id,
        "status_id": gallery.studio.order_statuses[number % 2].id,
        "number": number,
        "locale": "pl",
        "currency": "PLN",
        "client_name": invitation.name,
        "client_email": invitation.email,
        "delivery_cents": 1500,
        "paid_at": utc_now() if number % 3 else None,
    }


def _line(order_id: int, place: int, photo: Photo) -> dict:
    return {
        "order_id": order_id,
        "photo_id": photo.id,
        "position": place,
        "kind": "extra_photo",
        "filename": photo.filename,
        "photo_number": photo.number,
        "quantity": 1,
        "unit_price_cents": 2000,
    }
