"""What an order knows of itself, and how lists of orders are narrowed."""

import pytest

from extensions import db
from models.order_filter import OrderFilter
from models.order_list import OrderRow, figures_of
from models.types import utc_now


def place(make, gallery, photos, method=None):
    return make.make_order(make.make_cart(gallery.invitations[0], photos), method)


def rows(*orders):
    return OrderRow.join(orders, db.session.execute(figures_of(orders)))


def found(studio, **wishes):
    return [o.number for o in db.session.scalars(OrderFilter(**wishes).orders(studio))]


@pytest.fixture
def gallery(make):
    return make.make_gallery(title="Łucja i Jan", package_photo_count=1, extra_photo_cents=4000)


def test_a_row_has_the_same_figures_as_the_order_itself(make, gallery):
    """M-10."""
    method = make.make_method(gallery, kind="courier", name="Kurier", price_cents=2250)
    cart = make.make_cart(gallery.invitations[0], [make.make_photo(gallery) for _ in range(3)])
    order = make.make_order(cart, method, street="Długa 1", postcode="31-147", city="Kraków")
    (row,) = rows(order)
    assert (row.photo_count, row.total_cents) == (3, 10_250)
    assert (row.photo_count, row.total_cents) == (order.photo_count, order.total_cents)


def test_a_deleted_photo_still_counts(make, gallery):
    """M-12."""
    photos = [make.make_photo(gallery, name) for name in ("A.JPG", "B.JPG")]
    order = place(make, gallery, photos)
    db.session.delete(photos[0])
    db.session.commit()
    assert rows(order)[0].photo_count == order.photo_count == 2


def test_payment_is_due_paid_or_none(make, gallery):
    """M-10."""
    photos = [make.make_photo(gallery) for _ in range(2)]
    free, due, paid, off = (place(make, gallery, p) for p in (photos[:1], photos, photos, photos))
    paid.paid_at = off.cancelled_at = utc_now()
    db.session.commit()
    assert [row.payment for row in rows(due, free, paid, off)] == ["due", "none", "paid", "none"]


def test_orders_are_found_by_payment_status_and_cancellation(make, gallery):
    """M-09."""
    studio = gallery.studio
    photos = [make.make_photo(gallery) for _ in range(2)]
    free, due, paid, off = (place(make, gallery, p) for p in (photos[:1], photos, photos, photos))
    paid.paid_at = off.cancelled_at = utc_now()
    paid.status = studio.order_statuses[1]
    db.session.commit()
    assert found(studio) == [o.number for o in (off, paid, due, free)]
    assert found(studio, payment="due") == [due.number]
    assert found(studio, payment="paid") == [paid.number]
    assert found(studio, status_id=studio.order_statuses[1].id) == [paid.number]
    assert found(studio, cancelled="only") == [off.number]
    assert found(studio, cancelled="no") == [o.number for o in (paid, due, free)]


@pytest.mark.parametrize("text", ["#1001", "1001", " łucja", "ŁUCJA", "wójcik", "WÓJCIK", "poczta"])
def test_orders_are_found_by_number_client_and_session(make, gallery, text):
    """M-09: also when the case of a Polish letter differs."""
    cart = make.make_cart(gallery.invitations[0])
    make.make_order(cart, name="Ewa Wójcik", email="ewa@poczta.example")
    make.make_order(make.make_cart(make.make_gallery(gallery.studio).invitations[0]))
    assert found(gallery.studio, text=text) == [1001]


@pytest.mark.parametrize("text", ["%", "_", "nobody", "#", "99999999999999999999"])
def test_a_text_that_nothing_contains_finds_nothing(make, gallery, text):
    """M-09: signs of the database's pattern language are only signs."""
    make.make_order(make.make_cart(gallery.invitations[0]), name="Ewa", email="e@x.example")
    assert found(gallery.studio, text=text) == []


def test_orders_of_another_studio_are_never_listed(make, gallery):
    """M-09."""
    make.make_order()
    assert found(gallery.studio) == []


def test_numbers_run_within_a_studio(make, gallery):
    """M-11."""
    first = make.make_order(make.make_cart(gallery.invitations[0]))
    second = make.make_order(make.make_cart(gallery.invitations[0]))
    foreign = make.make_order()
    assert (first.number, second.number, foreign.number) == (1001, 1002, 1001)
