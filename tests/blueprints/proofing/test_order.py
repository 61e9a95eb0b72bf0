"""Sending the choice: once, at the price that was seen, with everything typed kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from extensions import db
from models import Order
from models.types import utc_now


@pytest.fixture
def form(cart):
    return {
        "cart_key": cart.key,
        "seen_total": "4000",
        "name": "Łucja Wójcik",
        "email": "Lucja@Example.com",
        "note": "Bez pośpiechu",
    }


def orders():
    return db.session.scalars(select(Order).order_by(Order.id)).all()


def send(browser, form):
    return browser.post(f"{browser.base}/order?lang=pl", data=form)


def test_an_order_leads_to_its_confirmation(client_web, form):
    """M-13"""
    answer = send(client_web, form)
    (order,) = orders()
    assert answer.status_code == 303
    assert answer.location == f"{client_web.base}/orders/{order.number}"
    page = client_web.get(answer.location).text
    assert f"Zamówienie zdjęć #{order.number}" in page
    assert "40,00\N{NO-BREAK SPACE}zł" in page
    assert "lucja@example.com" in page
    assert order.note == "Bez pośpiechu"


def test_after_the_order_the_cart_is_empty(client_web, form):
    send(client_web, form)
    assert "Koszyk jest pusty" in client_web.get(f"{client_web.base}/cart").text


def test_the_same_form_sent_again_leads_to_the_same_order(client_web, form):
    first = send(client_web, form)
    again = send(client_web, form)
    assert again.status_code == 303
    assert again.location == first.location
    assert len(orders()) == 1


def test_a_replay_does_not_touch_a_later_choice(client_web, form, photos):
    send(client_web, form)
    client_web.post(f"{client_web.base}/photos/{photos[0].id}/pick", data={"picked": "1"})
    send(client_web, form)
    assert len(orders()) == 1
    assert "DSC_0001.JPG" in client_web.get(f"{client_web.base}/cart").text


def test_many_presses_at_once_give_one_order(app, client_web, form):
    """M-13: parallel POSTs from several tabs."""
    db.session.commit()
    cookies = client_web.get_cookie("kadr_grant", path=client_web.base)

    def press(_):
        tab = app.test_client()
        tab.set_cookie("kadr_grant", cookies.value, path=client_web.base)
        return tab.post(f"{client_web.base}/order", data=form)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, range(4)))
    assert [answer.status_code for answer in answers] == [303] * 4
    assert len({answer.location for answer in answers}) == 1
    assert len(orders()) == 1


def test_a_changed_price_is_shown_and_asked_again(client_web, form, gallery):
    gallery.prices.extra_photo_cents = 5000
    db.session.commit()
    answer = send(client_web, form)
    assert answer.status_code == 409
    assert "Cena się zmieniła" in answer.text
    assert 'name="seen_total" value="5000"' in answer.text
    assert ">Bez pośpiechu</textarea>" in answer.text
    assert orders() == []


@pytest.mark.parametrize("seen", ["", "free", "-1", "9" * 40])
def test_a_total_that_was_tampered_with_places_nothing(client_web, form, seen):
    assert send(client_web, form | {"seen_total": seen}).status_code == 409
    assert orders() == []


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "  ", "Podaj imię i\N{NO-BREAK SPACE}nazwisko."),
        ("email", "lucja@", "To nie wygląda na adres e-mail"),
        ("note", "x" * 2001, "Wpisz najwyżej 2000 znaków."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client_web, form, field, typed, sentence):
    answer = send(client_web, form | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    assert "Łucja" in answer.text or field == "name"
    assert orders() == []


def test_a_courier_needs_an_address_and_a_telephone(client_web, make, gallery, form):
    courier = make.make_method(gallery, kind="courier", name="Kurier", price_cents=1000)
    answer = send(client_web, form | {"method": courier.id, "seen_total": "5000", "phone": "600 1"})
    assert answer.status_code == 422
    for field in ("phone", f"street-{courier.id}", f"postcode-{courier.id}", f"city-{courier.id}"):
        assert f'id="{field}-error"' in answer.text
    assert 'value="600 1"' in answer.text
    assert answer.text.count("autofocus") == 1


def test_a_locker_needs_its_code(client_web, make, gallery, form):
    locker = make.make_method(gallery, kind="locker", name="Paczkomat", price_cents=1000)
    chosen = form | {"method": locker.id, "seen_total": "5000", "phone": "600 100 200"}
    assert f'id="point-{locker.id}-error"' in send(client_web, chosen).text
    assert send(client_web, chosen | {f"point-{locker.id}": "KRA012"}).status_code == 303
    (order,) = orders()
    assert (order.delivery_point, order.client_phone) == ("KRA012", "600 100 200")
    assert order.total_cents == 5000


def test_fields_of_a_method_that_was_not_chosen_are_left_out(client_web, make, gallery, form):
    courier = make.make_method(gallery, kind="courier", name="Kurier", price_cents=1000)
    pickup = make.make_method(gallery, name="Odbiór")
    typed = {"method": pickup.id, f"street-{courier.id}": "ul. Długa 1", "phone": "600 100 200"}
    assert send(client_web, form | typed).status_code == 303
    (order,) = orders()
    assert (order.street, order.client_phone) == ("", "")


@pytest.mark.parametrize("method", ["", "999999", "x"])
def test_a_way_of_delivery_must_be_chosen(client_web, make, gallery, form, method):
    for name in ("Odbiór", "Kurier"):
        make.make_method(gallery, name=name)
    answer = send(client_web, form | {"method": method})
    assert answer.status_code == 422
    assert 'id="method-error"' in answer.text


def test_an_emptied_cart_and_a_passed_day_are_told_politely(client_web, form, gallery, cart):
    gallery.select_until_on = utc_now().date().replace(year=2020)
    db.session.commit()
    assert send(client_web, form).status_code == 409
    gallery.select_until_on = None
    cart.lines.clear()
    db.session.commit()
    assert send(client_web, form | {"seen_total": "0"}).status_code == 409
    assert orders() == []


def test_the_form_of_somebody_else_is_not_accepted(client_web, make, gallery, form):
    other = make.make_cart(make.make_invitation(gallery), [make.make_photo(gallery)])
    assert send(client_web, form | {"cart_key": other.key}).status_code == 404
    assert send(client_web, form | {"cart_key": ""}).status_code == 404
    assert orders() == []


def test_orders_of_others_are_not_shown(client_web, make, gallery):
    order = make.make_order(make.make_cart(make.make_invitation(gallery)))
    assert client_web.get(f"{client_web.base}/orders/{order.number}").status_code == 404


def test_a_cancelled_order_says_so(client_web, make, cart):
    from services.orders import cancel

    order = make.make_order(cart)
    cancel(order, "Hanna")
    page = client_web.get(f"{client_web.base}/orders/{order.number}?lang=pl").text
    assert "To zamówienie zostało anulowane" in page
