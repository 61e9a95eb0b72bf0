"""Orders through CustomerAPI: placed, read, taken back."""

import json

import pytest

from extensions import db
from models import Order, Parcel
from models.partner_token import TokenKind
from services import orders, partner_tokens, payments
from tests.blueprints.partner.api.caller import faults


def only_order():
    return db.session.scalars(db.select(Order)).one()


def test_an_order_is_placed_and_read(caller):
    """I-12."""
    placed = caller.post("/orders", headers={"Idempotency-Key": "k1", "X-Request-Id": "call-7"})
    assert placed.status_code == 201
    assert placed.headers["X-Request-Id"] == "call-7"
    told = caller.get(placed.headers["Location"].removeprefix("/customer-api/v1")).json
    assert told == placed.json
    assert (told["id"], told["partner_order_no"]) == (only_order().number, "PL-1")
    assert (told["status"], told["payment"]["state"]) == ("received", "unpaid")
    assert (told["total_gross"], told["currency"]) == ("115.00", "PLN")
    assert told["lines"][0]["code"] == caller.size.code
    assert told["recipient"]["name"] == "Anna Kowal"


def test_the_same_again_is_answered_200_with_the_same_order(caller):
    """iof.md 9.32, F36."""
    first = caller.post("/orders", headers={"Idempotency-Key": "k1"})
    again = caller.post("/orders", headers={"Idempotency-Key": "k1"})
    assert (again.status_code, again.json) == (200, first.json)
    assert caller.left() == 2


def test_another_body_under_the_same_key_or_number_is_refused(caller):
    """iof.md 9.32."""
    caller.post("/orders", headers={"Idempotency-Key": "k1"})
    other = caller.body(line={"quantity": 2})
    answer = caller.post("/orders", other, headers={"Idempotency-Key": "k1"})
    assert (answer.status_code, faults(answer)) == (422, [("key_reused", "Idempotency-Key")])
    answer = caller.post("/orders", other, headers={"Idempotency-Key": "k2"})
    assert (answer.status_code, faults(answer)) == (409, [("duplicate", "partner_order_no")])


@pytest.mark.parametrize(
    ("name", "value"),
    [("paid", True), ("status", "sent"), ("total_gross", "0.01"), ("payment", {"state": "paid"})],
)
def test_nobody_sets_what_is_the_studios(caller, name, value):
    """I-12: no way to set paid or status."""
    answer = caller.post("/orders", caller.body(**{name: value}))
    assert (answer.status_code, faults(answer)) == (422, [("extra_forbidden", name)])
    assert db.session.scalar(db.select(Order)) is None


@pytest.mark.parametrize(
    ("line", "status", "fault"),
    [
        ({"quantity": 4}, 409, ("out_of_stock", "lines[0].quantity")),
        ({"code": "NIC"}, 403, ("not_offered", "lines[0].code")),
        ({"expected_net": "81.29"}, 409, ("price_changed", "lines[0].expected_net")),
        ({"file": "x"}, 422, ("picture_not_wanted", "lines[0].file")),
        ({"quantity": 0}, 422, ("greater_than_equal", "lines[0].quantity")),
        ({"quantity": "2"}, 422, ("int_type", "lines[0].quantity")),
        ({"quantity": 1.5}, 422, ("int_type", "lines[0].quantity")),
        ({"quantity": True}, 422, ("int_type", "lines[0].quantity")),
        ({"code": "a\u0000b"}, 422, ("string_pattern_mismatch", "lines[0].code")),
    ],
)
def test_what_is_wrong_with_a_line_is_said_at_its_place(caller, line, status, fault):
    """iof.md 9.33, 9.35, A27."""
    answer = caller.post("/orders", caller.body(line=line))
    assert (answer.status_code, faults(answer)) == (status, [fault])
    assert caller.left() == 3


def test_the_price_of_today_and_what_is_left_are_told(caller):
    """iof.md 9.35."""
    answer = caller.post("/orders", caller.body(line={"expected_net": "1.00"}))
    assert answer.json["errors"][0]["price"] == {"net": "81.30", "gross": "100.00", "vat": "23"}
    answer = caller.post("/orders", caller.body(line={"quantity": 9}))
    assert answer.json["errors"][0]["available"] == 3


def test_a_country_that_is_none_is_refused(caller):
    """iof.md 9.33."""
    answer = caller.post("/orders", caller.body(recipient={"country": "QQ"}))
    assert (answer.status_code, faults(answer)) == (422, [("country", "recipient.country")])


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b'{"lines":[],"lines":[]}', 400, "twice"),
        (b'{"note":"\xff"}', 400, "json_invalid"),
        (b'{"note":"\\ud800"}', 400, "json_invalid"),
        (b'{"note":NaN}', 400, "json_invalid"),
        (b"[" * 100_000, 400, "json_invalid"),
        (b"", 400, "json_invalid"),
        (b"9" * 5000, 400, "json_invalid"),
        (b"[]", 422, "model_type"),
        (b'"' + b"x" * 300_000 + b'"', 413, "too_large"),
    ],
)
def test_what_is_no_order_at_all_is_refused(caller, raw, status, code):
    """A27: never a 500."""
    answer = caller.call("POST", "/orders", data=raw, content_type="application/json")
    assert (answer.status_code, faults(answer)[0][0]) == (status, code)


def test_only_json_is_taken(caller):
    answer = caller.call("POST", "/orders", data={"partner_order_no": "PL-1"})
    assert (answer.status_code, faults(answer)) == (415, [("media_type", "Content-Type")])


def test_orders_are_listed_in_pages(caller):
    for n in range(3):
        caller.order(reference=f"PL-{n}")
    page = caller.get("/orders?limit=2").json
    assert [one["partner_order_no"] for one in page["orders"]] == ["PL-2", "PL-1"]
    rest = caller.get(f"/orders?limit=2&cursor={page['next_cursor']}").json
    assert [one["partner_order_no"] for one in rest["orders"]] == ["PL-0"]
    assert rest["next_cursor"] is None
    found = caller.get("/orders?partner_order_no=PL-1").json["orders"]
    assert [one["partner_order_no"] for one in found] == ["PL-1"]


def test_only_what_was_changed_since_is_listed(caller):
    first, _second = caller.order(), caller.order(reference="PL-2")
    since = caller.get("/orders?limit=1").json["orders"][0]["changed_at"]
    orders.set_status(first, caller.studio.order_statuses[1], "Hanna")
    query = {"changed_since": caller.get(f"/orders/{first.number}").json["changed_at"]}
    assert since < query["changed_since"]
    found = caller.get("/orders", query_string=query).json["orders"]
    assert [one["partner_order_no"] for one in found] == ["PL-1"]


@pytest.mark.parametrize(
    "query", ["changed_since=yesterday", "changed_since=2026-11-23", "limit=0", "cursor=-1", "x=1"]
)
def test_a_question_that_is_none_is_refused(caller, query):
    assert caller.get(f"/orders?{query}").status_code == 422


def test_a_name_that_stands_twice_is_refused(caller):
    """A27: parameter pollution."""
    assert faults(caller.get("/orders?limit=1&limit=2")) == [("twice", "limit")]


def test_status_payment_and_parcels_are_read(caller):
    """B-47: the number of a parcel is there as soon as it is entered."""
    order = caller.order()
    payments.mark_paid(order, "Hanna")
    assert caller.get(f"/orders/{order.number}").json["status"] == "confirmed"
    orders.set_status(order, caller.studio.order_statuses[1], "Hanna")
    told = caller.get(f"/orders/{order.number}").json
    assert (told["status"], told["status_name"]) == ("in_production", "W retuszu")
    url = "https://dpd.example/7"
    db.session.add(Parcel(order=order, carrier="dpd", carrier_name="DPD", number="7", url=url))
    db.session.commit()
    told = caller.get(f"/orders/{order.number}").json
    assert (told["status"], told["payment"]["state"]) == ("sent", "paid")
    assert told["parcels"] == [
        {"carrier": "dpd", "carrier_name": "DPD", "number": "7", "url": url, "sent_on": None}
    ]


def test_an_order_is_taken_back_until_it_is_begun(caller):
    order = caller.order()
    answer = caller.call("DELETE", f"/orders/{order.number}")
    assert (answer.status_code, answer.json["status"]) == (200, "cancelled")
    assert caller.left() == 3
    begun = caller.order(reference="PL-2")
    orders.set_status(begun, caller.studio.order_statuses[1], "Hanna")
    answer = caller.call("DELETE", f"/orders/{begun.number}")
    assert (answer.status_code, faults(answer)) == (409, [("too_late", "")])


def test_orders_of_others_are_no_orders(make, caller):
    """iof.md 9.36."""
    order = caller.order()
    other = make.make_partner(caller.studio, caller.prices)
    key = partner_tokens.issue(other, TokenKind.API)
    for method in ("GET", "DELETE"):
        theirs = caller.call(method, f"/orders/{order.number}", key=key)
        nobodys = caller.call(method, "/orders/999999", key=key)
        assert (theirs.status_code, faults(theirs)) == (404, [("not_found", "")])
        assert theirs.data == nobodys.data
    assert caller.get("/orders", key=key).json["orders"] == []


def test_a_refusal_speaks_the_language_that_was_asked_for(caller):
    said = {
        language: caller.post(
            "/orders",
            caller.body(line={"quantity": 9}),
            headers={"Accept-Language": language},
        ).json["errors"][0]["message"]
        for language in ("pl", "en")
    }
    assert said["en"] == "There are not as many left."
    assert said["pl"] != said["en"]


def test_the_answer_is_json_without_anything_internal(caller):
    """The canary rule: purchase price, supplier, note."""
    caller.size.purchase_cents = 4321
    caller.product.supplier, caller.product.note = "Kanarek", "Kanarek"
    db.session.commit()
    text = json.dumps(caller.post("/orders").json)
    assert "Kanarek" not in text
    assert "43.21" not in text
