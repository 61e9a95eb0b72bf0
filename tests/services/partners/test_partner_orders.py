"""A partner's order: once, at our price, and like any other order afterwards."""

import pytest
from sqlalchemy import func, select

from extensions import db
from models import (
    Event,
    Order,
    OrderLine,
    OutboxEntry,
    Partner,
)
from models.line_kind import LineKind
from models.order import Source
from services import partner_orders
from services.partner_terms import (
    KeyReused,
    ReferenceTaken,
)
from tests.services.partners.stand import Stand


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_partner_pays_and_the_recipient_gets_the_parcel(make):
    """I-12."""
    stand = Stand(make, discount_bp=1000, tax_id="5260250995", city="Kraków", language="en")
    order = stand.order(2, note="gift")
    assert (order.source, order.partner_reference) == (Source.PARTNER, "PL-1")
    assert (order.client_name, order.company) == (stand.partner.name, stand.partner.name)
    assert (order.tax_id, order.invoice_city, order.locale) == ("5260250995", "Kraków", "en")
    assert (order.recipient_name, order.street, order.city) == (
        "Anna Kowal",
        "Prosta 1",
        "Warszawa",
    )
    [line] = order.lines
    assert (line.kind, line.product_code) == (LineKind.PRODUCT, stand.size.code)
    assert (line.unit_price_cents, line.quantity) == (9000, 2)
    assert (order.delivery_name, order.delivery_cents, order.total_cents) == ("Kurier", 1500, 19500)
    assert order.is_delivery_known
    assert stand.left() == 1


def test_it_runs_like_any_order_that_has_come(stand):
    """O-01: its mail and its document; the timeline says whose it is."""
    order = stand.order()
    kinds = db.session.scalars(select(OutboxEntry.kind)).all()
    assert "mail.order_placed" in kinds
    told = db.session.scalars(select(Event.kind).where(Event.order_id == order.id)).all()
    assert "order.of_partner" in told


def test_prices_are_in_the_partners_currency(make):
    stand = Stand(make, currency="EUR", rate_e4=40_000)
    order = stand.order()
    assert (order.currency, order.lines[0].unit_price_cents, order.delivery_cents) == (
        "EUR",
        2500,
        375,
    )


def test_delivery_is_free_from_what_the_shop_says(stand):
    stand.method.free_from_cents = 20_000
    db.session.commit()
    assert stand.order(1).delivery_cents == 1500
    assert stand.order(2, reference="PL-2").delivery_cents == 0


def test_the_same_key_twice_is_one_order(stand):
    """iof.md 9.32, I-12."""
    terms = stand.terms()
    first = partner_orders.accept_order(stand.partner, terms, "k1")
    again = partner_orders.accept_order(stand.partner, terms, "k1")
    assert (first.is_new, again.is_new) == (True, False)
    assert first.order.id == again.order.id
    assert (count(Order), stand.left()) == (1, 2)


def test_the_same_key_with_something_else_is_refused(stand):
    """iof.md 9.32."""
    stand.order(key="k1")
    with pytest.raises(KeyReused):
        stand.order(2, key="k1")
    with pytest.raises(KeyReused):
        stand.order(reference="PL-2", key="k1")
    assert (count(Order), stand.left()) == (1, 2)


def test_the_same_reference_with_the_same_content_is_the_same_order(stand):
    """F36."""
    first = stand.order(key="k1")
    assert stand.order(key="k2").id == first.id
    assert stand.order().id == first.id


def test_the_same_reference_with_other_content_is_refused(stand):
    """iof.md 9.32, F36."""
    stand.order(key="k1")
    with pytest.raises(ReferenceTaken) as refused:
        stand.order(2, key="k2")
    assert refused.value.faults[0].code == "duplicate"
    assert (count(Order), stand.left()) == (1, 2)


def test_two_partners_may_use_one_reference_and_one_key(make, stand):
    other = make.make_partner(stand.studio, stand.prices)
    stand.order(key="k1")
    accepted = partner_orders.accept_order(other, stand.terms(), "k1")
    assert accepted.is_new
    assert count(Order) == 2


@pytest.mark.parametrize(("kind", "code"), [("producer", "5901234123457"), ("external", "ERP-7")])
def test_sizes_are_found_by_the_codes_of_others(stand, kind, code):
    stand.size.ean, stand.size.external_code = "5901234123457", "ERP-7"
    db.session.commit()
    [line] = stand.order(line={"code": code, "code_type": kind}).lines
    assert line.product_code == stand.size.code


def test_a_partner_who_goes_leaves_the_orders(stand):
    order = stand.order()
    db.session.delete(db.session.get(Partner, stand.partner.id))
    db.session.commit()
    assert order.partner_id is None
    assert count(OrderLine) == 1
