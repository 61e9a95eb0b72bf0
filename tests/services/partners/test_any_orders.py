"""Whatever partners order and take back, nothing is sold twice and nothing is lost."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extensions import db
from models import Order
from services import orders, partner_orders
from services.partner_terms import PartnerRefused
from services.reservations import StockShort
from tests.services.partners.stand import Stand

STOCK = 5
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("order"), st.integers(1, 4), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.sampled_from(["cancel", "restore"]), st.integers(0, 5)),
    ),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_stock_and_standing_orders_always_add_up(app, make, steps):
    """Checks 32 to 34 of iof.md: one order for a key and for a reference, none without stock."""
    stand = Stand(make, stock=STOCK)
    for step, *values in steps:
        take(stand, step, values)
    own = db.select(Order).filter_by(partner_id=stand.partner.id)
    placed = db.session.scalars(own).all()
    standing = sum(line.quantity for one in placed if one.is_standing for line in one.lines)
    assert stand.left() + standing == STOCK
    references = [one.partner_reference for one in placed]
    assert len(references) == len(set(references))


def take(stand, step, values):
    own = db.select(Order).filter_by(partner_id=stand.partner.id).order_by(Order.id)
    try:
        if step == "order":
            quantity, reference, key = values
            terms = stand.terms(quantity, reference=f"PL-{reference}")
            partner_orders.accept_order(stand.partner, terms, f"k{key}")
        elif order := db.session.scalar(own.offset(values[0]).limit(1)):
            orders.cancel(order, "Hanna") if step == "cancel" else orders.restore(order, "Hanna")
    except (PartnerRefused, StockShort):
        db.session.rollback()
