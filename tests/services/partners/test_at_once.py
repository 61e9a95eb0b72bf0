"""Many partners at the same moment: the database decides, once."""

from sqlalchemy import func, select

from extensions import db
from models import Order, Partner, PartnerRequest
from services import partner_orders
from services.partner_terms import OutOfStock, ReferenceTaken
from tests.services.partners.ordering import terms_for, wanted
from tests.services.test_pressing_at_once import at_once


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_of_twenty_orders_for_the_last_piece_exactly_one_wins(app, stand):
    """iof.md 9.34."""
    stand.size.stock_count = 1
    db.session.commit()
    line, partner_id = wanted(stand.size), stand.partner.id
    terms = [terms_for(stand.method, line, reference=f"PL-{n}") for n in range(20)]

    def press(n):
        partner = db.session.get_one(Partner, partner_id)
        return partner_orders.accept_order(partner, terms[n]).is_new

    results = at_once(app, 20, press)
    assert results.count(True) == 1
    assert sum(isinstance(one, OutOfStock) for one in results) == 19
    assert (count(Order), count(PartnerRequest), stand.left()) == (1, 1, 0)


def test_twenty_times_the_same_request_is_one_order(app, stand):
    """iof.md 9.32, F36."""
    terms, partner_id = stand.terms(), stand.partner.id

    def press(_):
        partner = db.session.get_one(Partner, partner_id)
        accepted = partner_orders.accept_order(partner, terms, "k1")
        return accepted.is_new, accepted.order.id

    results = at_once(app, 20, press)
    assert sorted(is_new for is_new, _id in results) == [False] * 19 + [True]
    assert len({order_id for _is_new, order_id in results}) == 1
    assert (count(Order), stand.left()) == (1, 2)


def test_orders_of_the_same_sizes_in_another_sequence_never_lock_each_other(app, make, stand):
    sizes = [make.make_product(stand.prices, stock=20).sizes[0] for _ in range(4)]
    lines, partner_id = [wanted(size) for size in sizes], stand.partner.id
    terms = [
        terms_for(stand.method, *(lines if n % 2 else lines[::-1]), reference=f"PL-{n}")
        for n in range(12)
    ]

    def press(n):
        partner = db.session.get_one(Partner, partner_id)
        return partner_orders.accept_order(partner, terms[n]).is_new

    assert at_once(app, 12, press) == [True] * 12
    db.session.expire_all()
    assert [size.stock_count for size in sizes] == [8] * 4


def test_of_different_orders_under_one_reference_at_once_one_stands(app, stand):
    """Check 32 of iof.md: each under a key of its own; the others are told of the number."""
    terms, partner_id = [stand.terms(note=f"no. {n}") for n in range(8)], stand.partner.id

    def press(n):
        partner = db.session.get_one(Partner, partner_id)
        return partner_orders.accept_order(partner, terms[n], f"k{n}").is_new

    results = at_once(app, 8, press)
    assert results.count(True) == 1
    assert sum(isinstance(one, ReferenceTaken) for one in results) == 7
    assert (count(Order), count(PartnerRequest), stand.left()) == (1, 1, 2)


def test_of_an_order_taken_back_by_two_at_once_the_pieces_come_back_once(app, stand):
    order_id = stand.order(2).id

    def press(_):
        partner_orders.cancel_order(db.session.get_one(Order, order_id))

    assert at_once(app, 8, press) == [None] * 8
    assert stand.left() == 3
