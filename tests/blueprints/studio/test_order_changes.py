"""A client wishes to choose again: what the studio sees and does."""

from datetime import timedelta

import pytest

from extensions import db
from models.cart import Cart
from services import orders
from tests.blueprints.studio.looking import get


@pytest.fixture
def order(make, studio_web):
    order = make.make_mixed_order(studio_web.user.studio, name="Ewa Wójcik")
    orders.ask_to_change(order, "Zamiast 2 wolimy 4.")
    return order


def path(order, name=""):
    return f"/studio/orders/{order.id}{name}"


def test_a_yellow_notice_has_the_words_and_the_button(studio_web, order):
    """N-22."""
    page = get(studio_web, path(order))
    notice = page[page.index('class="notice yellow wish"') :]
    for words in ("Ewa Wójcik prosi o zmianę wyboru", "„Zamiast 2 wolimy 4.”", "Odblokuj wybór"):
        assert words in notice
    assert "Klient poprosił o zmianę wyboru" in page


def test_lists_say_that_a_change_is_wanted(studio_web, order):
    """N-22."""
    for page in ("/studio/orders", f"/studio/galleries/{order.gallery_id}/orders"):
        assert "Prosi o zmianę" in get(studio_web, page)


def test_unlocking_puts_the_choice_back_and_says_so(studio_web, order):
    """N-22."""
    answer = studio_web.post(path(order, "/unlocking"))
    assert answer.status_code == 303
    page = get(studio_web, answer.location)
    assert "Wybór jest odblokowany. Klient dostanie e-mail z linkiem." in page
    assert "Wybór odblokowano" in page
    assert "Przywróć zamówienie" not in page
    cart = db.session.scalars(Cart.open_of(order.invitation_id)).one()
    assert (len(cart.lines), len(cart.items)) == (3, 4)
    assert "Odblokowane" in get(studio_web, "/studio/orders")


def test_what_was_left_out_is_named(studio_web, order):
    """N-22."""
    prices = order.gallery.prices
    prices.items = prices.items[:2]
    db.session.commit()
    answer = studio_web.post(path(order, "/unlocking"))
    page = get(studio_web, answer.location)
    assert "Nie ma już w ofercie i zostało pominięte: Album 20×20" in page


def test_a_paid_order_says_why_it_stays_and_keeps_its_choice(studio_web, order):
    """N-22."""
    studio_web.post(path(order, "/payment"), data={"paid": 1})
    page = get(studio_web, path(order))
    assert "To zamówienie jest opłacone. Najpierw cofnij płatność" in page
    assert path(order, "/unlocking") not in page
    answer = studio_web.post(path(order, "/unlocking"))
    assert answer.status_code == 409
    assert "To zamówienie jest opłacone" in answer.text
    assert order.is_standing


def test_a_payment_taken_back_brings_the_button_without_a_reload(studio_web, order):
    """N-22."""
    for paid, is_there in ((1, False), (0, True)):
        answer = studio_web.post(
            path(order, "/payment"),
            data={"paid": paid},
            headers={"HX-Request": "true"},
            follow_redirects=True,
        )
        assert 'id="order-change" hx-swap-oob="true"' in answer.text
        assert ("/unlocking" in answer.text) == is_there


def test_after_the_last_day_the_studio_says_until_when(studio_web, order):
    """N-22."""
    today = order.studio.today()
    order.gallery.select_until_on = today - timedelta(days=2)
    db.session.commit()
    until = today + timedelta(days=3)
    assert f'value="{until.isoformat()}"' in get(studio_web, path(order))
    assert studio_web.post(path(order, "/unlocking")).status_code == 422
    assert order.is_standing
    data = {"until_on": until.isoformat()}
    assert studio_web.post(path(order, "/unlocking"), data=data).status_code == 303
    assert order.gallery.invitations[0].select_until_on == until


def test_the_studio_may_leave_it_as_it_is(studio_web, order):
    """N-22."""
    answer = studio_web.post(path(order, "/change-request"))
    page = get(studio_web, answer.location)
    assert "prosi o zmianę wyboru" not in page
    assert "Wybór pozostaje bez zmian" in page
    assert order.is_standing


def test_an_order_nobody_asked_about_can_be_unlocked_too(make, studio_web):
    """N-22: clients telephone."""
    quiet = make.make_mixed_order(studio_web.user.studio)
    assert "Pozwól klientowi zmienić wybór" in get(studio_web, path(quiet))
    assert studio_web.post(path(quiet, "/unlocking")).status_code == 303
    assert quiet.is_unlocked


def test_restoring_says_when_the_package_is_used(make, studio_web):
    """N-01: the page refuses with a sentence."""
    gallery = make.make_gallery(studio_web.user.studio, package_photo_count=1)
    first = make.make_order(make.make_cart(gallery.invitations[0]))
    orders.cancel(first, "Hanna")
    make.make_order(make.make_cart(gallery.invitations[0]))
    answer = studio_web.post(path(first, "/cancellation"), data={"cancelled": 0})
    assert answer.status_code == 409
    assert "Pakiet wykorzystało w międzyczasie inne zamówienie." in answer.text
