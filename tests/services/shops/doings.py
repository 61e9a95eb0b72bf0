"""What can happen to an order that lives here and in a shop: each thing a rule of a machine."""

from collections import Counter
from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from models.types import utc_now
from services import (
    completion,
    order_edits,
    orders,
    parcels,
    payments,
    shop_findings,
    shop_passing,
    shop_pauses,
)
from services.order_terms import OrderTerms
from services.parcels import ParcelTerms
from services.refusals import Refused
from tests.services.shops.bought import BUYER
from tests.services.shops.life import ShopLife
from tests.services.shops.orders import order_in

FAULTS = ["store_then_reset", "store_then_500", "500", "429 1800", "truncated", "hang", "401"]
WHICH = st.integers(0, 3)
ORDER_LIMIT, BOUGHT_LIMIT = 3, 2
PAYING = ("processing", "completed")
has_orders = precondition(lambda self: self.life and self.placed)
has_passed = precondition(lambda self: self.life and self.life.there)


class Doings(RuleBasedStateMachine):
    """Remembers what only the studio, or only somebody in the shop, can have brought about."""

    def __init__(self, woo):
        super().__init__()
        self.woo, self.life = woo, None

    @initialize()
    def open(self):
        self.life = ShopLife(self.woo)
        self.numbers = {}  # our order -> what it was ever called in the shop
        self.placed = self.bought = 0
        self.standing = {}  # our order -> what only we may change of it
        self.paid = set()  # our orders that are paid
        self.paid_there = Counter()  # how often somebody paid an order in the shop
        self.place()
        self.life.work()
        self.life.look()

    def teardown(self):
        if self.life:
            self.life.end()

    def order(self, n):
        known = self.life.orders()
        return known[n % len(known)]

    def there(self, n):
        known = sorted(self.life.there, key=int)
        return known[n % len(known)]

    # Here

    @rule()
    def place(self):
        if self.placed < ORDER_LIMIT:
            order_in(self.life.studio, ("Album", 2, 4500, "23"))
            self.placed += 1

    @has_orders
    @rule(n=WHICH)
    def pay(self, n):
        payments.mark_paid(self.order(n), "Hanna")

    @has_orders
    @rule(n=WHICH)
    def take_payment_back(self, n):
        payments.mark_unpaid(self.order(n), "Hanna")
        self.paid.discard(self.order(n).id)

    @has_orders
    @rule(n=WHICH, place=st.integers(0, 3))
    def change_status(self, n, place):
        order = self.order(n)
        orders.set_status(order, self.life.studio.order_statuses[place], "Hanna")
        self.standing.pop(order.id, None)

    @has_orders
    @rule(n=WHICH)
    def cancel_or_restore(self, n):
        order = self.order(n)
        (orders.restore if order.is_cancelled else orders.cancel)(order, "Hanna")
        self.standing.pop(order.id, None)

    @has_orders
    @rule(n=WHICH, pieces=st.integers(1, 3))
    def edit(self, n, pieces):
        order = self.order(n)
        with suppress(Refused):
            terms = OrderTerms(quantities={order.lines[0].id: pieces})
            order_edits.edit_order(order, order.version, terms, "Hanna")
            self.standing.pop(order.id, None)
            self.paid -= {order.id} if not order.is_paid else set()

    @has_orders
    @rule(n=WHICH, number=st.integers(1, 3), adds=st.booleans())
    def send_parcel(self, n, number, adds):
        order = self.order(n)
        terms = ParcelTerms("inpost", f"62000000000000000000000{number}")
        with suppress(Refused):
            if adds or not order.parcels:
                parcels.add_parcel(order, terms, "Hanna")
            else:
                parcels.change_parcel(order.parcels[0], terms, "Hanna")

    @has_orders
    @rule(n=WHICH)
    def take_parcel_off(self, n):
        if self.order(n).parcels:
            parcels.remove_parcel(self.order(n).parcels[0], "Hanna")

    @has_orders
    @rule(n=WHICH)
    def complete(self, n):
        with suppress(Refused):
            completion.complete(self.order(n), "Hanna")

    @has_orders
    @rule(n=WHICH, how=st.sampled_from(["accept", "leave", "push_again"]))
    def decide(self, n, how):
        for link in self.order(n).shop_links:
            if link.finding:
                with suppress(Refused):
                    getattr(shop_findings, how)(link, "Hanna")

    @rule()
    def look_after_the_shop(self):
        shop_pauses.resume(self.life.shop, utc_now())
        shop_passing.push_outstanding(self.life.shop)

    # In the shop

    @rule()
    def buy_there(self):
        if self.bought < BOUGHT_LIMIT:
            self.woo.buy(1, **BUYER)
            self.bought += 1

    @has_passed
    @rule(n=WHICH, status=st.sampled_from([*PAYING, "on-hold", "cancelled"]))
    def change_there(self, n, status):
        number = self.there(n)
        was_paid = self.life.there[number]["date_paid"]
        self.woo.edit(number, status=status)
        self.paid_there[number] += status in PAYING and not was_paid

    @has_passed
    @rule(n=WHICH)
    def take_payment_back_there(self, n):
        self.woo.edit(self.there(n), date_paid=None, date_paid_gmt=None, status="failed")

    @has_passed
    @rule(n=WHICH, for_good=st.booleans())
    def throw_away_there(self, n, for_good):
        if for_good:
            self.woo.delete(self.there(n))
        else:
            self.woo.edit(self.there(n), status="trash")

    @rule(extra=st.sampled_from(["0.00", "5.00"]))
    def reckon_otherwise_there(self, extra):
        self.woo.settle(added_by_plugin=extra)

    # Between both

    @rule(mode=st.sampled_from(FAULTS), method=st.sampled_from(["*", "POST", "PUT", "GET"]))
    def break_the_line(self, mode, method):
        self.woo.script(mode, method)

    @rule()
    def work(self):
        self.life.work()

    @rule(hours=st.sampled_from([0.02, 1.1, 4.1, 25]))
    def wait(self, hours):
        self.life.wait(hours)

    @rule()
    def fetch(self):
        self.life.exchange("orders")
