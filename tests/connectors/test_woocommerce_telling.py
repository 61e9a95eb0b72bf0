"""What an order of the shop is told later: once, only what changes, and nothing that is gone."""

from datetime import UTC, datetime

import pytest

from connectors import ConnectorError
from connectors.values import Receipt, Tracking
from tests.connectors.drafts import Notes, paper
from tests.connectors.woo_orders import draft, line

RECEIPT = Receipt(datetime(2026, 11, 22, 12, tzinfo=UTC), 2997, "Przelew", "Wpłata 7/2026")
PARCEL = Tracking("6200", "InPost", "https://inpost.pl/sledzenie?number=6200&lang=pl")
PLUGIN = "wc-shipment-tracking/v3"


@pytest.fixture
def order_id(woo, shop):
    """An order of ours, of which everything has been told that belongs to the push."""
    return shop.create_order(draft(), Notes()).id


@pytest.fixture
def changes(woo, order_id):
    """What has been changed since."""
    before = len(woo.changes)
    return lambda: woo.changes[before:]


def tell(shop, order_id, what):
    """By the name of a kind of news."""
    news = {
        "status": lambda: shop.set_status(order_id, "completed"),
        "payment": lambda: shop.set_paid(order_id, RECEIPT),
        "parcel": lambda: shop.set_tracking(order_id, PARCEL),
        "paper": lambda: shop.push_document(order_id, paper()),
    }
    news[what]()


EVERYTHING = ("status", "payment", "parcel", "paper")


@pytest.mark.parametrize("what", EVERYTHING)
def test_what_is_told_twice_is_told_once(shop, order_id, changes, what):
    """shops.md 8.7, 8.20, 8.21, 8.22: a worker that was killed asks again."""
    tell(shop, order_id, what)
    first = changes()
    assert first
    tell(shop, order_id, what)
    assert changes() == first


@pytest.mark.parametrize("what", EVERYTHING)
def test_only_what_changes_is_ever_sent(woo, shop, order_id, what):
    """B-33, shops.md 0.5: lines that are sent again are added to those that are there."""
    tell(shop, order_id, what)
    sent = [call["sent"] for call in woo.calls[1:] if call["method"] == "PUT"]
    allowed = {"status", "set_paid", "transaction_id", "meta_data"}
    assert {name for body in sent for name in body} <= allowed
    assert woo.orders[0]["total"] == "29.97"
    assert len(woo.orders[0]["fee_lines"]) == 1


@pytest.mark.parametrize("what", EVERYTHING)
def test_an_order_that_was_deleted_is_gone_for_good(woo, shop, order_id, changes, what):
    """shops.md 8.15."""
    woo.delete(order_id)
    with pytest.raises(ConnectorError) as refused:
        tell(shop, order_id, what)
    assert (refused.value.code, refused.value.permanent) == ("gone", True)
    assert not refused.value.of_shop
    assert changes() == []


def test_an_order_that_is_deleted_between_looking_and_writing_is_gone_too(woo, shop, order_id):
    """shops.md 8.15: 404 to read it, 400 to change it, and the same code."""
    with pytest.raises(ConnectorError) as refused:
        shop.api.write("PUT", "/orders/987654", {"status": "completed"})
    assert (refused.value.code, refused.value.permanent) == ("gone", True)


@pytest.mark.parametrize("what", EVERYTHING)
def test_an_order_in_the_trash_is_left_there(woo, shop, order_id, changes, what):
    """shops.md 8.15: to write to it would bring it back."""
    woo.edit(order_id, status="trash")
    with pytest.raises(ConnectorError) as refused:
        tell(shop, order_id, what)
    assert (refused.value.code, refused.value.permanent) == ("trashed", True)
    assert changes() == []


def test_a_page_that_is_not_found_is_no_deleted_order(woo, shop, order_id):
    """shops.md 8.6, 8.15: the server's own 404 says nothing of the order."""
    woo.script("404", "GET", f"/orders/{order_id}")
    with pytest.raises(ConnectorError) as refused:
        shop.set_status(order_id, "completed")
    assert refused.value.code != "gone"


def test_a_status_that_the_shop_no_longer_has_waits_for_the_settings(woo, shop, order_id):
    """shops.md 8.20."""
    with pytest.raises(ConnectorError) as refused:
        shop.set_status(order_id, "wyslane")
    assert (refused.value.code, refused.value.permanent) == ("status_gone", False)
    woo.settle(statuses={"pending": "Pending", "wyslane": "Wysłane"})
    shop.set_status(order_id, "wyslane")
    assert woo.orders[0]["status"] == "wyslane"


def test_a_payment_is_told_with_what_it_was_for(woo, shop, order_id):
    """B-23, shops.md 8.21."""
    shop.set_paid(order_id, RECEIPT)
    (order,) = woo.orders
    assert (order["status"], order["transaction_id"]) == ("processing", "Wpłata 7/2026")
    assert order["date_paid_gmt"]


def test_an_order_on_hold_is_paid_by_its_status(woo, shop, order_id):
    """shops.md 8.21: the shop ignores a payment for what does not wait for one."""
    woo.edit(order_id, status="on-hold")
    shop.set_paid(order_id, RECEIPT)
    assert woo.orders[0]["date_paid_gmt"]


def test_an_order_paid_in_the_shop_is_not_paid_again(woo, shop, order_id, changes):
    """shops.md 8.21."""
    woo.edit(order_id, status="completed")
    shop.set_paid(order_id, RECEIPT)
    assert changes() == []


def test_an_order_that_was_cancelled_there_takes_no_payment(woo, shop, order_id, changes):
    """shops.md 8.20, 8.21."""
    woo.edit(order_id, status="cancelled")
    with pytest.raises(ConnectorError, match="cancelled") as refused:
        shop.set_paid(order_id, RECEIPT)
    assert (refused.value.code, refused.value.permanent) == ("not_payable", True)
    assert changes() == []


def test_an_order_of_nothing_needs_no_payment(shop, woo):
    """shops.md 8.21."""
    free = shop.create_order(draft(line(0), reference="KADR-0"), Notes())
    shop.set_paid(free.id, RECEIPT)
    assert woo.called("PUT") == []


def test_parcels_stand_in_the_order_and_in_a_note_for_the_shop(woo, shop, order_id):
    """shops.md 8.22: without a plug-in; a note to the client would be mailed."""
    shop.set_tracking(order_id, PARCEL)
    shop.set_tracking(order_id, Tracking("620", "DPD"))
    meta = {one["key"]: one["value"] for one in woo.orders[0]["meta_data"]}
    assert meta["_tracking_number"] == "6200, 620"
    notes = woo.state["notes"][order_id]
    assert [note["customer_note"] for note in notes] == [False, False]
    assert "number=6200&amp;lang=pl" in notes[1]["note"]
    assert woo.state["mails"] == []


def test_parcels_are_told_to_the_client_when_the_connection_says_so(woo, to_woo, order_id):
    """shops.md 8.22, 8.23."""
    to_woo(woo, notes_to_client="1").set_tracking(order_id, PARCEL)
    assert [mail["about"] for mail in woo.state["mails"]] == ["Note added to your order"]


@pytest.mark.parametrize("plugin", [PLUGIN, "wc-ast/v3"])
def test_parcels_go_into_the_plug_in_that_the_shop_has_for_them(woo, shop, order_id, plugin):
    """shops.md 8.22, 1.7."""
    woo.settle(namespaces=["wc/v3", plugin])
    for _ in range(2):
        shop.set_tracking(order_id, PARCEL)
    sent_at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    shop.set_tracking(order_id, Tracking("77", "DPD", carrier_code="dpd", sent_at=sent_at))
    first, second = woo.state["trackings"][order_id]
    assert first["tracking_number"] == "6200"
    assert first["custom_tracking_link"] == PARCEL.url
    assert (second["tracking_provider"], second["date_shipped"]) == ("dpd", "2026-11-22")
    assert order_id not in woo.state["notes"]


def test_a_paper_is_a_private_link_in_one_note(woo, shop, order_id):
    """O-11, shops.md 8.23: the link may be another one when it is told again."""
    shop.push_document(order_id, paper())
    shop.push_document(order_id, paper(link="https://kadr.example/d/later"))
    meta = {one["key"]: one["value"] for one in woo.orders[0]["meta_data"]}
    assert meta["_invoice_number"] == "FS/1/2026"
    assert meta["_invoice_pdf_url"] == "https://kadr.example/d/later"
    (note,) = woo.state["notes"][order_id]
    assert note["note"] == "FS/1/2026: https://kadr.example/d/abcdef"
    assert note["customer_note"]
    assert woo.state["media"] == []


def test_a_second_paper_has_a_note_of_its_own(woo, shop, order_id):
    """O-11: FS/1/2026 is not FS/1/20."""
    shop.push_document(order_id, paper())
    shop.push_document(order_id, paper(number="FS/1/20"))
    assert len(woo.state["notes"][order_id]) == 2


def test_a_paper_is_uploaded_under_a_name_that_nobody_guesses(woo, to_woo, order_id):
    """shops.md 1.8, 8.23: only with a password for the shop's library of files."""
    shop = to_woo(woo, media_user="admin", media_password="app-password")
    for _ in range(2):
        shop.push_document(order_id, paper())
    (media,) = woo.state["media"]
    assert media["bytes"] == len(paper().data)
    name = media["source_url"].rpartition("/")[2]
    assert name.startswith("fs-1-2026-")
    assert len(name) == len("fs-1-2026-.pdf") + 24
    meta = {one["key"]: one["value"] for one in woo.orders[0]["meta_data"]}
    assert meta["_invoice_pdf_url"] == media["source_url"]


def test_a_wrong_password_of_the_library_leaves_the_connection_alone(woo, to_woo, order_id):
    """shops.md 8.14: the keys of the orders are others."""
    shop = to_woo(woo, media_user="admin", media_password="wrong")
    with pytest.raises(ConnectorError) as refused:
        shop.push_document(order_id, paper())
    assert (refused.value.code, refused.value.of_shop) == ("media", False)


@pytest.mark.parametrize("mode", ["store_then_reset", "store_then_500"])
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("what", ["parcel", "paper"])
def test_what_the_shop_took_without_saying_so_is_not_told_again(
    woo, shop, order_id, mode, method, what
):
    """shops.md 8.7, 8.17, 8.22: neither the number nor the note is there twice."""
    woo.script(mode, method)
    with pytest.raises(ConnectorError) as failed:
        tell(shop, order_id, what)
    assert failed.value.uncertain
    tell(shop, order_id, what)
    meta = {one["key"]: one["value"] for one in woo.orders[0]["meta_data"]}
    assert meta.get("_tracking_number", "6200") == "6200"
    assert len(woo.state["notes"][order_id]) == 1
