"""The buyer says how and where an order goes, from the link of a mail."""

import re
from html import unescape

import pytest

from extensions import db
from models import DeliveryMethod, Event, PriceList
from services import delivery_form, order_links, orders
from tests.ordering import EMAIL, NAME, make_order_by_hand

ADDRESS = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}


@pytest.fixture
def studio(make):
    """Sells a courier for 15 zł and a locker for 10 zł, which is for nothing from 1,000 zł on."""
    studio = make.make_studio()
    prices = make.save(PriceList(studio=studio, name="Sklepik"))
    locker = {"kind": "locker", "name": "Paczkomat", "price_cents": 1000}
    make.save(DeliveryMethod(price_list=prices, free_from_cents=100_000, position=1, **locker))
    courier = {"kind": "courier", "name": "Kurier", "price_cents": 1500}
    make.save(DeliveryMethod(price_list=prices, **courier))
    return studio


@pytest.fixture
def order(studio):
    return make_order_by_hand(studio)


def link(order):
    return order_links.url_of(order).removeprefix("http://localhost")


def page_of(web, order, **query):
    return re.sub(r"\s+", " ", unescape(web.get(link(order), query_string=query).text))


def ways(order):
    return {one.kind: one for one in delivery_form.offered(order)}


def filled(order, kind="courier", **more):
    way = ways(order)[kind]
    sent = {"method": way.id, "name": NAME, "email": EMAIL, "phone": "600 700 800"}
    sent[f"seen-{way.id}"] = way.price_for(order.lines_cents)
    sent |= {f"{name}-{way.id}": value for name, value in ADDRESS.items()}
    return sent | {f"point-{way.id}": "kra012"} | more


def send(web, order, data):
    return web.post(f"{link(order)}/delivery", data=data)


def test_it_shows_the_order_and_the_ways_with_their_prices(web, order):
    """B-10."""
    page = page_of(web, order)
    told = ("Formularz Opcji Dostawy", "Fotoksiążka 30×30", "Kurier", "15,00 zł", "Paczkomat")
    assert [words for words in told if words not in page] == []
    assert f'value="{NAME}"' in page
    assert "Zamawiam z obowiązkiem zapłaty" in page


def test_the_price_of_the_chosen_way_joins_the_order(web, order):
    """B-10."""
    answer = send(web, order, filled(order))
    assert (answer.status_code, answer.location) == (303, link(order))
    assert order.total_cents == 56_997 + 1500
    assert (order.delivery_kind, order.street, order.client_phone) == (
        "courier",
        "Długa 5",
        "600 700 800",
    )
    assert order.is_delivery_known
    assert not order.waits_for_delivery_form
    told = db.session.scalars(db.select(Event.kind).where(Event.order_id == order.id)).all()
    assert "order.form_answered" in told


def test_a_locker_and_an_invoice_are_taken_over(web, order):
    invoice = {"invoice": "1", "tax_id": "676-245-11-35", "company": "Żak sp. z o.o."}
    place = {f"invoice_{name}": value for name, value in ADDRESS.items()}
    send(web, order, filled(order, "locker", **invoice, **place))
    assert (order.delivery_point, order.delivery_cents) == ("KRA012", 1000)
    assert (order.tax_id, order.invoice_city) == ("6762451135", "Kraków")


@pytest.mark.parametrize(
    ("kind", "wrong", "sentence"),
    [
        ("courier", "street", "Podaj ulicę i numer."),
        ("courier", "postcode", "Podaj kod pocztowy."),
        ("locker", "point", "Podaj kod paczkomatu."),
        ("courier", "name", "Podaj imię i nazwisko."),
        ("courier", "phone", "Podaj numer telefonu do dostawy."),
        ("courier", "email", "adres"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(web, order, kind, wrong, sentence):
    sent = filled(order, kind)
    key = f"{wrong}-{sent['method']}" if f"{wrong}-{sent['method']}" in sent else wrong
    answer = send(web, order, {**sent, key: ""})
    page = unescape(answer.text).replace("\xa0", " ")
    assert answer.status_code == 422
    error = re.search(rf'id="{key}-error">.*?<span>(.*?)</span>', page)
    assert sentence in error[1]
    assert not order.is_delivery_known


def test_nothing_chosen_is_asked_for(web, order):
    sent = filled(order)
    answer = send(web, order, {**sent, "method": ""})
    assert answer.status_code == 422
    assert 'id="method-error"' in answer.text


def test_a_price_that_has_changed_is_shown_before_it_counts(web, order):
    sent = filled(order)
    ways(order)["courier"].price_cents = 9900
    db.session.commit()
    answer = send(web, order, sent)
    assert answer.status_code == 409
    assert "99,00 zł" in unescape(answer.text).replace("\xa0", " ")
    assert not order.is_delivery_known


def test_a_way_the_studio_has_chosen_cannot_be_changed(make, studio, web):
    """Only the address is asked for, and the price stays that of the day of the order."""
    courier = db.session.scalars(db.select(DeliveryMethod).filter_by(kind="courier")).one()
    order = make_order_by_hand(studio, method=courier)
    courier.price_cents = 9900
    db.session.commit()
    page = page_of(web, order)
    assert "Kurier" in page
    assert "Paczkomat" not in page
    sent = {"method": "0", "seen-0": "1500", "name": NAME, "email": EMAIL, "phone": "600700800"}
    send(web, order, sent | {f"{name}-0": value for name, value in ADDRESS.items()})
    assert order.is_delivery_known
    assert order.total_cents == 56_997 + 1500


def test_a_studio_without_ways_is_told_an_address(make, web):
    order = make_order_by_hand(make.make_studio())
    sent = {"method": "0", "seen-0": "0", "name": NAME, "email": EMAIL, "phone": "600700800"}
    send(web, order, sent | {f"{name}-0": value for name, value in ADDRESS.items()})
    assert (order.delivery_name, order.city) == ("Przesyłka pod adres", "Kraków")


def test_sent_twice_it_counts_once(web, order):
    first, second = filled(order), filled(order, "locker")
    send(web, order, first)
    version = order.version
    answer = send(web, order, second)
    assert answer.status_code == 303
    assert (order.version, order.delivery_kind) == (version, "courier")


def test_a_cancelled_order_asks_for_nothing(web, order):
    orders.cancel(order, "Hanna")
    assert "To zamówienie zostało anulowane" in page_of(web, order)
    send(web, order, filled(order))
    assert not order.is_delivery_known


def test_without_an_email_the_form_brings_it(make, studio, web):
    """N-15: somebody who is known by this address is that client."""
    known = make_order_by_hand(studio).client
    order = make_order_by_hand(studio, buyer={"client_email": "", "client_phone": ""})
    send(web, order, filled(order))
    assert order.client_email == EMAIL
    assert order.client_id == known.id


def test_it_speaks_the_language_of_the_order(studio, web):
    order = make_order_by_hand(studio, locale="en")
    page = page_of(web, order)
    assert "Delivery options form" in page
    assert '<html lang="en">' in page


def test_a_changed_choice_is_reckoned_without_sending(web, order):
    page = page_of(web, order, method=ways(order)["courier"].id)
    assert "584,97 zł" in page.replace("\xa0", " ")
    assert not order.is_delivery_known


def test_too_many_forms_from_one_address_wait(app, web, order, monkeypatch):
    monkeypatch.setitem(app.config, "DELIVERY_FORM_LIMIT", "3 per hour")
    answers = [send(web, order, {}).status_code for _ in range(4)]
    assert answers == [422, 422, 422, 429]


def test_nobody_elses_link_leads_anywhere(web, order):
    assert web.get("/o/wrong").status_code == 404
    assert web.post("/o/wrong/delivery").status_code == 404
    answer = web.get(link(order))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
