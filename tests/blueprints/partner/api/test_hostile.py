"""CustomerAPI in the hands of somebody who means no good, or who has made a mistake."""

from io import BytesIO

import pytest

from extensions import db
from models import Order, PartnerFile
from models.types import utc_now
from services.files import storage
from tests.blueprints.partner.api.caller import faults
from tests.services.partners.stand import Stand

EDGES = ("0001-01-01T00:00:00%2B23:00", "9999-12-31T23:59:59-23:00", "-1", "99999999999999999999")


@pytest.mark.parametrize("moment", EDGES)
def test_a_moment_at_the_edge_of_the_calendar_is_no_mistake_of_ours(caller, moment):
    """A27: never a 500."""
    assert caller.get(f"/orders?changed_since={moment}").status_code in (200, 422)


def test_another_order_under_the_same_number_is_told_by_that_number(caller):
    """Check 32 of iof.md: whoever sends no key reads nothing of a key."""
    caller.post("/orders")
    answer = caller.post("/orders", caller.body(line={"quantity": 2}))
    assert (answer.status_code, faults(answer)) == (409, [("duplicate", "partner_order_no")])
    assert caller.left() == 2


def test_the_same_without_a_key_is_the_same_order(caller):
    first = caller.post("/orders")
    again = caller.post("/orders")
    assert (again.status_code, again.json) == (200, first.json)


@pytest.mark.parametrize("number", ["", " ", "\u0000", "x" * 101])
def test_a_number_that_says_nothing_is_refused(caller, number):
    answer = caller.post("/orders", caller.body(partner_order_no=number))
    assert answer.status_code == 422
    assert {field for _code, field in faults(answer)} == {"partner_order_no"}
    assert db.session.scalar(db.select(Order)) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/in",
        "https://[::1]/in",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/in",
        "https://2130706433/in",
        "https://me.example:22/in",
        "http://me.example/in",
        "https://u:p@me.example/in",
        "https://me.example/in#x",
    ],
)
def test_news_go_to_the_internet_alone(app, caller, monkeypatch, url):
    """SSRF: refused while somebody reads the answer, and again whenever something is sent."""
    monkeypatch.setitem(app.config, "SHOPS_ALLOW_PRIVATE", False)
    answer = caller.call("PUT", "/webhook", json={"url": url})
    assert (answer.status_code, faults(answer)) == (422, [("bad_address", "url")])
    assert caller.get("/webhook").json["url"] == ""


def test_a_long_address_for_news_is_taken(app, caller, monkeypatch):
    monkeypatch.setitem(app.config, "SHOPS_ALLOW_PRIVATE", False)
    url = f"https://me.example/in?key={'k' * 300}"
    assert caller.call("PUT", "/webhook", json={"url": url}).json["url"] == url


def test_a_form_that_is_too_large_is_refused_before_anybody_reads_it(app, caller, monkeypatch):
    """Whoever has no key, too: a form would be written to disk to be read."""
    monkeypatch.setitem(app.config, "UPLOAD_LIMIT_MB", 0.0001)
    for key in (caller.key, "kdr_nobody"):
        form = {"file": (BytesIO(b"\xff\xd8\xff\xe0" + b"x" * 400_000), "x.jpg")}
        sent = {"data": form, "content_type": "multipart/form-data"}
        answer = caller.call("POST", "/files", key=key, **sent)
        assert (answer.status_code, faults(answer)) == (413, [("too_large", "")])


def test_a_file_that_is_too_large_is_told_by_the_same_word(app, caller, monkeypatch):
    monkeypatch.setitem(app.config, "UPLOAD_LIMIT_MB", 0.0001)
    data = b"\xff\xd8\xff\xe0" + b"x" * 1000
    answer = caller.call("POST", "/files?name=x.jpg", data=data, content_type="image/jpeg")
    assert (answer.status_code, faults(answer)) == (413, [("too_large", "")])
    assert not any(storage().scratch.iterdir())


def test_whoever_is_blocked_half_way_orders_and_sends_nothing(caller):
    """Check 29 of iof.md: between a look and the order."""
    body = {"lines": [{"code": caller.size.code, "quantity": 1}]}
    assert caller.post("/availability", body).json["lines"][0]["state"] == "ok"
    caller.partner.may_order = False
    db.session.commit()
    assert caller.post("/orders").status_code == 403
    data = b"\xff\xd8\xff\xe0" + b"x" * 100
    sent = caller.call("POST", "/files?name=x.jpg", data=data, content_type="image/jpeg")
    assert sent.status_code == 403
    assert db.session.scalar(db.select(PartnerFile)) is None
    assert caller.left() == 3


def test_what_belongs_to_another_partner_is_nothing(make, caller):
    """Check 36 of iof.md: shops and ways of delivery of others, of the same studio, too."""
    other = Stand(make, studio=caller.studio)
    theirs = caller.post("/orders", caller.body(delivery={"method": other.method.id}))
    assert faults(theirs) == [("unknown_method", "delivery.method")]
    theirs = caller.post("/orders", caller.body(shop=other.partner.shops[0].code))
    assert (theirs.status_code, faults(theirs)) == (403, [("shop_not_yours", "shop")])
    theirs = caller.post("/orders", caller.body(line={"code": other.size.code}))
    assert (theirs.status_code, faults(theirs)) == (403, [("not_offered", "lines[0].code")])


def test_a_price_that_changed_since_the_look_is_charged_only_unseen(caller):
    """N-26: the order tells what is charged; whoever names a price is asked first."""
    look = {"lines": [{"code": caller.size.code, "quantity": 1}]}
    seen = caller.post("/availability", look).json["lines"][0]["price"]["net"]
    caller.size.prices[0].cents += 100
    db.session.commit()
    asked = caller.body(line={"expected_net": seen})
    answer = caller.post("/orders", asked, headers={"Idempotency-Key": "k1"})
    assert (answer.status_code, caller.left()) == (409, 3)
    now = answer.json["errors"][0]["price"]["net"]
    asked = caller.body(line={"expected_net": now})
    placed = caller.post("/orders", asked, headers={"Idempotency-Key": "k1"})
    assert (placed.status_code, placed.json["lines"][0]["unit_gross"]) == (201, "101.00")


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("raw", [b"{", b"{'a': 1}", b'{"a":1}{"b":2}', b"\xff\xfe", b"null"])
def test_broken_json_is_a_problem_wherever_it_is_sent(caller, method, raw):
    """RFC 9457."""
    path = "/availability" if method == "POST" else "/webhook"
    answer = caller.call(method, path, data=raw, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert faults(answer)[0][0] in ("json_invalid", "model_type")


def test_a_stopped_order_is_taken_back_once_though_two_ask(caller):
    order = caller.order(2)
    for _ in range(2):
        assert caller.call("DELETE", f"/orders/{order.number}").json["status"] == "cancelled"
    assert caller.left() == 3
    assert order.cancelled_at <= utc_now()
