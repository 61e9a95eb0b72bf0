"""An order that was cancelled counts again, unless others have its place in the package."""

import pytest

from extensions import db
from services import carts, orders


@pytest.fixture
def gallery(make):
    return make.make_gallery(package_photo_count=2, package_cents=30_000, extra_photo_cents=4000)


def place(make, gallery, count, person=None):
    photos = [make.make_photo(gallery) for _ in range(count)]
    return make.make_order(make.make_cart(person or gallery.invitations[0], photos))


def test_it_is_restored_while_nobody_has_used_the_package(make, gallery):
    """M-12, N-01."""
    order = place(make, gallery, 2)
    orders.cancel(order, "Hanna")
    orders.restore(order, "Hanna")
    assert order.is_standing


def test_photos_of_the_package_are_not_given_twice(make, gallery):
    """N-01: the package has two photos and one fee; another order took both meanwhile."""
    first = place(make, gallery, 2)
    orders.cancel(first, "Hanna")
    second = place(make, gallery, 1)
    with pytest.raises(orders.PackageUsed):
        orders.restore(first, "Hanna")
    assert not first.is_standing
    assert [event.kind for event in first.events][0] == "order.cancelled"
    orders.cancel(second, "Hanna")
    orders.restore(first, "Hanna")
    assert first.is_standing


def test_an_order_beside_it_that_leaves_room_is_no_hindrance(make, gallery):
    """N-01: one photo each, and only one of them paid the fee."""
    place(make, gallery, 1)
    second = place(make, gallery, 1)
    orders.cancel(second, "Hanna")
    orders.restore(second, "Hanna")
    assert second.is_standing


def test_included_prints_are_not_given_twice(make):
    """N-01."""
    gallery = make.make_gallery()
    paper = make.make_item(gallery, included_count=2)
    placed = []
    for quantity in (2, 1):
        photo = make.make_photo(gallery)
        cart = make.make_cart(gallery.invitations[0], [photo])
        make.want(cart, paper, quantity, photo)
        placed.append(make.make_order(cart))
        if len(placed) == 1:
            orders.cancel(placed[0], "Hanna")
    with pytest.raises(orders.PackageUsed):
        orders.restore(placed[0], "Hanna")


def test_a_smaller_package_alone_is_no_hindrance(make, gallery):
    """M-12: prices are those of the day of the order."""
    order = place(make, gallery, 2)
    orders.cancel(order, "Hanna")
    gallery.prices.package_photo_count = 1
    db.session.commit()
    orders.restore(order, "Hanna")
    assert order.is_standing


def test_each_visitor_of_a_public_session_has_a_package(make, gallery):
    """N-07."""
    first, second = (make.make_invitation(gallery, is_visitor=True) for _ in range(2))
    order = place(make, gallery, 2, first)
    orders.cancel(order, "Hanna")
    place(make, gallery, 2, second)
    orders.restore(order, "Hanna")
    assert order.is_standing


def test_an_unlocked_order_stays_out_of_the_book(make, gallery):
    """N-22: its choice is in the cart again."""
    order = place(make, gallery, 1)
    orders.unlock(order, carts.open_cart(gallery.invitations[0]), "Hanna")
    with pytest.raises(orders.SelectionUnlocked):
        orders.restore(order, "Hanna")
    assert not order.is_standing
