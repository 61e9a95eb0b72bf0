"""A choice that was sent is opened again, and goes back into the cart as it was."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models import Cart, Extension, OutboxEntry
from models.types import utc_now
from services import carts, orders, payments
from tests.services.test_mails import send_all, texts


@pytest.fixture
def order(make):
    return make.make_mixed_order()


@pytest.fixture
def person(order):
    return order.gallery.invitations[0]


def unlock(order, **values):
    return orders.unlock(order, carts.open_cart(order.gallery.invitations[0]), "Hanna", **values)


def cart_of(person):
    return db.session.scalars(Cart.open_of(person.id)).one()


def kinds(order):
    return [event.kind for event in reversed(order.events)]


def test_everything_goes_back_into_the_cart(order, person):
    """N-22: photos, notes, pins, prints, files and products with their photos."""
    assert unlock(order) == []
    cart = cart_of(person)
    lines = [
        (line.photo.filename, line.is_retouched, line.note, line.pin_x, line.pin_y)
        for line in cart.lines
    ]
    assert lines == [
        ("IMG_1.JPG", True, "jaśniej", 250, 750),
        ("IMG_2.JPG", True, "", None, None),
        ("IMG_3.JPG", False, "", None, None),
    ]
    items = {
        (item.price_item.name, item.photo_id and item.photo_id - cart.lines[0].photo_id): (
            item.quantity,
            [one.photo.filename for one in item.photos],
        )
        for item in cart.items
    }
    assert items == {
        ("15×23", 0): (2, []),
        ("15×23", 2): (3, []),
        ("Plik cyfrowy", 1): (1, []),
        ("Album 20×20", None): (1, ["IMG_4.JPG", "IMG_1.JPG"]),
    }


def test_the_cart_costs_again_what_the_order_did(order, person):
    """N-22: its part of the package is free again."""
    method = order.gallery.prices.delivery_methods[0]
    unlock(order)
    assert cart_of(person).quote(method).total_cents == order.total_cents


def test_the_order_leaves_the_book_and_stays_readable(order):
    """N-22."""
    unlock(order)
    assert (order.is_standing, order.is_unlocked, order.total_cents) == (False, True, 84_450)
    assert kinds(order) == ["order.placed", "document.issued", "order.unlocked"]


def test_sent_again_it_is_a_new_order(make, order, person):
    """N-22."""
    method = order.gallery.prices.delivery_methods[0]
    unlock(order)
    address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
    again = make.make_order(cart_of(person), method, **address)
    assert (again.number, again.total_cents) == (order.number + 1, order.total_cents)
    assert [line.full_name for line in again.lines] == [line.full_name for line in order.lines]


def test_it_is_merged_with_what_is_in_the_cart_meanwhile(make, order, person):
    """N-22: nothing is lost, pieces are added up, both notes are kept."""
    first, *_, album_photo = [photo.photo for photo in order.photos]
    paper, _file, album = order.gallery.prices.items
    another = make.make_photo(order.gallery, "IMG_9.JPG", number=9)
    cart = make.make_cart(person, [first, another], notes=["kadr"])
    make.want(cart, paper, 4, first)
    make.want(cart, album, 1, photos=[another])
    version = cart.lines[0].version
    unlock(order)
    cart = cart_of(person)
    line = cart.lines[0]
    assert (line.note, line.pin_x, line.version) == ("kadr\njaśniej", 250, version + 1)
    assert {one.photo.filename for one in cart.lines} == {
        "IMG_1.JPG",
        "IMG_2.JPG",
        "IMG_3.JPG",
        "IMG_9.JPG",
    }
    assert [item.quantity for item in cart.items_of(first.id)] == [6]
    (product,) = cart.products
    assert product.quantity == 2
    assert [one.photo.filename for one in product.photos] == ["IMG_9.JPG", "IMG_4.JPG", "IMG_1.JPG"]


def test_what_is_no_longer_sold_or_was_deleted_is_left_out_and_named(make, order, person):
    """N-22."""
    prices = order.gallery.prices
    prices.items = [item for item in prices.items if item.kind != "print"]
    db.session.delete(order.photos[1].photo)
    db.session.commit()
    assert unlock(order) == ["IMG_2.JPG", "15×23, mat"]
    cart = cart_of(person)
    # Of IMG_3 only prints were wanted, so nothing is wanted of it now.
    assert [line.photo.filename for line in cart.lines] == ["IMG_1.JPG"]
    assert [item.price_item.name for item in cart.items] == ["Album 20×20"]


def test_a_thing_that_came_back_to_the_price_list_is_known_by_its_name(make, order, person):
    """N-22."""
    prices = order.gallery.prices
    prices.items = prices.items[1:]
    db.session.commit()
    paper = make.make_item(order.gallery, paper="mat", price_cents=500)
    assert unlock(order) == []
    prints = [item for item in cart_of(person).items if item.price_item_id == paper.id]
    assert sorted(item.quantity for item in prints) == [2, 3]


def test_a_second_press_is_refused_and_doubles_nothing(order, person):
    """N-22."""
    unlock(order)
    with pytest.raises(orders.SelectionUnlocked):
        unlock(order)
    assert sum(item.quantity for item in cart_of(person).items) == 7


def test_a_paid_order_is_unlocked_only_once_it_is_cancelled(order):
    """N-22: otherwise money would belong to no order."""
    payments.mark_paid(order, "Hanna")
    with pytest.raises(orders.OrderLocked):
        unlock(order)
    assert order.is_standing
    orders.cancel(order, "Hanna")
    unlock(order)
    assert order.is_unlocked


def test_what_was_handed_over_is_not_chosen_again(make, order):
    """N-22."""
    make.make_photo(order.gallery, "IMG_1-Edit.jpg", folder="full")
    make.hand_over(order.gallery)
    with pytest.raises(orders.OrderLocked):
        unlock(order)
    assert order.is_standing


def test_nobody_is_unlocked_who_has_no_way_in(order, person):
    """N-22."""
    person.revoked_at = utc_now()
    db.session.commit()
    with pytest.raises(orders.NobodyToChoose):
        unlock(order)


def test_after_the_last_day_a_new_one_is_needed(order, person):
    """N-22: an open choice that cannot be sent would help nobody."""
    today = order.studio.today()
    order.gallery.select_until_on = today - timedelta(days=1)
    db.session.commit()
    for wrong in (None, today - timedelta(days=1)):
        with pytest.raises(orders.LastDayMissing):
            unlock(order, until_on=wrong)
    unlock(order, until_on=today + timedelta(days=3))
    assert person.select_until_on == today + timedelta(days=3)
    assert not person.is_closed_on(today)


def test_a_fee_for_more_time_is_asked_for_once_again(make, order, person):
    """N-04, N-22: the order that took it in is gone."""
    values = {"invitation_id": person.id, "fee_cents": 5000, "order_id": order.id}
    make.save(Extension(answered_at=utc_now(), granted_until_on=date(2099, 1, 1), **values))
    order.gallery.extension_cents = 5000
    unlock(order)
    assert person.fee_cents == 5000


@pytest.mark.parametrize(
    ("locale", "subject", "words"),
    [
        ("pl", "Można zmienić wybór: Łucja i Jan", "jest znów otwarty"),
        ("en", "You can change your selection: Łucja i Jan", "is open again"),
    ],
)
def test_the_client_is_told_in_the_language_of_the_gallery(
    order, person, mail_server, locale, subject, words
):
    """N-22: with the link and what could not come back."""
    order.gallery.locale = locale
    order.gallery.prices.items = order.gallery.prices.items[:2]
    db.session.commit()
    unlock(order, until_on=date(2099, 12, 20))
    message = send_all(mail_server)[-1]
    assert (message["Subject"], message["To"]) == (subject, order.client_email)
    for part in texts(message):
        assert words in part
        assert "Album 20×20" in part
        assert "/g/" in part


def test_a_cart_sent_at_the_same_moment_is_not_written_over(make, order, person):
    """N-22: the open cart was ordered before the choice could come back."""
    cart = make.make_cart(person, [make.make_photo(order.gallery)])
    db.session.execute(Cart.__table__.update().values(ordered_at=utc_now()))
    db.session.commit()
    with pytest.raises(carts.CartClosed):
        orders.unlock(order, cart, "Hanna")
    assert order.is_standing
    assert db.session.scalars(select(OutboxEntry.kind)).all().count("mail.order_unlocked") == 0
