"""The stock follows the orders: taken, given back, taken again."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from extensions import db
from models import (
    DocumentKind,
    OfferPrice,
    Parcel,
)
from models.product_part import ProductPart
from services import order_merges, orders, partner_orders
from services.partner_terms import (
    NotOffered,
    OutOfStock,
    TermsWrong,
    TooLate,
)
from services.reservations import StockShort
from tests.services.partners.ordering import terms_for, wanted
from tests.services.partners.stand import Stand


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_what_is_made_to_order_is_never_short(make):
    stand = Stand(make, stock=None)
    assert stand.order(500).lines[0].quantity == 500
    assert stand.left() is None


def test_a_set_takes_its_parts_out_of_the_stock(make, stand):
    whole = make.make_product(stand.prices, "Zestaw", {"": 25_000}, kind="bundle")
    whole.parts = [ProductPart(part=stand.product, size=stand.size, quantity=2)]
    db.session.commit()
    terms = terms_for(stand.method, wanted(whole.sizes[0]))
    order = partner_orders.accept_order(stand.partner, terms).order
    assert stand.left() == 1
    with pytest.raises(OutOfStock):
        partner_orders.accept_order(stand.partner, replace(terms, reference="PL-2"))
    partner_orders.cancel_order(order)
    assert stand.left() == 3


def test_a_set_that_leaves_a_size_open_asks_for_it(make, stand):
    prints = make.make_product(stand.prices, "Odbitka", {"10×15": 300, "15×23": 500}, stock=10)
    whole = make.make_product(stand.prices, "Zestaw", {"": 25_000}, kind="bundle")
    whole.parts = [ProductPart(part=prints, quantity=10)]
    db.session.commit()
    line = wanted(whole.sizes[0])
    with pytest.raises(TermsWrong) as refused:
        partner_orders.accept_order(stand.partner, terms_for(stand.method, line))
    assert refused.value.faults[0].field == "lines[0].parts"
    chosen = replace(line, parts=(prints.sizes[1].code,))
    partner_orders.accept_order(stand.partner, terms_for(stand.method, chosen))
    db.session.expire_all()
    assert [size.stock_count for size in prints.sizes] == [10, 0]


def test_a_set_is_ordered_where_all_of_it_is_sold(make, stand):
    """I-12: what the feed leaves out cannot be ordered by its code either."""
    album = make.make_product(make.make_shop_list(stand.partner.studio), "Album", {"20×20": 900})
    whole = make.make_product(stand.prices, "Zestaw", {"": 25_000}, kind="bundle")
    whole.parts = [ProductPart(part=album, quantity=1)]
    db.session.commit()
    terms = terms_for(stand.method, wanted(whole.sizes[0]))
    with pytest.raises(NotOffered):
        partner_orders.accept_order(stand.partner, terms)
    album.sizes[0].prices.append(OfferPrice(price_list_id=stand.prices.id, cents=800))
    db.session.commit()
    assert partner_orders.accept_order(stand.partner, terms).order.lines


def test_a_size_that_the_shop_does_not_sell_is_no_choice(make, stand):
    """The only size left needs no word, and the other one is refused."""
    prints = make.make_product(stand.prices, "Odbitka", {"10×15": 300, "15×23": 500}, stock=10)
    whole = make.make_product(stand.prices, "Zestaw", {"": 25_000}, kind="bundle")
    whole.parts = [ProductPart(part=prints, quantity=2)]
    prints.sizes[1].prices.clear()
    db.session.commit()
    line = wanted(whole.sizes[0])
    gone = replace(line, parts=(prints.sizes[1].code,))
    with pytest.raises(TermsWrong):
        partner_orders.accept_order(stand.partner, terms_for(stand.method, gone))
    partner_orders.accept_order(stand.partner, terms_for(stand.method, line))
    db.session.expire_all()
    assert [size.stock_count for size in prints.sizes] == [8, 10]


def test_a_partner_takes_an_order_back_while_it_is_new(stand):
    order = stand.order(2)
    partner_orders.cancel_order(order)
    assert order.is_cancelled
    assert stand.left() == 3
    partner_orders.cancel_order(order)
    assert stand.left() == 3


@pytest.mark.parametrize("begun", ["status", "parcel", "document"])
def test_what_was_begun_is_not_taken_back(make, stand, begun):
    order = stand.order(2)
    match begun:
        case "status":
            orders.set_status(order, stand.studio.order_statuses[1], "Hanna")
        case "parcel":
            make.save(Parcel(order=order, carrier="dpd", number="1"))
        case "document":
            make.sells(stand.studio)
            make.sold(order, DocumentKind.PA)
    with pytest.raises(TooLate):
        partner_orders.cancel_order(order)
    db.session.expire_all()
    assert order.is_standing
    assert stand.left() == 1


def test_the_studio_cancels_and_restores_with_the_stock(stand):
    order = stand.order(2)
    orders.cancel(order, "Hanna")
    orders.cancel(order, "Hanna")
    assert stand.left() == 3
    orders.restore(order, "Hanna")
    assert stand.left() == 1


def test_what_was_sold_meanwhile_is_not_restored(stand):
    order = stand.order(2)
    orders.cancel(order, "Hanna")
    stand.order(2, reference="PL-2")
    with pytest.raises(StockShort):
        orders.restore(order, "Hanna")
    db.session.expire_all()
    assert order.is_cancelled
    assert stand.left() == 1


def test_orders_of_a_partner_are_never_put_together(stand):
    first, second = stand.order(), stand.order(reference="PL-2")
    assert not order_merges.can_merge(first)
    with pytest.raises(order_merges.NotToBeMerged):
        order_merges.preview(first, second)
