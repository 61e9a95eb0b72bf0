"""Many presses at the same moment: the database decides, once."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

from sqlalchemy import func, select

from extensions import db
from models import (
    Cart,
    CartLine,
    Folder,
    Gallery,
    Invitation,
    Order,
    OutboxEntry,
    Photo,
    Studio,
)
from models.types import utc_now
from services import carts, checkout, uploads
from services.checkout import Checkout
from services.namesakes import Announced
from services.refusals import Refused


def at_once(app, count, work):
    """Run `work(n)` in `count` threads that start together; their results or refusals."""
    barrier = Barrier(count)

    def run(n):
        with app.app_context():
            barrier.wait()
            try:
                return work(n)
            except Refused as refusal:
                return refusal
            finally:
                db.session.remove()

    with ThreadPoolExecutor(count) as pool:
        contexts = [contextvars.Context() for _ in range(count)]
        return [f.result() for f in [pool.submit(contexts[n].run, run, n) for n in range(count)]]


def test_twenty_presses_on_one_cart_place_one_order(app, make):
    """M-13: double click, Enter twice, two tabs."""
    cart_id = make.make_cart().id

    def press(_):
        cart = db.session.get_one(Cart, cart_id)
        return checkout.place_order(cart, Checkout(None, 0, "Anna", "anna@example.com")).number

    results = at_once(app, 20, press)
    placed = [one for one in results if isinstance(one, int)]
    refused = [one for one in results if isinstance(one, checkout.CartAlreadyOrdered)]
    assert (len(placed), len(refused)) == (1, 19)
    assert db.session.scalar(select(func.count(Order.id))) == 1
    mails = OutboxEntry.kind.startswith("mail.")
    assert db.session.scalar(select(func.count(OutboxEntry.id)).where(mails)) == 2


def test_orders_of_one_studio_at_once_get_numbers_without_gap_or_repeat(app, make):
    gallery = make.make_gallery()
    ids = []
    for _ in range(12):
        invitation = make.make_invitation(gallery)
        ids.append(make.make_cart(invitation, [make.make_photo(gallery)]).id)
    first = db.session.get_one(Studio, gallery.studio_id).next_order_number

    def press(n):
        cart = db.session.get_one(Cart, ids[n])
        return checkout.place_order(cart, Checkout(None, 0, "Anna", "anna@example.com")).number

    assert sorted(at_once(app, 12, press)) == list(range(first, first + 12))


def test_picking_one_photo_twenty_times_at_once_puts_it_in_the_cart_once(app, make):
    """M-06."""
    cart = make.make_cart(photos=[])
    photo = make.make_photo(cart.invitation.gallery)
    ids = cart.id, photo.id

    def pick(_):
        carts.pick(db.session.get_one(Cart, ids[0]), db.session.get_one(Photo, ids[1]))

    assert set(at_once(app, 20, pick)) == {None}
    assert db.session.scalar(select(func.count(CartLine.id))) == 1


def test_opening_a_cart_in_two_tabs_opens_one(app, make):
    invitation = make.make_invitation()
    invitation_id = invitation.id

    def open_one(_):
        return carts.open_cart(db.session.get_one(Invitation, invitation_id)).id

    assert len(set(at_once(app, 8, open_one))) == 1


def test_photos_added_at_once_to_a_sent_session_get_numbers_of_their_own(app, make):
    """M-26: client and photographer speak of a photo by its number."""
    gallery_id = make.make_gallery(sent_at=utc_now()).id

    def add(n):
        gallery = db.session.get_one(Gallery, gallery_id)
        data = b"\xff\xd8\xff" + bytes([n]) * 100
        announced = Announced(f"upload-{n:03}", f"DSC_{n:04}.JPG", len(data))
        return uploads.receive(gallery, Folder.PROOFS, announced, BytesIO(data)).number

    assert sorted(at_once(app, 8, add)) == list(range(1, 9))
