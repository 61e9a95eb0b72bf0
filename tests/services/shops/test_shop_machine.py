"""An order lives here and in the shop at once, while either side, the line and the clock interfere.

Whatever the order of the steps: it is in the shop once, the shop is told nothing but what it may
be, nothing is told back to where it came from, and no money comes or goes by itself.
"""

from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from extensions import db
from services import document_rendering
from tests.services.shops.doings import Doings
from tests.services.shops.life import check_said

has_begun = precondition(lambda self: self.life)


class ShopMachine(Doings):
    """Both books, compared with what was done."""

    @rule()
    def rest(self):
        """Both sides agree in the end, and have nothing more to say to each other."""
        self.life.calm()
        said = len(self.woo.changes)
        self.life.wait(4.1)
        assert self.woo.changes[said:] == []
        self.life.look()
        for link in self.life.links():
            assert not (link.is_live and self.life.open_promises(link))
            self.knows_of_payment(link)

    def knows_of_payment(self, link):
        order, there = link.order, self.life.there.get(link.remote_id)
        is_due = link.is_live and order.is_paid and order.is_standing and not link.finding
        if is_due and "unpaid" not in link.accepted and there["status"] in ("pending", "on-hold"):
            assert there["date_paid"]

    # Whatever was done

    @has_begun
    @invariant()
    def the_shop_is_told_nothing_else(self):
        """B-33; D14: least of all that what was paid there is paid."""
        db.session.expire_all()
        self.life.look()
        for link in self.life.links():
            self.numbers.setdefault(link.order_id, set()).add(link.remote_id)
        told = [number for call in self.life.heard() if (number := check_said(call))]
        for link in self.life.links():
            if link.remote_id in told:
                assert all(one.origin != "shop" for one in link.order.payments)

    @has_begun
    @invariant()
    def every_order_is_there_once_and_here_once(self):
        """F1, B-04, B-06."""
        ours = {link.reference for link in self.life.links()}
        there = self.life.there.values()
        counts = Counter(one["created_via"] for one in there if one["created_via"] in ours)
        assert set(counts.values()) <= {1}
        fetched = [link for link in self.life.links() if link.is_fetched]
        assert len(fetched) <= self.bought
        assert len(self.life.orders()) <= self.placed + self.bought

    @has_begun
    @invariant()
    def the_shop_changes_nothing_here_but_payments(self):
        """B-27, B-28, B-40."""
        for order in self.life.orders():
            now = (order.status_id, order.is_cancelled, order.total_cents)
            assert self.standing.setdefault(order.id, now) == now

    @has_begun
    @invariant()
    def no_money_comes_or_goes_by_itself(self):
        """B-28, D14: and only what somebody paid in the shop comes from there."""
        for order in self.life.orders():
            assert order.is_paid or order.id not in self.paid
            from_there = [one for one in order.payments if one.origin == "shop"]
            numbers = self.numbers.get(order.id, ())
            assert len(from_there) <= sum(self.paid_there[number] for number in numbers)
        self.paid = {order.id for order in self.life.orders() if order.is_paid}

    @has_begun
    @invariant()
    def nothing_waits_for_what_was_left(self):
        """issue 6: what a person has left out stays so."""
        for link in self.life.links():
            assert link.left_at is None or not self.life.open_promises(link)


def test_no_order_of_steps_brings_both_sides_out_of_step(app, woo, monkeypatch):
    """B-26…B-40, D13, D14."""
    monkeypatch.setitem(app.config, "SHOP_TIMEOUT_S", 1)
    monkeypatch.setattr(document_rendering, "pdf_of", lambda _: b"%PDF-")
    run_state_machine_as_test(
        lambda: ShopMachine(woo),
        settings=settings(
            max_examples=10,
            stateful_step_count=45,
            deadline=None,
            derandomize=True,
            # To shrink takes minutes; remove this line to do it.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
