"""An order that nobody chose in a gallery is an order like any other, on every page."""

import io
import json
import zipfile

import pytest

from extensions import db
from models import Event, Order, OutboxEntry
from services import erasing
from tests.blueprints.studio.looking import get
from tests.ordering import EMAIL, NAME, make_order_by_hand


@pytest.fixture
def order(make, studio_web):
    make.sells(studio_web.user.studio)
    return make_order_by_hand(studio_web.user.studio)


def test_lists_search_card_and_start_page_show_it(studio_web, order):
    """B-48."""
    client = f"/studio/clients/{order.client_id}"
    pages = ("/studio/orders", "/studio/search?q=zak", client, "/studio", "/studio/documents")
    shown = {page: get(studio_web, page) for page in pages}
    assert [page for page, body in shown.items() if f"/studio/orders/{order.id}" not in body] == []


@pytest.mark.parametrize(
    "wish", ["source=manual", "text=bozena", "delivery=none", "payment=due", "sort=client"]
)
def test_filters_find_it(studio_web, order, wish):
    assert f"order-{order.id}" in get(studio_web, f"/studio/orders?{wish}")


def test_its_page_has_everything_but_a_session(studio_web, order):
    page = get(studio_web, f"/studio/orders/{order.id}")
    told = ("Fotoksiążka 30×30", "569,97 zł", NAME, EMAIL, "Ramka dębowa", "wpisane ręcznie")
    assert [words for words in told if words.lower() not in page.lower()] == []
    assert 'id="export"' not in page


@pytest.mark.parametrize("path", ["export", "prints/folder"])
def test_nothing_of_it_is_exported(studio_web, order, path):
    assert studio_web.get(f"/studio/orders/{order.id}/{path}").status_code == 404


def test_pages_about_one_order_open(studio_web, order):
    parts = ("", "/edit", "/payments", "/merge", "/documents", "/documents/own")
    opened = {part: studio_web.get(f"/studio/orders/{order.id}{part}") for part in parts}
    assert {part: one.status_code for part, one in opened.items()} == dict.fromkeys(parts, 200)


def test_it_is_changed_with_the_studios_own_prices(make, studio_web, order):
    """A print of no photo of ours is a product."""
    prices = make.save(make.PriceList(studio=order.studio, name="Sklepik"))
    item = make.save(make.PriceItem(price_list=prices, kind="print", name="30×40", price_cents=900))
    page = get(studio_web, f"/studio/orders/{order.id}/edit")
    assert "Sklepik" in page
    assert "photos-of-session" not in page.split("<datalist")[0]
    sent = {"version": order.version, "client_name": NAME, "client_email": EMAIL}
    sent |= {"add-0-thing": item.id, "add-0-quantity": "2", "delivery": "keep"}
    sent |= {"adjustment_kind": "discount", "adjustment_rate": "23"}
    answer = studio_web.post(f"/studio/orders/{order.id}/edit", data={**sent, "is_mailed": "y"})
    assert answer.status_code == 303
    assert [(line.kind, line.full_name, line.quantity) for line in order.lines][-1] == (
        "product",
        "30×40",
        2,
    )


def test_a_country_that_a_shop_has_told_is_kept_when_the_order_is_changed(studio_web, order):
    order.country, order.invoice_country = "JP", ""
    db.session.commit()
    assert "Japonia" in get(studio_web, f"/studio/orders/{order.id}/edit")
    sent = {
        "version": order.version,
        "client_name": NAME,
        "client_email": EMAIL,
        "delivery": "keep",
    }
    sent |= {"adjustment_kind": "discount", "adjustment_rate": "23", "city": "Kyoto"}
    assert studio_web.post(f"/studio/orders/{order.id}/edit", data=sent).status_code == 303
    assert (order.country, order.city) == ("JP", "Kyoto")


def test_a_client_without_an_address_keeps_their_card(studio_web):
    buyer = {"client_email": "", "client_phone": "600 700 800"}
    order = make_order_by_hand(studio_web.user.studio, buyer=buyer)
    card = f"/studio/clients/{order.client_id}"
    assert NAME in get(studio_web, card)
    sent = {"name": "Bożena Żak-Nowak", "email": "", "phone": "600 700 800", "note": ""}
    assert studio_web.post(card, data=sent).status_code == 303
    assert order.client.name == "Bożena Żak-Nowak"
    assert studio_web.get(f"{card}/erasure").status_code == 200


def test_it_is_paid_completed_cancelled_and_restored(studio_web, order):
    """B-48."""
    page = f"/studio/orders/{order.id}"
    status = order.studio.order_statuses[2]
    before = order.status_at
    steps = [
        ("status", {"status": status.id}),
        ("payment", {"paid": 1}),
        ("completion", {}),
        ("cancellation", {"cancelled": 1}),
        ("cancellation", {"cancelled": 0}),
    ]
    answers = [studio_web.post(f"{page}/{path}", data=sent).status_code for path, sent in steps]
    assert answers == [303] * len(steps)
    assert order.is_paid
    assert order.is_completed
    assert order.is_standing
    assert order.status_at > before
    assert len(order.documents) == 2


def test_many_at_once_and_a_removed_status_move_it(studio_web, order):
    first, second = order.studio.order_statuses[:2]
    before = order.status_at
    wish = {"order": order.id, "wish": f"status-{second.id}"}
    assert "#" in studio_web.get("/studio/orders/bulk", query_string=wish).get_data(as_text=True)
    assert studio_web.post("/studio/orders/bulk", data=wish).status_code == 200
    assert order.status_id == second.id
    moved = order.status_at
    into = {"into": first.id}
    studio_web.post(f"/studio/settings/statuses/{second.id}/removal", data=into)
    assert order.status_id == first.id
    assert before < moved < order.status_at


def test_two_of_one_client_are_put_together(studio_web, order):
    other = make_order_by_hand(order.studio)
    page = get(studio_web, f"/studio/orders/{order.id}/merge?other={other.id}")
    assert f"#{other.number}" in page
    sent = {"other": other.id, "version": order.version, "other_version": other.version}
    answer = studio_web.post(f"/studio/orders/{order.id}/merge", data=sent)
    assert answer.status_code == 303
    assert other.merged_into_id == order.id


def test_the_copy_for_the_client_holds_it_and_erasing_takes_the_name(studio_web, order):
    client = order.client
    archive = studio_web.get(f"/studio/clients/{client.id}/data.zip")
    with zipfile.ZipFile(io.BytesIO(archive.data)) as files:
        facts = next(name for name in files.namelist() if name.endswith(".json"))
        assert json.loads(files.read(facts))["orders"][0]["number"] == order.number
    assert studio_web.get(f"/studio/clients/{client.id}/erasure").status_code == 200
    erasing.erase_person(client, NAME, "Hanna")
    db.session.expire_all()
    for page in ("/studio/orders", f"/studio/orders/{order.id}", "/studio/activity?show=events"):
        body = get(studio_web, page)
        assert NAME not in body
        assert EMAIL not in body


def test_what_happened_and_what_was_sent_is_listed(studio_web, order):
    assert f"/studio/orders/{order.id}" in get(studio_web, "/studio/activity?show=events")
    mails = db.select(OutboxEntry).where(OutboxEntry.kind.like("mail.%"))
    first = db.session.scalars(mails.order_by(OutboxEntry.id)).first()
    first.state, first.last_error = "dead", "550 unknown"
    db.session.commit()
    assert get(studio_web, f"/studio/outbox/{first.id}")
    assert f"Zamówienie zdjęć #{order.number}" in get(studio_web, "/studio")
    facts = db.session.scalars(db.select(Event.kind).where(Event.order_id == order.id)).all()
    assert "order.typed" in facts


def test_an_order_of_a_session_keeps_its_session(make, studio_web, placed_order):
    page = get(studio_web, f"/studio/orders/{placed_order.id}")
    assert placed_order.gallery_title in page
    assert db.session.get_one(Order, placed_order.id).is_delivery_known
