"""What a partner does not get: no order, no piece that stands aside."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from extensions import db
from models import (
    Order,
    PartnerRequest,
)
from services import offer_versions, partner_orders
from services.partner_terms import (
    NotOffered,
    OrderingOff,
    OutOfStock,
    PriceChanged,
    TermsWrong,
)
from tests.services.partners.ordering import terms_for, wanted


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_more_than_is_there_is_not_ordered(stand):
    """iof.md 9.33: no order, no reservation, and the key is free."""
    with pytest.raises(OutOfStock) as refused:
        stand.order(4, key="k1")
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == ("out_of_stock", "lines[0].quantity")
    assert dict(fault.facts) == {"available": 3}
    assert (count(Order), count(PartnerRequest), stand.left()) == (0, 0, 3)
    assert stand.order(3, key="k1").lines[0].quantity == 3


def test_one_line_that_is_short_takes_nothing_of_the_others(make, stand):
    rare = make.make_product(stand.prices, "Album", stock=1)
    lines = wanted(stand.size, 2), wanted(rare.sizes[0], 2)
    with pytest.raises(OutOfStock) as refused:
        partner_orders.accept_order(stand.partner, terms_for(stand.method, *lines))
    assert [fault.field for fault in refused.value.faults] == ["lines[1].quantity"]
    assert stand.left() == 3


def test_two_lines_of_one_size_are_counted_together(stand):
    lines = wanted(stand.size, 2), wanted(stand.size, 2)
    with pytest.raises(OutOfStock):
        partner_orders.accept_order(stand.partner, terms_for(stand.method, *lines))
    assert stand.left() == 3


@pytest.mark.parametrize("change", ["unknown", "hidden", "removed", "another shop", "no code"])
def test_what_the_shop_does_not_sell_is_refused_alike(make, stand, change):
    """iof.md 9.33, I-12: nobody learns what exists."""
    line = wanted(stand.size)
    match change:
        case "unknown":
            line = replace(line, code="NIC-1")
        case "hidden":
            stand.product.is_hidden = True
        case "removed":
            stand.product.removed_at = stand.product.created_at
        case "another shop":
            elsewhere = make.make_shop_list(stand.studio)
            line = wanted(make.make_product(elsewhere).sizes[0])
        case "no code":
            line = replace(line, code="", code_type="producer")
    db.session.commit()
    with pytest.raises(NotOffered) as refused:
        partner_orders.accept_order(stand.partner, terms_for(stand.method, line))
    assert [fault.code for fault in refused.value.faults] == ["not_offered"]
    assert (count(Order), stand.left()) == (0, 3)


def test_a_shop_of_somebody_else_is_refused(make, stand):
    """I-12."""
    foreign = make.make_partner(stand.studio, make.make_shop_list(stand.studio)).shops[0].code
    with pytest.raises(NotOffered):
        stand.order(shop=foreign)


def test_of_several_shops_one_has_to_be_named(make):
    studio = make.make_studio()
    lists = [make.make_shop_list(studio) for _ in range(2)]
    size = make.make_product(lists[1]).sizes[0]
    partner = make.make_partner(studio, *lists)
    terms = terms_for(lists[1].delivery_methods[0], wanted(size))
    with pytest.raises(TermsWrong):
        partner_orders.accept_order(partner, terms)
    named = replace(terms, shop=partner.shops[1].code)
    assert partner_orders.accept_order(partner, named).is_new


@pytest.mark.parametrize("switch", ["is_sharing", "may_order", "module", "shops"])
def test_nothing_is_ordered_once_it_is_switched_off(stand, switch):
    """iof.md 9.33: a blocked partner."""
    match switch:
        case "module":
            offer_versions.settings_of(stand.studio.id).is_on = False
        case "shops":
            stand.partner.shops = []
        case _:
            setattr(stand.partner, switch, False)
    db.session.commit()
    with pytest.raises(OrderingOff):
        stand.order()
    assert (count(Order), stand.left()) == (0, 3)


def test_a_changed_price_is_reported_and_not_charged(stand):
    """iof.md 9.35."""
    with pytest.raises(PriceChanged) as refused:
        stand.order(line={"expected_net_cents": 8129})
    [fault] = refused.value.faults
    assert (fault.field, dict(fault.facts)["price"].net_cents) == ("lines[0].expected_net", 8130)
    assert stand.left() == 3
    assert stand.order(line={"expected_net_cents": 8130}).lines[0].unit_price_cents == 10_000


def test_a_courier_needs_an_address(stand):
    """iof.md 9.33."""
    with pytest.raises(TermsWrong) as refused:
        stand.order(recipient={"street": "", "city": ""})
    fields = [fault.field for fault in refused.value.faults]
    assert fields == ["recipient.street", "recipient.city"]


def test_a_way_of_another_shop_is_none(make, stand):
    other = make.make_shop_list(stand.studio).delivery_methods[0]
    with pytest.raises(TermsWrong):
        partner_orders.accept_order(stand.partner, terms_for(other, wanted(stand.size)))
