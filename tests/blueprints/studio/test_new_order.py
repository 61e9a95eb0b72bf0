"""The page on which an order is typed in."""

import re

import pytest

from extensions import db
from models import DeliveryMethod, Order, OutboxEntry, PaymentMethod, PriceItem, PriceList
from services import order_links
from tests.blueprints.studio.looking import get
from tests.ordering import EMAIL, NAME, make_order_by_hand

PAGE = "/studio/orders/new"


@pytest.fixture
def prices(make, studio_web):
    """A book at 5 %, a print, a courier and two ways to pay."""
    prices = make.save(PriceList(studio=studio_web.user.studio, name="Sklepik"))
    things = {"book": ("product", "Fotoksiążka", 42_000, "5"), "print": ("print", "30×40", 900, "")}
    for kind, name, cents, rate in things.values():
        item = {"kind": kind, "name": name, "price_cents": cents, "vat_rate": rate or "23"}
        make.save(PriceItem(price_list=prices, **item))
    make.save(DeliveryMethod(price_list=prices, kind="courier", name="Kurier", price_cents=1500))
    make.save(PaymentMethod(price_list=prices, kind="cash", name="Gotówka"))
    return prices


def filled(**more):
    sent = {"client_name": NAME, "client_email": EMAIL, "client_phone": "600 700 800"}
    sent |= {"locale": "pl", "currency": "PLN", "delivery": "ask", "payment": "", "gallery": ""}
    return sent | {
        "lines-0-name": "Ramka",
        "lines-0-price_cents": "49,99",
        "is_confirmed": "y",
        **more,
    }


def placed(answer):
    assert answer.status_code == 303, re.findall(r'class="error".*?<span>(.*?)<', answer.text)
    return db.session.get_one(Order, int(answer.location.rpartition("/")[2]))


def test_the_list_of_orders_and_the_card_of_a_client_lead_there(make, studio_web):
    """B-10."""
    assert f'href="{PAGE}"' in get(studio_web, "/studio/orders")
    client = make_order_by_hand(studio_web.user.studio).client
    assert f'href="{PAGE}?client={client.id}"' in get(studio_web, f"/studio/clients/{client.id}")
    page = get(studio_web, f"{PAGE}?client={client.id}")
    assert f'value="{NAME}"' in page
    assert f'value="{EMAIL}"' in page


def test_free_lines_and_lines_of_the_price_list(studio_web, prices):
    book, paper = prices.items
    sent = {
        "lines-1-item": book.id,
        "lines-1-quantity": "2",
        "lines-2-item": paper.id,
        "lines-2-name": "Plakat",
        "lines-2-price_cents": "7",
        "lines-2-vat_rate": "8",
    }
    order = placed(studio_web.post(PAGE, data=filled(**sent)))
    lines = [
        (line.item_name, line.quantity, line.unit_price_cents, line.vat_rate)
        for line in order.lines
    ]
    assert lines == [
        ("Ramka", 1, 4999, "23"),
        ("Fotoksiążka", 2, 42_000, "5"),
        ("Plakat", 1, 700, "8"),
    ]
    assert order.lines[1].price_item_id == book.id


def test_it_waits_for_the_delivery_form_which_is_mailed_and_copied(studio_web, prices):
    """B-10."""
    order = placed(studio_web.post(PAGE, data=filled()))
    page = get(studio_web, f"/studio/orders/{order.id}")
    assert "Czeka na formularz dostawy" in page
    assert order_links.url_of(order) in page
    assert "Czeka na formularz dostawy" in get(studio_web, "/studio/orders?delivery=form")
    answer = studio_web.post(f"/studio/orders/{order.id}/delivery-form")
    assert answer.status_code == 303
    form = db.session.scalars(db.select(OutboxEntry).filter_by(kind="mail.order_form")).one()
    assert (form.recipient, form.subject_id) == (EMAIL, order.id)
    assert f"Formularz dostawy wysłany do {EMAIL}" in get(studio_web, answer.location)


def test_when_nothing_is_sent_nobody_is_asked(studio_web, prices):
    """B-10."""
    order = placed(studio_web.post(PAGE, data=filled()))
    page = f"/studio/orders/{order.id}"
    assert studio_web.post(f"{page}/delivery-form/waiver").status_code == 303
    assert not order.waits_for_delivery_form
    assert "Bez wysyłki" in get(studio_web, page)
    assert studio_web.post(f"{page}/delivery-form/waiver").status_code == 409


def test_with_an_address_nothing_waits(studio_web, prices):
    courier = prices.delivery_methods[0]
    address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
    order = placed(studio_web.post(PAGE, data=filled(delivery=courier.id, **address)))
    assert not order.waits_for_delivery_form
    assert order.total_cents == 4999 + 1500
    assert "Czeka na formularz dostawy" not in get(studio_web, f"/studio/orders/{order.id}")
    assert studio_web.post(f"/studio/orders/{order.id}/delivery-form").status_code == 409


def test_a_session_a_payment_and_a_note_go_along(make, studio_web, prices):
    gallery = make.make_gallery(studio_web.user.studio, title="Łucja i Jan")
    cash = prices.payment_methods[0]
    more = {"gallery": gallery.id, "payment": cash.id, "note": "Dzwonić po 17", "locale": "en"}
    order = placed(studio_web.post(PAGE, data=filled(**more)))
    assert (order.gallery_title, order.payment_name, order.note, order.locale) == (
        "Łucja i Jan",
        "Gotówka",
        "Dzwonić po 17",
        "en",
    )
    assert f"/studio/orders/{order.id}" in get(studio_web, f"/studio/galleries/{gallery.id}/orders")


def test_it_goes_and_is_invoiced_abroad(studio_web, prices):
    """B-18, B-19."""
    page = get(studio_web, PAGE)
    assert '<option selected value="PL">Polska</option>' in page
    courier = prices.delivery_methods[0]
    address = {"street": "Hauptstr. 5", "postcode": "10115", "city": "Berlin", "country": "DE"}
    sent = filled(delivery=courier.id, invoice_country="AT", **address)
    order = placed(studio_web.post(PAGE, data=sent))
    assert (order.country, order.invoice_country) == ("DE", "AT")
    assert "Niemcy" in get(studio_web, f"/studio/orders/{order.id}")
    assert studio_web.post(PAGE, data={**sent, "country": "XX"}).status_code == 422


def test_without_a_confirmation_nobody_is_mailed(studio_web, prices):
    sent = filled()
    del sent["is_confirmed"]
    placed(studio_web.post(PAGE, data=sent))
    kinds = db.session.scalars(db.select(OutboxEntry.kind)).all()
    assert "mail.order_placed" not in kinds


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"client_name": ""}, "Wypełnij to pole"),
        ({"client_email": "bozena"}, "e-mail"),
        ({"lines-0-price_cents": ""}, "0, jeśli nic nie kosztuje"),
        ({"lines-0-name": "", "lines-0-price_cents": ""}, "co najmniej jedną pozycję"),
        ({"lines-0-price_cents": "dużo"}, "Zapisz kwotę"),
        ({"lines-0-quantity": "1000"}, "999"),
        ({"lines-0-item": "77"}, "Tego nie ma już w cenniku."),
        ({"delivery": "77"}, "Wybierz"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(studio_web, prices, wrong, sentence):
    answer = studio_web.post(PAGE, data=filled(**wrong, city="Kraków"))
    assert answer.status_code == 422
    assert sentence in answer.text.replace("\xa0", " ")
    assert 'value="Kraków"' in answer.text
    assert db.session.scalar(db.select(db.func.count(Order.id))) == 0


def test_prices_of_the_list_are_not_taken_for_another_currency(studio_web, prices):
    book = prices.items[0]
    wrong = filled(currency="EUR", **{"lines-1-item": book.id})
    assert studio_web.post(PAGE, data=wrong).status_code == 422
    order = placed(studio_web.post(PAGE, data={**wrong, "lines-1-price_cents": "99"}))
    assert (order.currency, order.total_cents) == ("EUR", 4999 + 9900)


def test_what_another_studio_sells_is_not_offered(make, studio_web):
    other = make.save(PriceList(studio=make.make_studio(), name="Obcy"))
    item = make.save(PriceItem(price_list=other, kind="product", name="Obcy album"))
    gallery = make.make_gallery(other.studio, title="Obca sesja")
    page = get(studio_web, PAGE)
    assert [word for word in ("Obcy album", "Obca sesja") if word in page] == []
    order = placed(studio_web.post(PAGE, data=filled(gallery=gallery.id)))
    assert order.gallery_id is None
    assert studio_web.post(PAGE, data=filled(**{"lines-0-item": item.id})).status_code == 422
