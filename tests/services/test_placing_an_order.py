"""Placing an order."""

import pytest
from sqlalchemy import select

from extensions import db
from models import Order, OutboxEntry
from services import checkout, orders


def test_an_order_freezes_names_notes_and_prices(make):
    """M-12, M-13."""
    gallery = make.make_gallery(package_photo_count=1, extra_photo_cents=4000)
    photos = [make.make_photo(gallery, "IMG_1.JPG"), make.make_photo(gallery, "IMG_2.JPG")]
    cart = make.make_cart(gallery.invitations[0], photos, notes=["brighter"])
    order = make.make_order(cart)
    gallery.prices.extra_photo_cents = 9900
    db.session.commit()
    assert [(line.filename, line.note, line.unit_price_cents) for line in order.lines] == [
        ("IMG_1.JPG", "brighter", 0),
        ("IMG_2.JPG", "", 4000),
    ]
    assert order.total_cents == 4000


def test_an_order_promises_a_mail_to_the_client_and_one_to_the_studio(make):
    """M-09, M-13."""
    order = make.make_order()
    mails = select(OutboxEntry).where(OutboxEntry.kind.startswith("mail."))
    promised = db.session.scalars(mails.order_by(OutboxEntry.id)).all()
    assert [(entry.kind, entry.recipient) for entry in promised] == [
        ("mail.order_placed", order.client_email),
        ("mail.order_arrived", order.studio.contact_email),
    ]


def test_a_second_press_is_refused_and_places_nothing(make):
    """M-13."""
    cart = make.make_cart()
    make.make_order(cart)
    with pytest.raises(checkout.CartAlreadyOrdered):
        make.make_order(cart)
    assert len(db.session.scalars(select(Order)).all()) == 1


def test_a_package_is_spent_once_however_many_orders_there_are(make):
    """N-01: the next choice does not get the package's photos a second time."""
    gallery = make.make_gallery(package_photo_count=2, extra_photo_cents=4000)
    invitation = gallery.invitations[0]
    photos = [make.make_photo(gallery) for _ in range(4)]
    assert make.make_order(make.make_cart(invitation, photos[:1])).total_cents == 0
    assert make.make_order(make.make_cart(invitation, photos[1:])).total_cents == 2 * 4000


def test_a_cancelled_order_gives_its_part_of_the_package_back(make):
    """N-01."""
    gallery = make.make_gallery(package_photo_count=1, extra_photo_cents=4000)
    photos = [make.make_photo(gallery) for _ in range(2)]
    first = make.make_order(make.make_cart(gallery.invitations[0], photos[:1]))
    orders.cancel(first, "Hanna")
    assert make.make_order(make.make_cart(gallery.invitations[0], photos[1:])).total_cents == 0
