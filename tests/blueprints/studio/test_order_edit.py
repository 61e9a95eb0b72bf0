"""The form on which the studio changes an order."""

import pytest

from extensions import db
from models.line_kind import LineKind
from services import erasing, orders, payments
from tests.blueprints.studio.looking import get


@pytest.fixture
def order(make, studio_web):
    return make.make_mixed_order(studio_web.user.studio)


def address(order):
    return f"/studio/orders/{order.id}/edit"


def form_of(order, **more):
    """What the page sends when nothing was typed."""
    names = "client_name client_email client_phone company tax_id invoice_street invoice_postcode"
    columns = f"{names} invoice_city delivery_point street postcode city".split()
    data = {name: getattr(order, name) for name in columns}
    data |= {f"quantity-{line.id}": line.quantity for line in order.lines}
    data |= {"version": order.version, "delivery": "keep", "adjustment_kind": "discount"}
    return data | {"delivery_cents": "22,50", "adjustment_rate": "23", **more}


def line_of(order, kind):
    return next(line for line in order.lines if line.kind == kind)


def test_the_form_as_it_is_changes_nothing(studio_web, order):
    assert "Zmień zamówienie #1001" in get(studio_web, address(order))
    answer = studio_web.post(address(order), data=form_of(order))
    assert answer.status_code == 303
    page = get(studio_web, answer.location)
    assert "844,50" in page
    assert "Zamówienie zmienione" not in page


def test_pieces_additions_and_a_discount_at_once(studio_web, order):
    prints = line_of(order, LineKind.PRINT)
    more = {
        f"quantity-{prints.id}": "4",
        "add-0-thing": str(prints.price_item_id),
        "add-0-photo": "img_2",
        "add-0-quantity": "2",
        "adjustment_name": "Rabat",
        "adjustment_cents": "10",
    }
    answer = studio_web.post(address(order), data=form_of(order, **more))
    assert answer.status_code == 303
    page = get(studio_web, answer.location)
    assert "Rabat" in page
    assert "Zamówienie zmienione" in page
    # The first of three print lines is the paid one of IMG_1: 1 → 4, and two of IMG_2 come.
    assert order.total_cents == 84_450 + (3 + 2) * 300 - 1000


def test_a_photo_nobody_has_is_said_and_what_was_typed_is_kept(studio_web, order):
    more = {"add-0-thing": "photo", "add-0-photo": "IMG_404", "client_name": "Ewa Nowa"}
    answer = studio_web.post(address(order), data=form_of(order, **more))
    assert answer.status_code == 422
    assert "W sesji nie ma zdjęcia „IMG_404”" in answer.text
    assert 'value="Ewa Nowa"' in answer.text


def test_the_order_of_an_erased_person_needs_no_address(studio_web, order):
    """N-23: the amounts stay the studio's to correct."""
    erasing.erase_person(order.client, order.client.name, "Hanna")
    page = get(studio_web, address(order))
    assert 'name="is_mailed"' not in page
    more = {f"quantity-{line_of(order, LineKind.PRINT).id}": "4", "is_mailed": "1"}
    assert studio_web.post(address(order), data=form_of(order, **more)).status_code == 303
    assert order.client_email == ""
    assert order.total_cents == 84_450 + 3 * 300
    typed = form_of(order, client_email="anna@")
    assert studio_web.post(address(order), data=typed).status_code == 422


def test_the_order_of_anybody_else_keeps_an_address(studio_web, order):
    answer = studio_web.post(address(order), data=form_of(order, client_email=""))
    assert answer.status_code == 422
    assert order.client_email


def test_two_tabs_the_second_gets_409_and_keeps_what_was_typed(studio_web, order):
    old = form_of(order, client_name="Druga karta")
    studio_web.post(address(order), data=form_of(order, client_name="Pierwsza karta"))
    answer = studio_web.post(address(order), data=old)
    assert answer.status_code == 409
    assert "Zamówienie zmieniono w międzyczasie" in answer.text
    assert 'value="Druga karta"' in answer.text
    db.session.refresh(order)
    assert order.client_name == "Pierwsza karta"
    again = form_of(order, client_name="Druga karta")
    assert studio_web.post(address(order), data=again).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "x"},
        {"delivery": "99"},
        {"client_email": "nikt"},
        {"adjustment_cents": "-5"},
        {"adjustment_cents": "5", "adjustment_name": ""},
        {"adjustment_cents": "5000", "adjustment_name": "Rabat"},
        {"add-0-thing": "photo", "add-0-photo": "", "add-0-quantity": "1"},
        {"add-1-thing": "photo", "add-1-photo": "IMG_1", "add-1-quantity": "-1"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(studio_web, order, wrong):
    before = order.version, order.total_cents
    assert studio_web.post(address(order), data=form_of(order, **wrong)).status_code in (409, 422)
    db.session.expire_all()
    assert (order.version, order.total_cents) == before


def test_a_paid_order_that_grew_is_partly_paid_everywhere(studio_web, order):
    payments.mark_paid(order, "Hanna")
    more = {"adjustment_kind": "surcharge", "adjustment_name": "Ekspres", "adjustment_cents": "9"}
    studio_web.post(address(order), data=form_of(order, **more))
    page = get(studio_web, f"/studio/orders/{order.id}")
    assert "Częściowo opłacone" in page
    assert "Pozostało do zapłaty" in page
    assert "Częściowo opłacone" in get(studio_web, "/studio/orders?payment=part")


def test_a_chosen_delivery_brings_its_own_price(make, studio_web, order):
    method = make.make_method(order.gallery, kind="locker", name="Paczkomat", price_cents=1500)
    more = {"delivery": str(method.id), "delivery_point": "KRA01M"}
    studio_web.post(address(order), data=form_of(order, **more))
    assert (order.delivery_name, order.delivery_cents) == ("Paczkomat", 1500)
    assert order.delivery_point == "KRA01M"


def test_a_cancelled_order_has_no_form(studio_web, order):
    orders.cancel(order, "Hanna")
    assert studio_web.get(address(order)).status_code == 409
    assert address(order) not in get(studio_web, f"/studio/orders/{order.id}")


def test_an_order_of_another_studio_is_not_found(make, studio_web):
    foreign = make.make_mixed_order()
    assert studio_web.get(address(foreign)).status_code == 404
    assert studio_web.post(address(foreign), data=form_of(foreign)).status_code == 404
