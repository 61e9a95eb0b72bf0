"""Who is turned away at BaseLinker's address, and what is said to nonsense: never a 500."""

import pytest

from extensions import db
from services import baselinker_access
from tests.blueprints.partner.consumer import BaseLinker, studio_access
from tests.ordering import make_order_by_hand


@pytest.fixture
def studio(make):
    return make.make_studio()


@pytest.fixture
def baselinker(web, studio):
    make_order_by_hand(studio, is_sent_nowhere=True)
    return BaseLinker(web, studio)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "no_password"),
        ("wrong", "incorrect_password"),
        ("ąę\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "incorrect_password"),
    ],
)
def test_without_the_password_nothing_is_said(baselinker, password, code):
    """shops.md 8.25."""
    baselinker.password = password
    answer = baselinker.ask("OrdersGet")
    assert (answer.status_code, answer.json["error"]) == (200, True)
    assert answer.json["error_code"] == code
    assert b"delivery" not in answer.data


def test_the_password_of_another_studio_opens_nothing(baselinker, make, web):
    """shops.md 8.25."""
    other = BaseLinker(web, make.make_studio())
    baselinker.password = other.password
    assert baselinker.ask("OrdersGet").json["error_code"] == "incorrect_password"


def test_an_unknown_address_and_one_that_is_off_look_the_same(baselinker, studio, web):
    baselinker_access.switch_off(studio_access(studio))
    closed = baselinker.ask("FileVersion")
    unknown = web.post("/baselinker/nothing", data={"bl_pass": "x", "action": "FileVersion"})
    assert (closed.status_code, closed.data) == (unknown.status_code, unknown.data)
    assert closed.status_code == 404


def test_a_new_address_ends_the_old_one(baselinker, studio):
    baselinker_access.renew_address(studio_access(studio))
    assert baselinker.ask("FileVersion").status_code == 404


@pytest.mark.parametrize(
    ("action", "arguments", "code"),
    [
        ("", {}, "unsupported_action"),
        ("OrderRemove", {}, "unsupported_action"),
        ("__class__", {}, "unsupported_action"),
        ("OrdersGet", {"time_from": "yesterday"}, "invalid_argument"),
        ("OrdersGet", {"page": "9" * 40}, "invalid_argument"),
        ("OrdersGet", {"id_from": "-1"}, "invalid_argument"),
        ("OrderUpdate", {}, "invalid_argument"),
        ("OrderUpdate", {"update_type": "paid"}, "invalid_argument"),
        ("OrderUpdate", {"update_type": "paid", "orders_ids": "{broken"}, "invalid_argument"),
        ("OrderUpdate", {"update_type": "paid", "orders_ids": "[null]"}, "invalid_argument"),
        ("OrderUpdate", {"update_type": "paid", "orders_ids": "[[1]]"}, "invalid_argument"),
        ("OrderUpdate", {"update_type": "drop", "orders_ids": "[1]"}, "invalid_argument"),
        ("ProductsData", {"products_id": ",".join(["1"] * 101)}, "invalid_argument"),
        ("ProductsData", {"products_id": "1;DROP"}, "invalid_argument"),
        ("ProductsList", {"filter_price_from": "inf"}, "invalid_argument"),
        ("ProductsList", {"category_id": "²"}, "invalid_argument"),
    ],
)
def test_what_makes_no_sense_is_an_error_of_the_protocol(baselinker, action, arguments, code):
    answer = baselinker.ask(action, **arguments)
    assert answer.status_code == 200
    assert answer.json["error_code"] == code
    assert set(answer.json) == {"error", "error_code", "error_text"}


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"action=OrdersGet&bl_pass=%FF%FE", b"bl_pass=a%00b&action=x"]
)
def test_bytes_that_are_no_form_are_answered_in_json(baselinker, web, body):
    form = "application/x-www-form-urlencoded"
    answer = web.post(baselinker.path, data=body, content_type=form)
    assert answer.status_code in (200, 400)
    assert answer.json["error"] is True


def test_a_number_that_is_none_is_an_error_of_the_protocol(baselinker):
    [number] = baselinker.fetch()
    for value in ("", "  ", "1" * 300):
        sent = {"orders_ids": number, "update_type": "delivery_number", "update_value": value}
        assert baselinker.ask("OrderUpdate", **sent).json["error_code"] == "invalid_argument"


def test_only_post_is_answered(baselinker, web):
    assert web.get(baselinker.path).status_code == 405


@pytest.mark.csrf
def test_no_token_of_a_form_is_asked_for(baselinker):
    assert baselinker.call("FileVersion")["platform"] == "Kadr"


def test_a_fault_of_ours_is_later_and_not_500(baselinker, studio):
    """The secret cannot be read: its key is gone."""
    studio_access(studio).password_sealed = "broken"
    db.session.commit()
    answer = baselinker.ask("FileVersion")
    assert (answer.status_code, answer.json["error_code"]) == (503, "busy")


def test_guessing_a_password_ends_soon(baselinker, application):
    """Only of this address: another studio's goes on."""
    baselinker.password = "guess"
    codes = [baselinker.ask("FileVersion").status_code for _ in range(32)]
    assert codes[:30] == [200] * 30
    assert codes[-1] == 429
