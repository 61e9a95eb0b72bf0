"""The parcels of an order, entered by the studio and seen by the client at once."""

import pytest

from extensions import db
from models import OutboxEntry, Parcel
from services import order_links, orders
from tests.blueprints.studio.looking import get
from tests.conftest import enter
from tests.ordering import make_order_by_hand

LINK = "https://inpost.pl/sledzenie-przesylek?number=62000001"


@pytest.fixture
def order(studio_web):
    return make_order_by_hand(studio_web.user.studio, is_sent_nowhere=True)


def add(web, order, **more):
    sent = {"carrier": "inpost", "number": "6200 0001", "is_mailed": "y", **more}
    return web.post(f"/studio/orders/{order.id}/parcels", data=sent)


def mail_count():
    mails = db.select(db.func.count(OutboxEntry.id)).where(OutboxEntry.kind == "mail.order_parcel")
    return db.session.scalar(mails)


def test_a_number_stands_on_the_order_and_on_its_buyers_page_at_once(web, studio_web, order):
    """B-39, B-47."""
    answer = add(studio_web, order, sent_on="2026-11-20")
    assert answer.status_code == 303
    page = get(studio_web, answer.location)
    told = ("Przesyłki", "InPost", LINK, "Przesyłka: InPost 62000001", "20.11.2026")
    assert [words for words in told if words not in page] == []
    theirs = get(web, order_links.url_of(order).removeprefix("http://localhost"))
    assert [words for words in ("InPost", LINK, "Śledź przesyłkę") if words not in theirs] == []
    assert mail_count() == 1


def test_a_client_with_a_gallery_sees_it_there(app, studio_web, placed_order):
    add(studio_web, placed_order)
    client = enter(app, placed_order.gallery.invitations[0])
    page = get(client, f"/g/{placed_order.gallery.code}/orders/{placed_order.number}")
    assert LINK in page


def test_without_the_tick_nobody_is_mailed(studio_web, order):
    studio_web.post(f"/studio/orders/{order.id}/parcels", data={"carrier": "dpd", "number": "1"})
    assert order.parcels[0].carrier_name == "DPD"
    assert mail_count() == 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "Wpisz numer przesyłki"),
        ({"carrier": "other", "url": "http://kurier.example"}, "zaczyna się od https://"),
        ({"sent_on": "wczoraj"}, "2026-11-22"),
        ({"carrier": "pigeon"}, "6200 0001"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_what_was_typed_stays(
    studio_web, order, wrong, sentence
):
    answer = add(studio_web, order, **wrong)
    assert answer.status_code == 422
    assert sentence in answer.text.replace("\xa0", " ")
    assert order.parcels == []


def test_it_is_corrected_and_taken_off(studio_web, order):
    add(studio_web, order)
    parcel = order.parcels[0]
    page = get(studio_web, f"/studio/orders/{order.id}/parcels")
    assert f'action="/studio/parcels/{parcel.id}"' in page
    name = f"parcel-{parcel.id}-"
    sent = {f"{name}carrier": "gls", f"{name}number": "77"}
    assert studio_web.post(f"/studio/parcels/{parcel.id}", data=sent).status_code == 303
    assert (parcel.carrier_name, parcel.number) == ("GLS", "77")
    wrong = studio_web.post(f"/studio/parcels/{parcel.id}", data={**sent, f"{name}number": ""})
    assert wrong.status_code == 422
    assert studio_web.post(f"/studio/parcels/{parcel.id}/removal").status_code == 303
    assert db.session.scalar(db.select(db.func.count(Parcel.id))) == 0


def test_a_cancelled_order_offers_no_mail(studio_web, order):
    orders.cancel(order, "Hanna")
    assert "Wyślij numer klientowi" not in get(studio_web, f"/studio/orders/{order.id}")
    add(studio_web, order)
    assert mail_count() == 0
